"""The way from every contract, award, lot, tender and budget line up to the programme that pays for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, func, select

from analysis.coverage import STRENGTH
from analysis.derived import store_rows
from analysis.money import UNKNOWN, Money
from analysis.shares import percent
from db.activity import Activity
from db.award import Award, AwardLot
from db.budget_line import BudgetAmount, BudgetLine, BudgetPhase
from db.codes import Basis, Qualifier
from db.contract import Contract
from db.funding_link import FundingLink
from db.lot import Lot
from db.process import Process
from db.programme import Programme
from db.step import Step, StepKind
from db.table import table_of
from db.tender import Tender

COLUMNS = (
    *("id", "up_id", "kind", "slug", "basis", "amount_amount", "amount_currency", "amount_qualifier", "percent"),
    *("programme_id", "activity_id"),
)
HIGHEST = 20  # steps; what is deeper is a circle that an import let through


class Rung(NamedTuple):
    """A record, the next one up, and how we know that the two belong together."""

    kind: StepKind
    slug: str
    up: int | None
    basis: Basis | None
    amount: Money


def on_the_way(rungs: Mapping[int, Rung], number: int, kind: StepKind) -> int | None:
    """The first record of a kind on the way up, itself first; None if there is none."""
    above: int | None = number
    for _ in range(HIGHEST):
        if above is None or above not in rungs:
            return None
        if rungs[above].kind is kind:
            return above
        above = rungs[above].up
    return None


def share(own: Money, programme: Rung | None) -> str | None:
    """An amount in per cent of the total of the programme at the top; None unless both are known."""
    if programme is None or own.currency != programme.amount.currency:
        return None
    return percent(own.amount, programme.amount.amount)


def derive_steps(connection: Connection) -> None:
    """Keep the step of every record equal to what its rows and links say."""
    rungs = dict(_rungs(connection))
    store_rows(connection, table_of(Step), COLUMNS, {_row(rungs, number) for number in rungs})


def _row(rungs: Mapping[int, Rung], number: int) -> tuple[Any, ...]:
    own = rungs[number]
    programme = on_the_way(rungs, number, StepKind.PROGRAMME)
    activity = on_the_way(rungs, number, StepKind.ACTIVITY)
    percent_of_total = share(own.amount, None if programme is None else rungs[programme])
    return number, own.up, own.kind, own.slug, own.basis, *own.amount, percent_of_total, programme, activity


def _rungs(connection: Connection) -> Iterator[tuple[int, Rung]]:
    payers = _payers(connection)
    yield from _programmes(connection)
    yield from _activities(connection, payers)
    yield from _budget_lines(connection)
    tenders = dict(connection.execute(select(table_of(Tender).c.process_id, table_of(Tender).c.id)).all())
    yield from _processes(connection, payers, tenders)
    yield from _tenders(connection, payers)
    yield from _lots(connection)
    yield from _awards(connection, tenders)
    yield from _contracts(connection, tenders)


def _payers(connection: Connection) -> dict[int, tuple[int, Basis]]:
    """For each record that is paid for, the payer by its strongest link; of equal ones, the first."""
    link = table_of(FundingLink)
    found: dict[int, tuple[int, Basis]] = {}
    for payee, payer, basis in connection.execute(
        select(link.c.payee_id, link.c.payer_id, link.c.basis).order_by(link.c.id)
    ):
        if payee not in found or STRENGTH.index(basis) < STRENGTH.index(found[payee][1]):
            found[payee] = (payer, basis)
    return found


def _value(table: Table, prefix: str = "value") -> list[Any]:
    return [table.c[f"{prefix}_{part}"] for part in ("amount", "currency", "qualifier")]


def _programmes(connection: Connection) -> Iterator[tuple[int, Rung]]:
    table = table_of(Programme)
    for number, slug, *money in connection.execute(select(table.c.id, table.c.slug, *_value(table, "total"))):
        yield number, Rung(StepKind.PROGRAMME, slug, None, None, Money(*money))


def _activities(connection: Connection, payers: Mapping[int, tuple[int, Basis]]) -> Iterator[tuple[int, Rung]]:
    table = table_of(Activity)
    query = select(table.c.id, table.c.slug, table.c.programme_id, *_value(table, "amount"))
    for number, slug, programme, *money in connection.execute(query):
        up, basis = payers.get(number, (programme, Basis.STATED))
        yield number, Rung(StepKind.ACTIVITY, slug, up, basis, Money(*money))


def _budget_lines(connection: Connection) -> Iterator[tuple[int, Rung]]:
    line, amount = table_of(BudgetLine), table_of(BudgetAmount)
    approved = (amount.c.budget_line_id == line.c.id) & (amount.c.phase == BudgetPhase.APPROVED)
    up = func.coalesce(line.c.activity_id, line.c.programme_id)
    query = select(line.c.id, line.c.slug, up, *_value(amount)).select_from(line.outerjoin(amount, approved))
    for number, slug, above, value, currency, qualifier in connection.execute(query):
        money = Money(value, currency, qualifier or Qualifier.EXACT)
        yield number, Rung(StepKind.BUDGET_LINE, slug, above, Basis.STATED, money)


def _processes(
    connection: Connection, payers: Mapping[int, tuple[int, Basis]], tenders: Mapping[int, int]
) -> Iterator[tuple[int, Rung]]:
    table = table_of(Process)
    for number, slug in connection.execute(select(table.c.id, table.c.slug)):
        if number not in tenders:
            up, basis = payers.get(number) or (None, None)
            yield number, Rung(StepKind.PROCESS, slug, up, basis, UNKNOWN)


def _tenders(connection: Connection, payers: Mapping[int, tuple[int, Basis]]) -> Iterator[tuple[int, Rung]]:
    table = table_of(Tender)
    query = select(table.c.id, table.c.slug, table.c.process_id, *_value(table))
    for number, slug, process, *money in connection.execute(query):
        up, basis = payers.get(number) or payers.get(process) or (None, None)
        yield number, Rung(StepKind.TENDER, slug, up, basis, Money(*money))


def _lots(connection: Connection) -> Iterator[tuple[int, Rung]]:
    table = table_of(Lot)
    for number, slug, tender, *money in connection.execute(
        select(table.c.id, table.c.slug, table.c.tender_id, *_value(table))
    ):
        yield number, Rung(StepKind.LOT, slug, tender, Basis.STATED, Money(*money))


def _awards(connection: Connection, tenders: Mapping[int, int]) -> Iterator[tuple[int, Rung]]:
    """An award of one lot leads to it, one of several to their tender, one without a tender to its process."""
    award, lots = table_of(Award), table_of(AwardLot)
    counted = select(lots.c.award_id, func.count(), func.min(lots.c.lot_id)).group_by(lots.c.award_id)
    only = {number: lot for number, many, lot in connection.execute(counted) if many == 1}
    query = select(award.c.id, award.c.slug, award.c.basis, award.c.tender_id, award.c.process_id, *_value(award))
    for number, slug, basis, tender, process, *money in connection.execute(query):
        up = only.get(number) or tender or tenders.get(process, process)
        yield number, Rung(StepKind.AWARD, slug, up, basis, Money(*money))


def _contracts(connection: Connection, tenders: Mapping[int, int]) -> Iterator[tuple[int, Rung]]:
    table = table_of(Contract)
    query = select(table.c.id, table.c.slug, table.c.award_id, table.c.process_id, *_value(table))
    for number, slug, award, process, *money in connection.execute(query):
        yield number, Rung(StepKind.CONTRACT, slug, award or tenders.get(process, process), Basis.STATED, Money(*money))
