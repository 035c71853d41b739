"""How much of what a body asked for was awarded, and how much of what it administers is linked to processes.

As a buyer: the values of its tenders that were not called off, against their awards. As an administrator: what was
approved for its budget lines, against the records that their funding links lead to, each once, by its strongest link.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, func, select

from analysis.coverage import STRENGTH, Branch, coverage, rest
from analysis.derived import store_rows
from analysis.ledger import CALLED_OFF, Ledger, Period, not_in
from analysis.money import Money, added
from analysis.shares import percent
from analysis.sums import summed
from db.body_coverage import BodyCoverage
from db.body_total import MoneyRole
from db.budget_line import BudgetAmount, BudgetLine, BudgetPhase
from db.codes import Basis
from db.process import Process
from db.table import table_of
from db.tender import Tender
from db.tender_coverage import TenderCoverage

TENDER, PROCESS, COVERED = table_of(Tender), table_of(Process), table_of(TenderCoverage)
LINE, AMOUNT, COVERAGE = table_of(BudgetLine), table_of(BudgetAmount), table_of(BodyCoverage)
ALWAYS: Period = (None, None)
LINES_AT_ONCE = 2_000
SUMS = ("published", "traced", "stated", "residual")
COLUMNS = (
    *("place", "body_id", "role", "records"),
    *(f"{name}_{part}" for name in SUMS for part in ("amount", "currency", "qualifier")),
    *("percent", "unknown_amounts"),
)


def derive_body_coverage(connection: Connection) -> None:
    """Keep the coverage of every buyer and every administrator."""
    rows = sorted([*_administrators(connection), *_buyers(connection)], key=_in_order)
    of_bodies = groupby(rows, key=itemgetter(0))
    store_rows(
        connection, COVERAGE, COLUMNS, {(place, *row) for _, some in of_bodies for place, row in enumerate(some)}
    )


def _in_order(row: tuple[Any, ...]) -> tuple[int, str, str]:
    """By body, role and currency."""
    body, role, _, _, currency, *_ = row
    return body, role, currency or ""


def _row(body: int, role: MoneyRole, records: int, sums: Sequence[Money], unknown: int) -> tuple[Any, ...]:
    """A row of what was published, what of it is traced, and what of that is stated."""
    published, traced, _ = sums
    told = [part for each in (*sums, rest(published, traced)) for part in each]
    return (body, role, records, *told, percent(traced.amount, published.amount), unknown)


def _buyers(connection: Connection) -> Iterator[tuple[Any, ...]]:
    """The sums of the coverage of tenders, made by the database as far as they are meant alike."""
    keys = [PROCESS.c.buyer_id, COVERED.c.published_currency, *(COVERED.c[f"{name}_qualifier"] for name in SUMS[:3])]
    sums = [summed(COVERED.c[f"{name}_amount"]) for name in SUMS[:3]]
    tenders = COVERED.join(TENDER, TENDER.c.id == COVERED.c.tender_id).join(
        PROCESS, PROCESS.c.id == TENDER.c.process_id
    )
    query = select(*keys, func.count(), func.sum(COVERED.c.unknown_amounts), *sums).select_from(tenders)
    bought = query.where(PROCESS.c.buyer_id.is_not(None), not_in(TENDER, CALLED_OFF)).group_by(*keys).order_by(*keys)
    groups: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for body, currency, *group in connection.execute(bought):
        groups[body, currency].append(group)
    for (body, currency), some in groups.items():
        parts = [[Money(group[5 + place], currency, group[place]) for group in some] for place in range(3)]
        records, unknown = (sum(int(group[place]) for group in some) for place in (3, 4))
        yield _row(body, MoneyRole.BUYER, records, [added(each) for each in parts], unknown)


def _administrators(connection: Connection) -> Iterator[tuple[Any, ...]]:
    """What was approved for budget lines, and the records that it pays for, some bodies at a time."""
    value = [AMOUNT.c[f"value_{part}"] for part in ("amount", "currency", "qualifier")]
    query = select(LINE.c.administrator_id, LINE.c.id, *value).join(AMOUNT, AMOUNT.c.budget_line_id == LINE.c.id)
    approved = query.where(
        LINE.c.administrator_id.is_not(None), AMOUNT.c.phase == BudgetPhase.APPROVED, AMOUNT.c.value_amount.is_not(None)
    )
    rows = connection.execute(approved.order_by(LINE.c.administrator_id, LINE.c.id)).all()
    for of_bodies in _together(rows):
        lines: dict[tuple[int, str], list[tuple[int, Money]]] = defaultdict(list)
        for body, number, *money in of_bodies:
            lines[body, money[1]].append((number, Money(*money)))
        first, last = of_bodies[0][0], of_bodies[-1][0]
        ledger = Ledger(connection, select(LINE.c.id).where(LINE.c.administrator_id.between(first, last)))
        for (body, _), some in lines.items():
            published = added([money for _, money in some])
            branches = strongest(branch for number, _ in some for branch in ledger.branches(number, ALWAYS))
            figures, stated = (coverage(published, branches, basis) for basis in (Basis.ASSUMED, Basis.STATED))
            if figures is not None and stated is not None:
                sums = (published, figures.traced, stated.traced)
                yield _row(body, MoneyRole.ADMINISTRATOR, len(some), sums, figures.unknown_amounts)


def _together(rows: Sequence[Any]) -> Iterator[list[Any]]:
    """Rows of some thousand budget lines, all of each body."""
    some: list[Any] = []
    for _, of_body in groupby(rows, key=itemgetter(0)):
        some.extend(of_body)
        if len(some) >= LINES_AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def strongest(branches: Iterable[Branch]) -> list[Branch]:
    """Each record once, by the strongest of the links that lead to it."""
    found: dict[int, Branch] = {}
    for branch in sorted(branches, key=lambda each: (STRENGTH.index(each.basis), each.link)):
        found.setdefault(branch.record, branch)
    return list(found.values())
