"""Contracts: what was signed (OCDS contracts)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from db.codes import Code, Precision, Qualifier
from db.columns import (
    amount,
    amount_order,
    coded,
    currency,
    day,
    day_order,
    key,
    linked,
    money_checks,
    ordered_by,
    words,
)
from db.node import Part, Record


class ContractStatus(Code):
    """Where a contract stands (OCDS contractStatus)."""

    PENDING = "PENDING", "Agreed, not yet in force."
    ACTIVE = "ACTIVE", "In force."
    CANCELLED = "CANCELLED", "Called off before it was fulfilled."
    TERMINATED = "TERMINATED", "At an end, fulfilled or not."


class Contract(Record, table=True):
    """A contract of a process, and of an award where that is known."""

    __table_args__ = (*money_checks("value"), *ordered_by("value", "signed_on"))

    process_id: int = key(to="process.id")
    award_id: int | None = key(to="award.id")
    parent_id: int | None = key(to="contract.id")
    number: str | None = words()
    title: str | None = words()
    status: ContractStatus | None = coded(ContractStatus)
    value_amount: int | None = amount()
    value_currency: str | None = currency()
    value_qualifier: Qualifier = coded(Qualifier, default=Qualifier.EXACT)
    value_order: int | None = amount_order("value")
    signed_on: date | None = day()
    signed_on_precision: Precision | None = coded(Precision)
    signed_on_order: date | None = day_order("signed_on")


class ContractSupplier(Part, table=True):
    """A contract is signed with a supplier."""

    owner: ClassVar[str] = "contract_id"
    listed_as: ClassVar[str] = "suppliers"

    __table_args__ = linked("contract_id", "organization_id")

    contract_id: int = key(to="contract.id", index=False)
    organization_id: int = key(to="organization.id", index=False)
