"""Items of action plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.coverage import coverage
from schema.declare import column, many, money, one
from schema.entity import entity
from schema.kinds import Sums
from schema.local_text import text_in, texts
from schema.money_flow import money_flow
from schema.node import Node
from schema.step import path

if TYPE_CHECKING:
    from db.activity import ActivityStatus
    from schema.budget_line import BudgetLine
    from schema.coverage import Coverage
    from schema.funding_link import FundingLink
    from schema.local_text import LocalText
    from schema.money_flow import MoneyFlow
    from schema.organization import Organization
    from schema.page import Connection
    from schema.process import Process
    from schema.programme import Programme
    from schema.step import Step
    from schema.values import Money


@entity(
    db.Activity,
    "One item of a programme's action plan.",
    sums=Sums(
        "amount",
        {
            "STATUS": "status",
            "PROGRAMME": "programme",
            "RESPONSIBLE": "responsible",
            "RESPONSIBLE_FAMILY": "responsible.family",
        },
    ),
)
class Activity(Node):
    programme: Programme = one("Programme", db.Activity.programme_id, "The programme whose plan it is in.")
    parent: Activity | None = one("Activity", db.Activity.parent_id, "The item that it is a part of.")
    number: str = column(db.Activity.number, "Its number in the plan, or ours where the plan is not public.")
    title: str = column(db.Activity.title, "What is to be done.")
    description: str | None = column(db.Activity.description, "What more is known of it, in our words.")
    text: LocalText | None = text_in(db.Activity.title, db.Activity.description)
    texts: list[LocalText] = texts()
    responsible: Organization | None = one(
        "Organization", db.Activity.responsible_id, "The body that is to do it; null if not said."
    )
    status: ActivityStatus = column(db.Activity.status, "How far it has come.", filter=True)
    amount: Money | None = money(
        db.Activity.amount_amount,
        "What was approved for it: the sum of its budget lines, computed by us; null if not published.",
        filter=True,
        sort=True,
    )
    coverage: Coverage | None = coverage(
        "How much of its amount can be followed; null if no amount was published. Computed by us.",
    )
    money_flow: MoneyFlow | None = money_flow(
        "Where its money goes, down to suppliers; null if neither its amount nor a part is known. Computed by us.",
        db.Step.activity_id,
    )
    path: list[Step] = path()
    budget_lines: Connection[BudgetLine] = many(
        "BudgetLine", db.BudgetLine.activity_id, description="Money set aside for it."
    )
    processes: Connection[Process] = many(
        "Process",
        db.FundingLink.payer_id,
        db.FundingLink.payee_id,
        description="The contracting processes that its money pays for.",
    )
    pays: Connection[FundingLink] = many(
        "FundingLink", db.FundingLink.payer_id, description="The links along which its money goes, with their basis."
    )
    paid_by: Connection[FundingLink] = many(
        "FundingLink", db.FundingLink.payee_id, description="The links along which its money comes."
    )
