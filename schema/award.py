"""Decisions for suppliers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, day, many, money, one
from schema.entity import entity
from schema.kinds import Sums
from schema.local_text import text_in, texts
from schema.node import Node
from schema.status_event import status_events
from schema.step import activity, path, programme

if TYPE_CHECKING:
    from db.award import AwardStatus
    from db.codes import Basis
    from schema.activity import Activity
    from schema.contract import Contract
    from schema.local_text import LocalText
    from schema.lot import Lot
    from schema.organization import Organization
    from schema.page import Connection
    from schema.process import Process
    from schema.programme import Programme
    from schema.status_event import StatusEvent
    from schema.step import Step
    from schema.tender import Tender
    from schema.values import Money, PartialDate


@entity(
    db.Award,
    "A decision to buy from one or several suppliers.",
    sums=Sums(
        "value",
        {
            "YEAR": "awardedOn",
            "STATUS": "status",
            "SUPPLIER": "suppliers",
            "TENDER": "tender",
            "CATEGORY": "tender.category",
            "BUYER": "process.buyer",
            "BUYER_FAMILY": "process.buyer.family",
            "TERRITORY": "process.territory",
            "PROGRAMME": "programme",
            "ACTIVITY": "activity",
        },
        stored=("BUYER", "SUPPLIER", "TERRITORY", "PROGRAMME", "STAGE"),
        onward=("contracts", "transactions"),
    ),
)
class Award(Node):
    title: str | None = column(db.Award.title, "What it is for; null if the source does not say.")
    text: LocalText | None = text_in(db.Award.title)
    texts: list[LocalText] = texts()
    status: AwardStatus | None = column(db.Award.status, "Where it stands; null if not known.", filter=True)
    basis: Basis = column(db.Award.basis, "How we know that it belongs to its tender.", filter=True)
    value: Money | None = money(db.Award.value_amount, "For how much; null if not published.", filter=True, sort=True)
    awarded_on: PartialDate | None = day(
        db.Award.awarded_on, "When it was decided; null if not known.", filter=True, sort=True
    )
    process: Process = one("Process", db.Award.process_id, "The contracting process.")
    tender: Tender | None = one("Tender", db.Award.tender_id, "The tender, where there was one.")
    lots: Connection[Lot] = many("Lot", db.AwardLot.award_id, db.AwardLot.lot_id, description="The lots it covers.")
    path: list[Step] = path()
    programme: Programme | None = programme()
    activity: Activity | None = activity()
    suppliers: Connection[Organization] = many(
        "Organization", db.AwardSupplier.award_id, db.AwardSupplier.organization_id, description="Who was chosen."
    )
    status_events: list[StatusEvent] = status_events()
    contracts: Connection[Contract] = many("Contract", db.Contract.award_id, description="What was signed upon it.")
