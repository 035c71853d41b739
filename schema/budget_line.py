"""Money set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, day, listed, many, money, one
from schema.entity import entity
from schema.local_text import text_in, texts
from schema.node import Node
from schema.step import path

if TYPE_CHECKING:
    from db.budget_line import BudgetPhase
    from schema.activity import Activity
    from schema.local_text import LocalText
    from schema.organization import Organization
    from schema.page import Connection
    from schema.process import Process
    from schema.programme import Programme
    from schema.step import Step
    from schema.values import Money, PartialDate


@entity(db.BudgetAmount, "The amount of a budget line in one phase. Phases are never added together.")
class BudgetAmount:
    phase: BudgetPhase = column(db.BudgetAmount.phase, "How far the money had come.")
    value: Money | None = money(db.BudgetAmount.value_amount, "The amount; null if not published.")
    as_of: PartialDate | None = day(db.BudgetAmount.as_of, "The day for which it is given.")


@entity(db.BudgetLine, "Money set aside for one purpose in one period.")
class BudgetLine(Node):
    title: str = column(db.BudgetLine.title, "What the money is for.")
    text: LocalText | None = text_in(db.BudgetLine.title)
    texts: list[LocalText] = texts()
    programme: Programme = one("Programme", db.BudgetLine.programme_id, "The programme.")
    activity: Activity | None = one("Activity", db.BudgetLine.activity_id, "The item of the action plan, if known.")
    administrator: Organization | None = one(
        "Organization", db.BudgetLine.administrator_id, "The body that may spend it."
    )
    classification: str | None = column(db.BudgetLine.classification, "The publisher's budget code, as printed.")
    period_start: PartialDate | None = day(db.BudgetLine.period_start, "The beginning of the period it is for.")
    period_end: PartialDate | None = day(db.BudgetLine.period_end, "The end of the period it is for.")
    amounts: list[BudgetAmount] = listed(
        "BudgetAmount",
        db.BudgetAmount.budget_line_id,
        order=[db.BudgetAmount.id],
        description="Its amount in each phase that is known.",
    )
    path: list[Step] = path()
    processes: Connection[Process] = many(
        "Process",
        db.FundingLink.payer_id,
        db.FundingLink.payee_id,
        description="The contracting processes that it pays for.",
    )
