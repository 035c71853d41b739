"""Bids: what was offered (OCDS bids extension)."""

from __future__ import annotations

from datetime import date

from db.codes import Code, Precision, Qualifier
from db.columns import amount, amount_order, coded, currency, day, day_order, key, money_checks, ordered_by, words
from db.node import Record


class BidStatus(Code):
    """Where a bid stands (OCDS bidStatus)."""

    INVITED = "INVITED", "Asked for, not yet given."
    PENDING = "PENDING", "Given, not yet judged."
    VALID = "VALID", "Accepted for comparison."
    DISQUALIFIED = "DISQUALIFIED", "Refused."
    WITHDRAWN = "WITHDRAWN", "Taken back by the bidder."


class Bid(Record, table=True):
    """One offer for a tender, or for one of its lots."""

    __table_args__ = (*money_checks("value"), *ordered_by("value", "made_on"))

    tender_id: int = key(to="tender.id")
    lot_id: int | None = key(to="lot.id")
    tenderer_id: int | None = key(to="organization.id")
    status: BidStatus | None = coded(BidStatus, index=True)
    status_details: str | None = words()
    value_amount: int | None = amount()
    value_currency: str | None = currency()
    value_qualifier: Qualifier = coded(Qualifier, default=Qualifier.EXACT)
    value_order: int | None = amount_order("value")
    made_on: date | None = day()
    made_on_precision: Precision | None = coded(Precision)
    made_on_order: date | None = day_order("made_on")
