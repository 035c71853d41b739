"""What coverage is worked out from: links, what they point to, and the sums of each stage below.

It is read for some payers at a time: a country's links are never in memory together.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, MetaData, Select, Table, case, func, insert, select, true

from analysis.coverage import Branch, is_as_strong
from analysis.money import Money
from analysis.statistics import gather_statistics
from analysis.sums import summed
from db.activity import Activity, ActivityStatus
from db.award import Award, AwardStatus
from db.budget_line import BudgetAmount, BudgetLine, BudgetPhase
from db.codes import Basis, Precision, ProcurementStatus, Qualifier
from db.columns import KEY
from db.contract import Contract, ContractStatus
from db.coverage import Exclusion, Stage
from db.funding_link import FundingLink, FundingOverlap
from db.table import table_of
from db.tender import Tender
from db.transaction import Transaction

Period = tuple[date | None, date | None]
EXCLUDED = {
    ProcurementStatus.CANCELLED: Exclusion.CANCELLED,
    ProcurementStatus.WITHDRAWN: Exclusion.CANCELLED,
    ProcurementStatus.UNSUCCESSFUL: Exclusion.UNSUCCESSFUL,
}
CALLED_OFF = tuple(EXCLUDED)
FALLEN = (AwardStatus.CANCELLED, AwardStatus.UNSUCCESSFUL)
NOT_SIGNED = (ContractStatus.CANCELLED,)
LINK = table_of(FundingLink)
REACHED = Table("reached", MetaData(), Column("id", KEY, primary_key=True), prefixes=["TEMPORARY"])


@dataclass(frozen=True)
class Target:
    """A record that a link points to: its own amount, and the reason not to count it."""

    stage: Stage
    amount: Money
    exclusion: Exclusion | None = None
    signed: tuple[date, ...] = ()  # contracts, where there is no tender


@dataclass(frozen=True)
class Link:
    """One funding link."""

    id: int
    payee: int
    basis: Basis
    overlaps: frozenset[int]


class Ledger:
    """The links that lead on from some payers, and what is known of what they point to."""

    def __init__(self, connection: Connection, payers: Select[Any]) -> None:
        with _reached(connection, payers):
            self.links = _links(connection)
            self.below = _stages_of_processes(connection)
            self.targets: dict[int, Target] = dict(_targets(connection, self.below))

    def branches(self, payer: int, period: Period) -> list[Branch]:
        """The links of one payer."""
        return [
            Branch(
                link.id,
                link.payee,
                link.basis,
                target.stage,
                target.amount,
                target.exclusion or out_of_period(target, period),
                link.overlaps,
            )
            for link in self.links.get(payer, ())
            if (target := self.targets.get(link.payee)) is not None
        ]

    def stages(self, records: Sequence[int], basis: Basis) -> dict[Stage, list[Money]]:
        """What is known of each stage in some records and below them, by links up to one strength."""
        found: dict[Stage, list[Money]] = defaultdict(list)
        open_, seen = list(records), set()
        while open_:
            record = open_.pop()
            if record in seen or record not in self.targets:
                continue
            seen.add(record)
            target = self.targets[record]
            if target.exclusion is None:
                found[target.stage].append(target.amount)
                for stage, amounts in self.below.get(record, {}).items():
                    if stage is not target.stage:
                        found[stage] += amounts
            open_ += [link.payee for link in self.links.get(record, ()) if is_as_strong(link.basis, basis)]
        return found


def last_day(day: date | None, precision: Precision | None) -> date | None:
    """The last day that a partial date may be."""
    if day is None or precision is Precision.DAY:
        return day
    month = 12 if precision is Precision.YEAR else day.month
    return date(day.year, month, monthrange(day.year, month)[1])


def out_of_period(target: Target, period: Period) -> Exclusion | None:
    """Whether everything that was signed was signed outside a period."""
    start, end = period
    outside = [day for day in target.signed if (start and day < start) or (end and day > end)]
    return Exclusion.OUT_OF_PERIOD if outside and len(outside) == len(target.signed) else None


@contextmanager
def _reached(connection: Connection, payers: Select[Any]) -> Iterator[None]:
    """Note the payers, and all that is paid for by them or by what they pay for."""
    REACHED.create(connection)
    found = payers.cte(recursive=True)
    paid = select(LINK.c.payee_id).join(found, LINK.c.payer_id == found.c.id)
    connection.execute(insert(REACHED).from_select(["id"], select(found.union(paid).c.id)))
    gather_statistics(connection, REACHED)
    yield
    REACHED.drop(connection)


def _among(column: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a record is among those that were reached."""
    return column.in_(select(REACHED.c.id))


def _links(connection: Connection) -> dict[int, list[Link]]:
    link, overlap = LINK, table_of(FundingOverlap)
    overlaps: dict[int, set[int]] = defaultdict(set)
    for one, other in connection.execute(select(overlap.c.funding_link_id, overlap.c.other_id)):
        overlaps[one].add(other)
        overlaps[other].add(one)
    links: dict[int, list[Link]] = defaultdict(list)
    for number, payer, payee, basis in connection.execute(
        select(link.c.id, link.c.payer_id, link.c.payee_id, link.c.basis)
        .where(_among(link.c.payer_id))
        .order_by(link.c.id)
    ):
        links[payer].append(Link(number, payee, basis, frozenset(overlaps[number])))
    return links


