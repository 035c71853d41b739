"""Programmes, their versions, and the activities of their action plans."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import UniqueConstraint

from db.codes import Code, Precision, Qualifier
from db.columns import (
    amount,
    amount_order,
    coded,
    country,
    currency,
    day,
    day_order,
    interval_check,
    key,
    money_checks,
    ordered_by,
    words,
)
from db.node import Record


class VersionKind(Code):
    """How far a version of a programme had come."""

    DRAFT = "DRAFT", "Proposed, not adopted."
    ANNOUNCED = "ANNOUNCED", "Told to the public before adoption."
    ADOPTED = "ADOPTED", "In force."
    AMENDED = "AMENDED", "In force after a change."


class Programme(Record, table=True):
    """A government programme with a published total."""

    __table_args__ = (
        *money_checks("total"),
        interval_check("period_start", "period_end"),
        *ordered_by("period_start", "total"),
    )

    derived: ClassVar[frozenset[str]] = frozenset({"total_amount", "total_currency", "total_qualifier"})

    title: str = words(ordered=True)
    country: str = country()
    period_start: date | None = day()
    period_start_precision: Precision | None = coded(Precision)
    period_start_order: date | None = day_order("period_start")
    period_end: date | None = day()
    period_end_precision: Precision | None = coded(Precision)
    predecessor_id: int | None = key(to="programme.id")
    total_amount: int | None = amount()  # of the adopted version
    total_currency: str | None = currency()
    total_qualifier: Qualifier = coded(Qualifier, default=Qualifier.EXACT)
    total_order: int | None = amount_order("total")


class ProgrammeVersion(Record, table=True):
    """One version of a programme, with the total that was published for it."""

    __table_args__ = (
        UniqueConstraint("programme_id", "kind", "dated"),
        *money_checks("total"),
        *ordered_by("dated", "total"),
    )

    programme_id: int = key(to="programme.id")
    kind: VersionKind = coded(VersionKind)
    title: str = words()
    legal_act_id: int | None = key(to="legal_act.id")
    dated: date | None = day()
    dated_precision: Precision | None = coded(Precision)
    dated_order: date | None = day_order("dated")
    total_amount: int | None = amount()
    total_currency: str | None = currency()
    total_qualifier: Qualifier = coded(Qualifier, default=Qualifier.EXACT)
    total_order: int | None = amount_order("total")
    citation_id: int = key(to="citation.id")
