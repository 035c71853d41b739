"""Parts of tenders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, many, money, one
from schema.entity import entity
from schema.kinds import Sums
from schema.local_text import text_in, texts
from schema.node import Node
from schema.status_event import status_events
from schema.step import activity, path, programme

if TYPE_CHECKING:
    from db.codes import ProcurementStatus
    from schema.activity import Activity
    from schema.award import Award
    from schema.bid import Bid
    from schema.local_text import LocalText
    from schema.page import Connection
    from schema.programme import Programme
    from schema.status_event import StatusEvent
    from schema.step import Step
    from schema.tender import Tender
    from schema.values import Money


@entity(
    db.Lot,
    "A part of a tender that can be awarded on its own. It is not more money than its tender.",
    sums=Sums(
        "value",
        {
            "YEAR": "tender.publishedOn",
            "STATUS": "status",
            "TENDER": "tender",
            "CATEGORY": "tender.category",
            "BUYER": "tender.process.buyer",
            "BUYER_FAMILY": "tender.process.buyer.family",
            "TERRITORY": "tender.process.territory",
            "PROGRAMME": "programme",
            "ACTIVITY": "activity",
        },
        stored=("BUYER", "TERRITORY", "PROGRAMME", "STAGE"),
        onward=("awards", "contracts", "transactions"),
    ),
)
class Lot(Node):
    tender: Tender = one("Tender", db.Lot.tender_id, "The tender that it is a part of.")
    number: str | None = column(db.Lot.number, "Its number in the tender; null if not published.")
    title: str | None = column(db.Lot.title, "What is to be bought; null if the source does not name it.")
    title_original: str | None = column(db.Lot.title_original, "The title in its own language, as printed.")
    text: LocalText | None = text_in(db.Lot.title)
    texts: list[LocalText] = texts()
    status: ProcurementStatus | None = column(
        db.Lot.status, "Where it stands, in the standard's words; null if not known.", filter=True
    )
    status_reason: str | None = column(db.Lot.status_reason, "Why, in our words.")
    value: Money | None = money(
        db.Lot.value_amount, "What the buyer expected to pay; null if the source prints none.", filter=True, sort=True
    )
    status_events: list[StatusEvent] = status_events()
    bids: Connection[Bid] = many("Bid", db.Bid.lot_id, description="What was offered for it.")
    path: list[Step] = path()
    programme: Programme | None = programme()
    activity: Activity | None = activity()
    awards: Connection[Award] = many(
        "Award", db.AwardLot.lot_id, db.AwardLot.award_id, description="Who was chosen, and for how much."
    )