def _stages_of_processes(connection: Connection) -> dict[int, dict[Stage, list[Money]]]:
    """For each process the sums of its awards, contracts and payments, one for each currency."""
    award, contract, transaction = table_of(Award), table_of(Contract), table_of(Transaction)
    of_contract = transaction.join(contract, contract.c.id == transaction.c.contract_id)
    sums: dict[int, dict[Stage, list[Money]]] = defaultdict(lambda: defaultdict(list))
    for stage, table, source, wanted in (
        (Stage.AWARDED, award, award, not_in(award, FALLEN)),
        (Stage.CONTRACTED, contract, contract, not_in(contract, NOT_SIGNED)),
        (Stage.PAID, transaction, of_contract, true()),
    ):
        process = contract.c.process_id if stage is Stage.PAID else table.c.process_id
        for number, money in _sums(connection, process, table, source, wanted):
            sums[number][stage].append(money)
    return sums


def not_in(table: Table, codes: Collection[Any]) -> ColumnElement[bool]:
    """Rows whose status is none of these, or not known."""
    return func.coalesce(table.c.status, "").not_in([code.value for code in codes])


def _sums(connection: Connection, process: Any, table: Table, source: Any, wanted: Any) -> Iterator[tuple[int, Money]]:
    lower = case((table.c.value_qualifier.in_([Qualifier.MORE_THAN, Qualifier.AT_LEAST]), 1), else_=0)
    query = (
        select(process, table.c.value_currency, summed(table.c.value_amount), func.max(lower))
        .select_from(source)
        .where(wanted, _among(process))
        .group_by(process, table.c.value_currency)
    )
    for number, currency, total, bound in connection.execute(query):
        qualifier = Qualifier.AT_LEAST if bound else Qualifier.EXACT
        yield number, Money(total, None if total is None else currency, qualifier)


def _targets(
    connection: Connection, below: Mapping[int, Mapping[Stage, Sequence[Money]]]
) -> Iterator[tuple[int, Target]]:
    yield from _activities(connection)
    yield from _budget_lines(connection)
    yield from _processes(connection, below)
    contract = table_of(Contract)
    query = select(contract.c.id, contract.c.signed_on, *_value(contract))
    for number, signed, *money in connection.execute(query.where(_among(contract.c.id))):
        yield number, Target(Stage.CONTRACTED, Money(*money), signed=(signed,) if signed else ())


def _value(table: Table, prefix: str = "value") -> list[Any]:
    return [table.c[f"{prefix}_{part}"] for part in ("amount", "currency", "qualifier")]


def _activities(connection: Connection) -> Iterator[tuple[int, Target]]:
    table = table_of(Activity)
    query = select(table.c.id, table.c.status, *_value(table, "amount")).where(_among(table.c.id))
    for number, status, *money in connection.execute(query):
        excluded = Exclusion.CANCELLED if status == ActivityStatus.CANCELLED else None
        yield number, Target(Stage.ALLOCATED, Money(*money), excluded)


def _budget_lines(connection: Connection) -> Iterator[tuple[int, Target]]:
    line, amount = table_of(BudgetLine), table_of(BudgetAmount)
    approved = (amount.c.budget_line_id == line.c.id) & (amount.c.phase == BudgetPhase.APPROVED)
    query = select(line.c.id, *_value(amount)).select_from(line.outerjoin(amount, approved)).where(_among(line.c.id))
    for number, value, currency, qualifier in connection.execute(query):
        yield number, Target(Stage.ALLOCATED, Money(value, currency, qualifier or Qualifier.EXACT))


def _processes(
    connection: Connection, below: Mapping[int, Mapping[Stage, Sequence[Money]]]
) -> Iterator[tuple[int, Target]]:
    """The processes that are linked: by their tender's value, or without one by their contracts."""
    tender, contract = table_of(Tender), table_of(Contract)
    found = set()
    query = select(tender.c.process_id, tender.c.status, *_value(tender)).where(_among(tender.c.process_id))
    for number, status, *value in connection.execute(query):
        found.add(number)
        yield number, Target(Stage.TENDERED, Money(*value), EXCLUDED.get(status))
    signed: dict[int, list[date]] = defaultdict(list)
    for number, day in connection.execute(
        select(contract.c.process_id, contract.c.signed_on).where(_among(contract.c.process_id))
    ):
        signed[number] += [day] if day else []
    for number in signed.keys() - found:
        amounts = below.get(number, {}).get(Stage.CONTRACTED, ())
        money = amounts[0] if len(amounts) == 1 else Money(None, None, Qualifier.EXACT)
        yield number, Target(Stage.CONTRACTED, money, signed=tuple(signed[number]))
