"""Awards: who was chosen, for how much (OCDS awards)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from db.codes import Basis, Code, Precision, Qualifier
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


class AwardStatus(Code):
    """Where an award stands (OCDS awardStatus)."""

    PENDING = "PENDING", "Proposed, not yet decided."
    ACTIVE = "ACTIVE", "Decided and in force."
    CANCELLED = "CANCELLED", "Taken back."
    UNSUCCESSFUL = "UNSUCCESSFUL", "Nobody could be chosen."


class Award(Record, table=True):
    """A decision for one or several suppliers, for one or several lots."""

    __table_args__ = (*money_checks("value"), *ordered_by("value", "awarded_on"))

    process_id: int = key(to="process.id")
    tender_id: int | None = key(to="tender.id")
    title: str | None = words()
    status: AwardStatus | None = coded(AwardStatus)
    basis: Basis = coded(Basis, default=Basis.STATED)  # how the award is known to belong to its tender
    value_amount: int | None = amount()
    value_currency: str | None = currency()
    value_qualifier: Qualifier = coded(Qualifier, default=Qualifier.EXACT)
    value_order: int | None = amount_order("value")
    awarded_on: date | None = day()
    awarded_on_precision: Precision | None = coded(Precision)
    awarded_on_order: date | None = day_order("awarded_on")


class AwardLot(Part, table=True):
    """An award covers a lot."""

    owner: ClassVar[str] = "award_id"
    listed_as: ClassVar[str] = "lots"

    __table_args__ = linked("award_id", "lot_id")

    award_id: int = key(to="award.id", index=False)
    lot_id: int = key(to="lot.id", index=False)


class AwardSupplier(Part, table=True):
    """An award goes to a supplier."""

    owner: ClassVar[str] = "award_id"
    listed_as: ClassVar[str] = "suppliers"

    __table_args__ = linked("award_id", "organization_id")

    award_id: int = key(to="award.id", index=False)
    organization_id: int = key(to="organization.id", index=False)
