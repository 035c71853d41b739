"""Money set aside: budget lines, and their amounts by phase."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import UniqueConstraint

from db.codes import Code, Precision, Qualifier
from db.columns import (
    amount,
    amount_order,
    coded,
    currency,
    day,
    interval_check,
    key,
    money_checks,
    words,
)
from db.node import Part, Record


class BudgetPhase(Code):
    """How far the money of a budget line has come."""

    PROPOSED = "PROPOSED", "Asked for."
    APPROVED = "APPROVED", "Granted at first."
    ADJUSTED = "ADJUSTED", "Granted after a change."
    COMMITTED = "COMMITTED", "Promised to somebody, for example by a contract."
    VERIFIED = "VERIFIED", "Work accepted, payment ordered."
    DISBURSED = "DISBURSED", "Paid out."


class BudgetLine(Record, table=True):
    """Money set aside for one purpose, in one period."""

    __table_args__ = (interval_check("period_start", "period_end"),)

    programme_id: int = key(to="programme.id")
    activity_id: int | None = key(to="activity.id")
    administrator_id: int | None = key(to="organization.id")
    title: str = words(ordered=True)
    classification: str | None = words()  # the publisher's budget code, as printed
    period_start: date | None = day()
    period_start_precision: Precision | None = coded(Precision)
    period_end: date | None = day()
    period_end_precision: Precision | None = coded(Precision)


class BudgetAmount(Part, table=True):
    """The amount of a budget line in one phase; phases are never added together."""

    owner: ClassVar[str] = "budget_line_id"
    listed_as: ClassVar[str] = "amounts"

    __table_args__ = (UniqueConstraint("budget_line_id", "phase"), *money_checks("value"))

    budget_line_id: int = key(to="budget_line.id")
    phase: BudgetPhase = coded(BudgetPhase)
    value_amount: int | None = amount()
    value_currency: str | None = currency()
    value_qualifier: Qualifier = coded(Qualifier, default=Qualifier.EXACT)
    value_order: int | None = amount_order("value")
    as_of: date | None = day()
    as_of_precision: Precision | None = coded(Precision)
