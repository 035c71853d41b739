"""What was offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, day, money, one
from schema.entity import entity
from schema.kinds import Sums
from schema.node import Node

if TYPE_CHECKING:
    from db.bid import BidStatus
    from schema.lot import Lot
    from schema.organization import Organization
    from schema.tender import Tender
    from schema.values import Money, PartialDate


@entity(
    db.Bid,
    "An offer for a tender, or for one of its lots.",
    sums=Sums("value", {"YEAR": "madeOn", "STATUS": "status", "TENDERER": "tenderer", "TENDER": "tender"}),
)
class Bid(Node):
    tender: Tender = one("Tender", db.Bid.tender_id, "The tender.")
    lot: Lot | None = one("Lot", db.Bid.lot_id, "The lot, if it is for one.")
    tenderer: Organization | None = one("Organization", db.Bid.tenderer_id, "Who offers; null if not published.")
    status: BidStatus | None = column(db.Bid.status, "Where it stands; null if not known.", filter=True)
    status_details: str | None = column(db.Bid.status_details, "Why, or what its publisher calls that.")
    value: Money | None = money(db.Bid.value_amount, "For how much; null if not published.", filter=True, sort=True)
    made_on: PartialDate | None = day(db.Bid.made_on, "When it was made; null if not known.", filter=True, sort=True)
