"""Calls for offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import back, column, day, many, money, one
from schema.entity import entity
from schema.kinds import Sums
from schema.local_text import text_in, texts
from schema.money_flow import money_flow
from schema.node import Node
from schema.status_event import status_events
from schema.step import activity, path, programme

if TYPE_CHECKING:
    from db.codes import ProcurementStatus
    from db.tender import ProcurementCategory, ProcurementMethod
    from schema.activity import Activity
    from schema.award import Award
    from schema.bid import Bid
    from schema.local_text import LocalText
    from schema.lot import Lot
    from schema.money_flow import MoneyFlow
    from schema.page import Connection
    from schema.process import Process
    from schema.programme import Programme
    from schema.status_event import StatusEvent
    from schema.step import Step
    from schema.tender_coverage import TenderCoverage
    from schema.values import Money, PartialDate


@entity(
    db.Tender,
    "A public call for offers.",
    sums=Sums(
        "value",
        {
            "YEAR": "publishedOn",
            "STATUS": "status",
            "METHOD": "method",
            "CATEGORY": "category",
            "BUYER": "process.buyer",
            "BUYER_FAMILY": "process.buyer.family",
            "TERRITORY": "process.territory",
            "PROGRAMME": "programme",
            "ACTIVITY": "activity",
        },
        stored=("BUYER", "TERRITORY", "PROGRAMME", "STAGE"),
        onward=("awards", "contracts", "transactions"),
    ),
)
class Tender(Node):
    process: Process = one("Process", db.Tender.process_id, "The contracting process that it belongs to.")
    title: str = column(db.Tender.title, "What is to be bought.")
    text: LocalText | None = text_in(db.Tender.title)
    texts: list[LocalText] = texts()
    status: ProcurementStatus | None = column(db.Tender.status, "Where it stands; null if not known.", filter=True)
    status_details: str | None = column(db.Tender.status_details, "Why, or what its publisher calls that.")
    method: ProcurementMethod | None = column(db.Tender.method, "How open the competition was; null if not known.")
    category: ProcurementCategory | None = column(
        db.Tender.category, "What is mainly bought; null if its publisher does not say.", filter=True
    )
    number_of_lots: int | None = column(db.Tender.number_of_lots, "How many lots its publisher counts.")
    number_of_tenderers: int | None = column(
        db.Tender.number_of_tenderers, "How many offered, by its publisher's count."
    )
    value: Money | None = money(
        db.Tender.value_amount, "What the buyer expected to pay; null if not published.", filter=True, sort=True
    )
    coverage: TenderCoverage | None = back(
        "TenderCoverage",
        db.TenderCoverage.tender_id,
        "How much of its value was awarded; null if no value was published. Computed by us.",
    )
    published_on: PartialDate | None = day(
        db.Tender.published_on, "When it was announced, as far as known.", filter=True, sort=True
    )
    period_start: PartialDate | None = day(db.Tender.period_start, "From when offers were taken.")
    period_end: PartialDate | None = day(db.Tender.period_end, "Until when offers were taken.")
    money_flow: MoneyFlow | None = money_flow(
        "Where its money goes, by lots, awards and contracts to suppliers; null if neither its value nor a part of it "
        "is known. Computed by us.",
        db.Lot.tender_id,
        db.Award.process_id,
        db.Contract.process_id,
    )
    path: list[Step] = path()
    programme: Programme | None = programme()
    activity: Activity | None = activity()
    lots: Connection[Lot] = many("Lot", db.Lot.tender_id, description="Its parts.")
    status_events: list[StatusEvent] = status_events()
    bids: Connection[Bid] = many("Bid", db.Bid.tender_id, description="What was offered.")
    awards: Connection[Award] = many("Award", db.Award.tender_id, description="Who was chosen.")
