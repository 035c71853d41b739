"""What was signed."""

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
    from db.contract import ContractStatus
    from schema.activity import Activity
    from schema.award import Award
    from schema.local_text import LocalText
    from schema.organization import Organization
    from schema.page import Connection
    from schema.process import Process
    from schema.programme import Programme
    from schema.status_event import StatusEvent
    from schema.step import Step
    from schema.transaction import Transaction
    from schema.values import Money, PartialDate


@entity(
    db.Contract,
    "A signed contract.",
    sums=Sums(
        "value",
        {
            "YEAR": "signedOn",
            "STATUS": "status",
            "SUPPLIER": "suppliers",
            "CATEGORY": "award.tender.category",
            "BUYER": "process.buyer",
            "BUYER_FAMILY": "process.buyer.family",
            "TERRITORY": "process.territory",
            "PROGRAMME": "programme",
            "ACTIVITY": "activity",
        },
        stored=("BUYER", "SUPPLIER", "TERRITORY", "PROGRAMME", "STAGE"),
        onward=("transactions",),
    ),
)
class Contract(Node):
    number: str | None = column(db.Contract.number, "Its number at the publisher; null if not published.")
    title: str | None = column(db.Contract.title, "What it is for; null if the source does not say.")
    text: LocalText | None = text_in(db.Contract.title)
    texts: list[LocalText] = texts()
    status: ContractStatus | None = column(db.Contract.status, "Where it stands; null if not known.", filter=True)
    value: Money | None = money(
        db.Contract.value_amount, "For how much; null if not published.", filter=True, sort=True
    )
    signed_on: PartialDate | None = day(
        db.Contract.signed_on, "When it was signed; null if not known.", filter=True, sort=True
    )
    process: Process = one("Process", db.Contract.process_id, "The contracting process.")
    award: Award | None = one("Award", db.Contract.award_id, "The decision that it follows; null if not known.")
    amends: Contract | None = one("Contract", db.Contract.parent_id, "The contract that it changes.")
    status_events: list[StatusEvent] = status_events()
    transactions: Connection[Transaction] = many(
        "Transaction", db.Transaction.contract_id, description="What was paid upon it."
    )
    path: list[Step] = path()
    programme: Programme | None = programme()
    activity: Activity | None = activity()
    suppliers: Connection[Organization] = many(
        "Organization",
        db.ContractSupplier.contract_id,
        db.ContractSupplier.organization_id,
        description="Who signed it on the other side.",
    )
