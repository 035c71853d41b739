"""A sum of money as rows hold it, and how exactly a sum of several is meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from db.codes import Qualifier
from db.sums import LOWER, UPPER, VAGUE

LARGEST = 2**63 - 1


class Money(NamedTuple):
    """Minor units, currency and qualifier; the amount is None where it is not known."""

    amount: int | None
    currency: str | None
    qualifier: Qualifier


UNKNOWN = Money(None, None, Qualifier.EXACT)


def added(parts: Sequence[Money]) -> Money:
    """The sum of amounts of one currency; UNKNOWN if there is none, of several currencies, or past 64 bits.

    An unknown part makes the sum of the others a lower bound: unknown is not zero.
    """
    known = [part for part in parts if part.amount is not None]
    total = sum(part.amount or 0 for part in known)
    if len({part.currency for part in known}) != 1 or total > LARGEST:
        return UNKNOWN
    if len(parts) == 1:
        return known[0]
    return Money(total, known[0].currency, _together([part.qualifier for part in known], len(known) < len(parts)))


def _together(qualifiers: Sequence[Qualifier], unknown_part: bool) -> Qualifier:
    kinds = set(qualifiers) - {Qualifier.EXACT}
    below, above = bool(kinds & LOWER) or unknown_part, bool(kinds & UPPER)
    if kinds & VAGUE or (below and above):
        return Qualifier.UNKNOWN
    if below:
        return Qualifier.AT_LEAST
    if above:
        return Qualifier.AT_MOST
    return Qualifier.ABOUT if kinds else Qualifier.EXACT
