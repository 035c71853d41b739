"""Which money is whose: every record with an amount, by the body that has to do with it, its role and its stage.

What was called off is left out by its own status, as coverage leaves it out: cancelled, withdrawn or failed
tenders, fallen awards, cancelled contracts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    Table,
    func,
    literal,
    select,
    true,
    union_all,
)

from analysis.ledger import CALLED_OFF, FALLEN, NOT_SIGNED, not_in
from db.award import Award, AwardSupplier
from db.body_total import BodyTotal, MoneyRole
from db.budget_line import BudgetAmount, BudgetLine, BudgetPhase
from db.contract import Contract, ContractSupplier
from db.coverage import Stage
from db.process import Process
from db.table import table_of
from db.tender import Tender
from db.transaction import Transaction

PROCESS, TENDER, AWARD, CONTRACT = (table_of(model) for model in (Process, Tender, Award, Contract))
PAYMENT, LINE, AMOUNT = table_of(Transaction), table_of(BudgetLine), table_of(BudgetAmount)
CHOSEN, SIGNED, TOTAL = table_of(AwardSupplier), table_of(ContractSupplier), table_of(BodyTotal)
ALONE = literal(1)


class Kind(NamedTuple):
    """Records of one stage: their table, the day that they count by, and which of them count."""

    stage: Stage
    table: Table
    day: str
    counted: ColumnElement[bool]


BUDGET = Kind(Stage.ALLOCATED, LINE, "period_start", true())
TENDERS = Kind(Stage.TENDERED, TENDER, "published_on", not_in(TENDER, CALLED_OFF))
AWARDS = Kind(Stage.AWARDED, AWARD, "awarded_on", not_in(AWARD, FALLEN))
CONTRACTS = Kind(Stage.CONTRACTED, CONTRACT, "signed_on", not_in(CONTRACT, NOT_SIGNED))
PAYMENTS = Kind(Stage.PAID, PAYMENT, "paid_on", true())
OF_CONTRACT = CONTRACT.c.id == PAYMENT.c.contract_id


def entries() -> Iterator[Select[Any] | CompoundSelect[Any]]:
    """Body, role, stage, record, its day, amount, currency and qualifier, and how many bodies have that role in it.

    A record stands once for each of them. The entries of each role and stage come by themselves, in the order of lists:
    all together are more than SQLite can sort in little memory.
    """
    yield _administered()
    yield from _bought()
    paid, *supplied, paid_on_contracts = _supplied()
    yield from supplied
    yield union_all(paid, paid_on_contracts)


def _entry(
    role: MoneyRole, kind: Kind, body: ColumnElement[Any], source: FromClause, bodies: ColumnElement[Any] = ALONE
) -> Select[Any]:
    record = kind.table.c
    value = (AMOUNT if kind is BUDGET else kind.table).c
    return (
        select(
            body.label("body_id"),
            literal(role, TOTAL.c.role.type).label("role"),
            literal(kind.stage, TOTAL.c.stage.type).label("stage"),
            record.id.label("record_id"),
            record[kind.day].label("day"),
            value.value_amount.label("amount"),
            value.value_currency.label("currency"),
            value.value_qualifier.label("qualifier"),
            bodies.label("bodies"),
        )
        .select_from(source)
        .where(body.is_not(None), kind.counted)
    )


def _administered() -> Select[Any]:
    """What was approved for budget lines; a line for which nothing was has an unknown amount."""
    approved = (AMOUNT.c.budget_line_id == LINE.c.id) & (AMOUNT.c.phase == BudgetPhase.APPROVED)
    return _entry(MoneyRole.ADMINISTRATOR, BUDGET, LINE.c.administrator_id, LINE.outerjoin(AMOUNT, approved))


def _bought() -> Iterator[Select[Any]]:
    """What the buyer of a process asked for, decided, signed and paid."""
    for kind in (TENDERS, AWARDS, CONTRACTS, PAYMENTS):
        process = CONTRACT.c.process_id if kind is PAYMENTS else kind.table.c.process_id
        records = kind.table.join(CONTRACT, OF_CONTRACT) if kind is PAYMENTS else kind.table
        source = records.join(PROCESS, PROCESS.c.id == process)
        yield _entry(MoneyRole.BUYER, kind, PROCESS.c.buyer_id, source)


def _supplied() -> Iterator[Select[Any]]:
    """What suppliers were chosen for, signed and were paid; a payment is its payee's, where one is named."""
    yield _entry(MoneyRole.SUPPLIER, PAYMENTS, PAYMENT.c.payee_id, PAYMENT)
    signed = SIGNED.c.contract_id
    for kind, link, same in (
        (AWARDS, CHOSEN.c.award_id, CHOSEN.c.award_id == AWARD.c.id),
        (CONTRACTS, signed, signed == CONTRACT.c.id),
        (PAYMENTS, signed, (signed == PAYMENT.c.contract_id) & PAYMENT.c.payee_id.is_(None)),
    ):
        supplier = link.table.c.organization_id
        yield _entry(MoneyRole.SUPPLIER, kind, supplier, kind.table.join(link.table, same), _together_with(link))


def _together_with(link: Column[Any]) -> ColumnElement[Any]:
    """How many suppliers a record has, where a row of a link names one of them."""
    other = link.table.alias()
    return select(func.count()).where(other.c[link.name] == link).scalar_subquery()
