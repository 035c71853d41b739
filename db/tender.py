"""Tenders: how a buyer asks for offers (OCDS tender)."""

from __future__ import annotations

from datetime import date

from db.codes import Code, Precision, ProcurementStatus, Qualifier
from db.columns import (
    amount,
    amount_order,
    coded,
    currency,
    day,
    day_order,
    key,
    money_checks,
    ordered_by,
    words,
)
from db.node import Record


class ProcurementMethod(Code):
    """How open the competition was (OCDS method)."""

    OPEN = "OPEN", "Anybody may offer."
    SELECTIVE = "SELECTIVE", "Only those who qualified may offer."
    LIMITED = "LIMITED", "Only those who were asked may offer."
    DIRECT = "DIRECT", "Given without competition."


class ProcurementCategory(Code):
    """What is mainly bought (OCDS mainProcurementCategory)."""

    GOODS = "GOODS", "Goods or supplies."
    WORKS = "WORKS", "Construction, repair, demolition."
    SERVICES = "SERVICES", "Services of any kind."


class Tender(Record, table=True):
    """The public call for offers of a contracting process."""

    __table_args__ = (*money_checks("value"), *ordered_by("value", "published_on"))

    process_id: int = key(to="process.id", unique=True)
    title: str = words(ordered=True)
    status: ProcurementStatus | None = coded(ProcurementStatus, index=True)
    status_details: str | None = words()
    method: ProcurementMethod | None = coded(ProcurementMethod)
    number_of_lots: int | None = None
    number_of_tenderers: int | None = None
    value_amount: int | None = amount()
    value_currency: str | None = currency()
    value_qualifier: Qualifier = coded(Qualifier, default=Qualifier.EXACT)
    value_order: int | None = amount_order("value")
    published_on: date | None = day()
    published_on_precision: Precision | None = coded(Precision)
    published_on_order: date | None = day_order("published_on")
    period_start: date | None = day()  # a publisher's own period may be inverted: it is kept as published
    period_start_precision: Precision | None = coded(Precision)
    period_end: date | None = day()
    period_end_precision: Precision | None = coded(Precision)
    category: ProcurementCategory | None = coded(ProcurementCategory)
