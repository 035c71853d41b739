"""How much of every tender's value was awarded.

The branches of a tender are its awards, each once by its own amount, however many lots it covers: lots only explain
the tender. A fallen award with an amount is told and not counted. What `analysis.coverage` works out for a programme in
Python, the database works out here for millions of tenders, in one pass over awards and one over lots.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Subquery,
    Table,
    case,
    func,
    insert,
    literal,
    or_,
    select,
)

from analysis.derived import rebuilt
from analysis.ledger import CALLED_OFF, FALLEN, not_in
from analysis.shares import know_shares, share
from analysis.sums import kinds_of, summed, together
from db.award import Award
from db.codes import Basis, Qualifier
from db.lot import Lot
from db.sums import LOWER
from db.table import table_of
from db.tender import Tender
from db.tender_coverage import TenderCoverage

TENDER, AWARD, LOT, COVERAGE = (table_of(model) for model in (Tender, Award, Lot, TenderCoverage))


class Sum(NamedTuple):
    """A sum of money in the currency of a tender's value, in SQL."""

    amount: ColumnElement[Any]
    currency: ColumnElement[Any]
    qualifier: ColumnElement[Any]


def derive_tender_coverage(connection: Connection) -> None:
    """Keep the coverage of every tender that has a value."""
    know_shares(connection)
    awards, lots = _awards(), _lots()
    columns = _figures(awards, lots)
    sources = TENDER.outerjoin(awards, awards.c.id == TENDER.c.id).outerjoin(lots, lots.c.id == TENDER.c.id)
    query = select(*columns.values()).select_from(sources).where(TENDER.c.value_amount.is_not(None))
    with rebuilt(connection, COVERAGE) as table:
        connection.execute(insert(table).from_select(list(columns), query))


def _figures(awards: Subquery, lots: Subquery) -> dict[str, ColumnElement[Any]]:
    """The columns of a row."""
    published = Sum(*(TENDER.c[f"value_{part}"] for part in Sum._fields))
    traced, stated, excluded = (_total(awards, name) for name in ("traced", "stated", "excluded"))
    sums = {
        "published": published,
        "traced": traced,
        "stated": stated,
        "excluded": excluded,
        "failed": _planned(lots),
        "residual": _rest(published, traced),
    }
    return {
        "id": TENDER.c.id,
        "tender_id": TENDER.c.id,
        **{f"{name}_{part}": value for name, each in sums.items() for part, value in each._asdict().items()},
        "percent": share(traced.amount, published.amount),
        "awards": _count(awards.c.traced_known),
        "unknown_amounts": _count(awards.c.traced_unknown),
        "lots": _count(lots.c.lots),
        "failed_lots": _count(lots.c.failed_lots),
    }


def _awards() -> Subquery:
    """What is known of the awards of each tender's process, as far as they are in the currency of its value."""
    stands = not_in(AWARD, FALLEN) & _comparable(AWARD)
    fallen = AWARD.c.status.in_(FALLEN) & _comparable(AWARD) & AWARD.c.value_amount.is_not(None)
    stated = stands & (AWARD.c.basis == Basis.STATED)
    columns = (
        *_chosen("traced", AWARD, stands),
        *_chosen("stated", AWARD, stated),
        *_chosen("excluded", AWARD, fallen),
    )
    row = select(TENDER.c.id, *columns).join(AWARD, AWARD.c.process_id == TENDER.c.process_id).subquery()
    sums = (part for name in ("traced", "stated", "excluded") for part in _parts(name, row))
    return select(row.c.id, *sums).group_by(row.c.id).subquery()


def _lots() -> Subquery:
    """How many lots each tender has, and what is known of those that were called off or found no winner."""
    failed = LOT.c.status.in_(CALLED_OFF)
    columns = (case((failed, 1)).label("fallen"), *_chosen("failed", LOT, failed & _comparable(LOT)))
    row = select(TENDER.c.id, *columns).join(LOT, LOT.c.tender_id == TENDER.c.id).subquery()
    counts = (func.count().label("lots"), func.count(row.c.fallen).label("failed_lots"))
    return select(row.c.id, *counts, *_parts("failed", row)).group_by(row.c.id).subquery()


def _comparable(table: Table) -> ColumnElement[bool]:
    """Whether an amount is in the currency of the tender's value, or not known."""
    return table.c.value_amount.is_(None) | (table.c.value_currency == TENDER.c.value_currency)


def _chosen(name: str, table: Table, which: ColumnElement[bool]) -> list[ColumnElement[Any]]:
    """Whether a row is chosen, and then its amount and how that is meant."""
    known = which & table.c.value_amount.is_not(None)
    return [
        case((which, 1)).label(name),
        case((which, table.c.value_amount)).label(f"{name}_amount"),
        case((known, table.c.value_qualifier)).label(f"{name}_qualifier"),
    ]


def _parts(name: str, row: Subquery) -> list[ColumnElement[Any]]:
    """Of the chosen rows of a group: how many have an amount, how many have none, and what is known of the sum."""
    amount = row.c[f"{name}_amount"]
    known = func.count(amount)
    return [
        known.label(f"{name}_known"),
        (func.count(row.c[name]) - known).label(f"{name}_unknown"),
        summed(amount).label(f"{name}_amount"),
        *kinds_of(row.c[f"{name}_qualifier"], f"{name}_"),
    ]


def _total(row: Subquery, name: str) -> Sum:
    """A sum as `analysis.coverage.total` makes it: zero of nothing, a lower bound if an amount is not known."""
    known, unknown = _count(row.c[f"{name}_known"]), _count(row.c[f"{name}_unknown"])
    amount = case((known == 0, 0), else_=row.c[f"{name}_amount"])
    meant = case(
        (or_(known == 0, amount.is_(None)), Qualifier.EXACT.value),
        else_=together(row, known, literal(0), f"{name}_"),
    )
    bound = (unknown > 0) & (meant == Qualifier.EXACT.value)
    return _sum(amount, case((bound, Qualifier.AT_LEAST.value), else_=meant))


def _planned(row: Subquery) -> Sum:
    """A sum as `analysis.money.added` makes it, of lots that failed: unknown of nothing."""
    known, unknown = _count(row.c.failed_known), _count(row.c.failed_unknown)
    meant = together(row, known, unknown, "failed_")
    return _sum(row.c.failed_amount, case((row.c.failed_amount.is_(None), Qualifier.EXACT.value), else_=meant))


def _rest(published: Sum, traced: Sum) -> Sum:
    """What cannot be followed, as `analysis.coverage.rest` tells it."""
    left = published.amount - func.coalesce(traced.amount, 0)
    below = traced.qualifier.in_([each.value for each in LOWER])
    return Sum(
        case((left > 0, left), else_=0),
        published.currency,
        case((below, Qualifier.AT_MOST.value), else_=traced.qualifier),
    )


def _sum(amount: ColumnElement[Any], qualifier: ColumnElement[Any]) -> Sum:
    return Sum(amount, case((amount.is_not(None), TENDER.c.value_currency)), qualifier)


def _count(column: ColumnElement[Any]) -> ColumnElement[int]:
    """A count of a group, 0 if there is no group."""
    return func.coalesce(column, 0)
