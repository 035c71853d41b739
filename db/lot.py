"""Lots: the parts of a tender (OCDS lots extension)."""

from __future__ import annotations

from sqlalchemy import Index

from db.codes import ProcurementStatus, Qualifier
from db.columns import amount, amount_order, coded, currency, key, money_checks, ordered_by, words
from db.node import Record


class Lot(Record, table=True):
    """One part of a tender that can be awarded on its own; it is not more money than the tender."""

    __table_args__ = (
        *money_checks("value"),
        Index(None, "tender_id", "value_order", "id"),
        *ordered_by("value"),
        Index(None, "status", "value_order", "id"),
    )

    tender_id: int = key(to="tender.id")
    number: str | None = words()
    title: str | None = words()
    title_original: str | None = words()
    status: ProcurementStatus | None = coded(ProcurementStatus)
    status_reason: str | None = words()
    value_amount: int | None = amount()
    value_currency: str | None = currency()
    value_qualifier: Qualifier = coded(Qualifier, default=Qualifier.EXACT)
    value_order: int | None = amount_order("value")
