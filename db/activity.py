"""Items of a programme's action plan."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import UniqueConstraint

from db.codes import Code, Qualifier
from db.columns import amount, amount_order, coded, currency, key, money_checks, ordered_by, words
from db.node import Record


class ActivityStatus(Code):
    """How far an activity has come (IATI ActivityStatus)."""

    PIPELINE = "PIPELINE", "Being planned."
    IMPLEMENTATION = "IMPLEMENTATION", "Under way."
    FINALISATION = "FINALISATION", "Done, accounts still open."
    CLOSED = "CLOSED", "Done."
    CANCELLED = "CANCELLED", "Called off."
    SUSPENDED = "SUSPENDED", "Stopped for now."
    UNKNOWN = "UNKNOWN", "The source does not tell."


class Activity(Record, table=True):
    """One item of a programme's action plan."""

    __table_args__ = (UniqueConstraint("programme_id", "number"), *money_checks("amount"), *ordered_by("amount"))

    derived: ClassVar[frozenset[str]] = frozenset({"amount_amount", "amount_currency", "amount_qualifier"})

    programme_id: int = key(to="programme.id")
    parent_id: int | None = key(to="activity.id")
    number: str = words()
    title: str = words(ordered=True)
    description: str | None = words()
    responsible_id: int | None = key(to="organization.id")
    status: ActivityStatus = coded(ActivityStatus, default=ActivityStatus.UNKNOWN)
    amount_amount: int | None = amount()  # the sum approved in its budget lines
    amount_currency: str | None = currency()
    amount_qualifier: Qualifier = coded(Qualifier, default=Qualifier.EXACT)
    amount_order: int | None = amount_order("amount")
