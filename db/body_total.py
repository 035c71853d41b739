"""Derived: what a body bought, administered and was paid, in all, with its lineage, and under each of its names."""

from __future__ import annotations

from db.codes import Code, Qualifier
from db.columns import amount, coded, currency, key
from db.coverage import Stage
from db.table import Table


class MoneyRole(Code):
    """What a body has to do with the money of a sum."""

    ADMINISTRATOR = "ADMINISTRATOR", "The money was set aside in budget lines that it administers."
    BUYER = "BUYER", "It bought: the contracting process is its own."
    SUPPLIER = "SUPPLIER", "It was chosen, signed or was paid as a supplier."


class BodyTotal(Table, table=True):
    """The sum of one role, stage and currency: of a body, of it with its lineage, or of the time of one name.

    Jointly given awards and contracts are rows of their own: they are not the body's alone.
    """

    id: int | None = key(primary=True)
    body_id: int | None = key(to="organization.id")  # either this ...
    name_id: int | None = key(to="name.id")  # ... or this
    whole_lineage: bool
    role: MoneyRole = coded(MoneyRole)
    stage: Stage = coded(Stage)
    joint: bool
    count: int  # records with an amount in this currency
    sum_amount: int | None = amount()
    sum_currency: str | None = currency()
    sum_qualifier: Qualifier = coded(Qualifier)
    unknown_amounts: int  # records of this role and stage without an amount, whatever the currency
