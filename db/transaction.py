"""Payments (OCDS transactions)."""

from __future__ import annotations

from datetime import date

from db.codes import Precision, Qualifier
from db.columns import amount, amount_order, coded, currency, day, day_order, key, money_checks, ordered_by, words
from db.node import Record


class Transaction(Record, table=True):
    """One payment upon a contract."""

    __table_args__ = (*money_checks("value"), *ordered_by("value", "paid_on"))

    contract_id: int = key(to="contract.id")
    budget_line_id: int | None = key(to="budget_line.id")
    payer_id: int | None = key(to="organization.id")
    payee_id: int | None = key(to="organization.id")
    reference: str | None = words()  # the publisher's own number for it
    value_amount: int | None = amount()
    value_currency: str | None = currency()
    value_qualifier: Qualifier = coded(Qualifier, default=Qualifier.EXACT)
    value_order: int | None = amount_order("value")
    paid_on: date | None = day()
    paid_on_precision: Precision | None = coded(Precision)
    paid_on_order: date | None = day_order("paid_on")
