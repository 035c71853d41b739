"""Sums of money: made in two parts, since a sum may be larger than any number that the databases count with."""

from __future__ import annotations

from db.codes import Qualifier

PART = 1_000_000_000  # minor units: the first part counts these, the second what is left of each amount

LOWER = frozenset({Qualifier.MORE_THAN, Qualifier.AT_LEAST})  # what makes a sum a lower bound
UPPER = frozenset({Qualifier.LESS_THAN, Qualifier.AT_MOST})
VAGUE = frozenset({Qualifier.RANGE, Qualifier.UNKNOWN})  # what leaves open which


def whole(high: int, low: int) -> int:
    """The sum of which these are the parts."""
    return int(high) * PART + int(low)
