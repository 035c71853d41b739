"""Sums of money made by the database: exact, and qualified as `analysis.money.added` qualifies them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Subquery, case, cast, func, literal_column, or_

from analysis.money import LARGEST
from db.codes import Qualifier
from db.sums import LOWER, PART, UPPER, VAGUE

KINDS = {
    "lower": LOWER,
    "upper": UPPER,
    "odd": VAGUE,
    "about": {Qualifier.ABOUT},
}
UNIT: ColumnElement[int] = literal_column(str(PART), BigInteger)  # no parameter: SQLite adds up alike expressions once


def summed(amount: ColumnElement[Any]) -> ColumnElement[Any]:
    """The sum of whole minor units; null if there is none, or past 64 bits."""
    high = cast(func.sum(amount // UNIT), BigInteger)
    low = cast(func.sum(amount - amount // UNIT * UNIT), BigInteger)
    above, below = high + low // UNIT, low - low // UNIT * UNIT
    most, rest = divmod(LARGEST, PART)
    return case((or_(above < most, (above == most) & (below <= rest)), above * UNIT + below))


def kinds_of(qualifier: ColumnElement[Any], prefix: str = "") -> list[ColumnElement[Any]]:
    """Columns of a grouped query that tell which qualifiers its parts have."""
    told = [_any(qualifier, kinds).label(f"{prefix}{name}") for name, kinds in KINDS.items()]
    return [*told, func.max(qualifier).label(f"{prefix}only")]


def together(
    row: Subquery, parts: ColumnElement[Any], unknown: ColumnElement[Any], prefix: str = ""
) -> ColumnElement[Any]:
    """How exactly a sum of a grouped query is meant: of so many parts, beside so many that are not known."""
    lower, upper, odd, about = (row.c[f"{prefix}{name}"] == 1 for name in KINDS)
    below = or_(lower, unknown > 0)
    return case(
        ((parts == 1) & (unknown == 0), row.c[f"{prefix}only"]),
        (or_(odd, below & upper), Qualifier.UNKNOWN.value),
        (below, Qualifier.AT_LEAST.value),
        (upper, Qualifier.AT_MOST.value),
        (about, Qualifier.ABOUT.value),
        else_=Qualifier.EXACT.value,
    )


def _any(qualifier: ColumnElement[Any], kinds: Collection[Qualifier]) -> ColumnElement[Any]:
    return func.max(case((qualifier.in_(kinds), 1), else_=0))
