"""Contracting processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import back, column, listed, many, one
from schema.entity import entity
from schema.local_text import text_in, texts
from schema.money_flow import money_flow
from schema.node import Node

if TYPE_CHECKING:
    from schema.activity import Activity
    from schema.award import Award
    from schema.budget_line import BudgetLine
    from schema.contract import Contract
    from schema.funding_link import FundingLink
    from schema.local_text import LocalText
    from schema.money_flow import MoneyFlow
    from schema.organization import Organization
    from schema.page import Connection
    from schema.programme import Programme
    from schema.release import Release
    from schema.tender import Tender
    from schema.territory import Territory


@entity(db.Process, "A contracting process: everything from the plan to buy to the last payment (OCDS).")
class Process(Node):
    ocid: str | None = column(
        db.Process.ocid, "Its Open Contracting id; null if the publisher gives none.", filter=True
    )
    title: str = column(db.Process.title, "What it is about.")
    description: str | None = column(db.Process.description, "What more is known of it, in our words.")
    text: LocalText | None = text_in(db.Process.title, db.Process.description)
    texts: list[LocalText] = texts()
    buyer: Organization | None = one("Organization", db.Process.buyer_id, "Whose money is spent.")
    procuring_entity: Organization | None = one(
        "Organization", db.Process.procuring_entity_id, "Who runs the process, if not the buyer."
    )
    territory: Territory | None = one("Territory", db.Process.territory_id, "The place that it concerns.")
    tender: Tender | None = back("Tender", db.Tender.process_id, "Its call for offers; null if there was none.")
    money_flow: MoneyFlow | None = money_flow(
        "Where its money goes, where there was no tender: its amount is what was awarded or signed. Null if there was "
        "a tender, which has a flow of its own, or if no amount is known. Computed by us.",
        db.Award.process_id,
        db.Contract.process_id,
    )
    awards: Connection[Award] = many("Award", db.Award.process_id, description="Who was chosen.")
    contracts: Connection[Contract] = many("Contract", db.Contract.process_id, description="What was signed.")
    programmes: Connection[Programme] = many(
        "Programme",
        db.FundingLink.payee_id,
        db.FundingLink.payer_id,
        description="The programmes that pay for it directly.",
    )
    activities: Connection[Activity] = many(
        "Activity",
        db.FundingLink.payee_id,
        db.FundingLink.payer_id,
        description="The items of action plans that pay for it.",
    )
    budget_lines: Connection[BudgetLine] = many(
        "BudgetLine",
        db.FundingLink.payee_id,
        db.FundingLink.payer_id,
        description="The budget lines that pay for it.",
    )
    paid_by: Connection[FundingLink] = many(
        "FundingLink", db.FundingLink.payee_id, description="The links along which its money comes, with their basis."
    )
    releases: list[Release] = listed(
        "Release",
        db.Release.process_id,
        order=[db.Release.id],
        description="What its publisher released of it, the oldest first; nothing if it comes from elsewhere.",
    )
