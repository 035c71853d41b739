"""Derived: how much of all that a body asked for, or administers, can be followed."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint

from db.body_total import MoneyRole
from db.codes import Qualifier
from db.columns import amount, coded, currency, key, words
from db.table import Table


class BodyCoverage(Table, table=True):
    """The values of a body's tenders against their awards, or its budget lines against what they are linked to."""

    __table_args__ = (UniqueConstraint("body_id", "role", "published_currency"),)

    id: int | None = key(primary=True)
    body_id: int = key(to="organization.id", index=False)
    place: int  # in a list: by role, then by currency
    role: MoneyRole = coded(MoneyRole)
    records: int  # tenders or budget lines with an amount in this currency
    published_amount: int | None = amount()
    published_currency: str | None = currency()
    published_qualifier: Qualifier = coded(Qualifier)
    traced_amount: int | None = amount()
    traced_currency: str | None = currency()
    traced_qualifier: Qualifier = coded(Qualifier)
    stated_amount: int | None = amount()  # of that, by links that a source states
    stated_currency: str | None = currency()
    stated_qualifier: Qualifier = coded(Qualifier)
    residual_amount: int | None = amount()
    residual_currency: str | None = currency()
    residual_qualifier: Qualifier = coded(Qualifier)
    percent: str | None = words()  # of the published sum, four decimals, half to even
    unknown_amounts: int  # awards or linked records without an amount
