"""How much of every tender's value was awarded.

The branches of a tender are its awards, each once by its own amount, however many lots it covers: lots only explain
the tender. A fallen award with an amount is told and not counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, delete, func, insert, select

from analysis.coverage import Branch, coverage
from analysis.ledger import CALLED_OFF, FALLEN
from analysis.money import Money, added
from db.award import Award
from db.codes import Basis
from db.coverage import Exclusion, Stage
from db.lot import Lot
from db.table import table_of
from db.tender import Tender
from db.tender_coverage import TenderCoverage

TENDER, AWARD, LOT, COVERAGE = (table_of(model) for model in (Tender, Award, Lot, TenderCoverage))
SUMS = ("published", "traced", "stated", "excluded", "failed", "residual")
COLUMNS = (
    *("id", "tender_id"),
    *(f"{name}_{part}" for name in SUMS for part in ("amount", "currency", "qualifier")),
    *("percent", "awards", "unknown_amounts", "lots", "failed_lots"),
)
AT_ONCE = 10_000  # tenders: a country's are never in memory together


class Lots(NamedTuple):
    """How many lots a tender has, and what was planned for those that failed."""

    all: int
    failed: Sequence[Money]


def tender_coverage(value: Money, awards: Sequence[Branch], lots: Lots) -> tuple[Any, ...] | None:
    """The figures of one tender in the order of the columns, its number left out; None if it has no value."""
    told = [award for award in awards if award.exclusion is None or award.amount.amount is not None]
    figures = stated = coverage(value, told, Basis.ASSUMED)
    if any(award.basis is not Basis.STATED for award in told):
        stated = coverage(value, told, Basis.STATED)
    if figures is None or stated is None:
        return None
    failed = added([each for each in lots.failed if each.currency in {None, value.currency}])
    sums = (value, figures.traced, stated.traced, figures.excluded, failed, figures.residual)
    counted = sum(branch.exclusion is None for branch in figures.branches)
    counts = (counted, figures.unknown_amounts, lots.all, len(lots.failed))
    return (*(part for each in sums for part in each), figures.percent, *counts)


def derive_tender_coverage(connection: Connection) -> None:
    """Keep the coverage of every tender that has a value; all is written anew."""
    connection.execute(delete(COVERAGE))
    last = 0
    while numbers := connection.scalars(
        select(TENDER.c.id).where(TENDER.c.id > last).order_by(TENDER.c.id).limit(AT_ONCE)
    ).all():
        rows = list(_rows(connection, last, numbers[-1]))
        if rows:
            connection.execute(insert(COVERAGE), rows)
        last = numbers[-1]


def _rows(connection: Connection, after: int, last: int) -> Iterator[dict[str, Any]]:
    """The rows of the tenders whose numbers lie between two."""
    value = [TENDER.c[f"value_{part}"] for part in ("amount", "currency", "qualifier")]
    query = select(TENDER.c.id, *value).where(TENDER.c.value_amount.is_not(None))
    awards, lots = _awards(connection, after, last), _lots(connection, after, last)
    for number, *money in connection.execute(_between(query, after, last)):
        figures = tender_coverage(Money(*money), awards[number], Lots(*lots[number]))
        if figures is not None:
            yield dict(zip(COLUMNS, (number, number, *figures), strict=True))


def _awards(connection: Connection, after: int, last: int) -> dict[int, list[Branch]]:
    """The awards of each tender's process; a fallen one counts as called off."""
    value = [AWARD.c[f"value_{part}"] for part in ("amount", "currency", "qualifier")]
    query = select(TENDER.c.id, AWARD.c.id, AWARD.c.basis, AWARD.c.status, *value)
    joined = query.join(AWARD, AWARD.c.process_id == TENDER.c.process_id).order_by(AWARD.c.id)
    found: dict[int, list[Branch]] = defaultdict(list)
    for tender, number, basis, status, *money in connection.execute(_between(joined, after, last)):
        fallen = Exclusion.CANCELLED if status in FALLEN else None
        found[tender].append(Branch(number, number, basis, Stage.AWARDED, Money(*money), fallen))
    return found


def _lots(connection: Connection, after: int, last: int) -> dict[int, tuple[int, list[Money]]]:
    value = [LOT.c[f"value_{part}"] for part in ("amount", "currency", "qualifier")]
    of_tender = TENDER.join(LOT, LOT.c.tender_id == TENDER.c.id)
    counted = select(TENDER.c.id, func.count()).select_from(of_tender).group_by(TENDER.c.id)
    found: dict[int, tuple[int, list[Money]]] = defaultdict(lambda: (0, []))
    found |= {tender: (number, []) for tender, number in connection.execute(_between(counted, after, last))}
    failed = select(TENDER.c.id, *value).select_from(of_tender).where(LOT.c.status.in_(CALLED_OFF)).order_by(LOT.c.id)
    for tender, *money in connection.execute(_between(failed, after, last)):
        found[tender][1].append(Money(*money))
    return found


def _between(query: Select[Any], after: int, last: int) -> Select[Any]:
    return query.where(TENDER.c.id > after, TENDER.c.id <= last)
