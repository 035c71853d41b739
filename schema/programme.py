"""Programmes and their versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.coverage import coverage
from schema.declare import column, day, listed, many, money, one
from schema.entity import entity
from schema.kinds import Sums
from schema.local_text import text_in, texts
from schema.money_flow import money_flow
from schema.node import Node

if TYPE_CHECKING:
    from db.programme import VersionKind
    from schema.activity import Activity
    from schema.budget_line import BudgetLine
    from schema.claim import Citation
    from schema.coverage import Coverage
    from schema.funding_link import FundingLink
    from schema.legal_act import LegalAct
    from schema.local_text import LocalText
    from schema.money_flow import MoneyFlow
    from schema.objective import Objective
    from schema.page import Connection
    from schema.participation import Participation
    from schema.process import Process
    from schema.values import Money, PartialDate


@entity(
    db.Programme,
    "A government programme: a purpose, a period and a published total.",
    sums=Sums("total", {"YEAR": "periodStart", "COUNTRY": "country"}),
)
class Programme(Node):
    title: str = column(db.Programme.title, "Its title.")
    text: LocalText | None = text_in(db.Programme.title)
    texts: list[LocalText] = texts()
    country: str = column(db.Programme.country, "The country whose programme it is (ISO 3166-1).", filter=True)
    period_start: PartialDate | None = day(
        db.Programme.period_start, "When it begins; null if not known.", filter=True, sort=True
    )
    period_end: PartialDate | None = day(db.Programme.period_end, "When it ends; null if not known.")
    total: Money | None = money(
        db.Programme.total_amount,
        "The published total of its adopted version; null if none was published. Not a sum of what can be traced.",
        filter=True,
        sort=True,
    )
    coverage: Coverage | None = coverage(
        "How much of a published total can be followed; null if no total was published. Computed by us.",
        version=(db.Coverage.version_kind, "VersionKind", "The version whose total is meant.", "ADOPTED"),
    )
    money_flow: MoneyFlow | None = money_flow(
        "Where its money goes, from its total down to suppliers, for a Sankey diagram; null if neither its total nor a "
        "part of it is known. Computed by us.",
        db.Step.programme_id,
    )
    predecessor: Programme | None = one("Programme", db.Programme.predecessor_id, "The programme before it.")
    versions: Connection[ProgrammeVersion] = many(
        "ProgrammeVersion", db.ProgrammeVersion.programme_id, description="Its drafts and adopted versions."
    )
    activities: Connection[Activity] = many(
        "Activity", db.Activity.programme_id, description="The items of its action plan, as far as they are known."
    )
    budget_lines: Connection[BudgetLine] = many(
        "BudgetLine", db.BudgetLine.programme_id, description="Money set aside under it."
    )
    processes: Connection[Process] = many(
        "Process",
        db.FundingLink.payer_id,
        db.FundingLink.payee_id,
        description="The contracting processes that are linked to the programme itself, not to one of its activities.",
    )
    objectives: Connection[Objective] = many(
        "Objective", db.Objective.programme_id, description="What it is for: goals, and measures that it names."
    )
    participants: list[Participation] = listed(
        "Participation",
        db.Participation.programme_id,
        order=[db.Participation.id],
        role=(db.Participation.role, "ProgrammeRole | None", "Only bodies with this part."),
        description="The bodies that have a part in it.",
    )
    pays: Connection[FundingLink] = many(
        "FundingLink", db.FundingLink.payer_id, description="The links along which its money goes, with their basis."
    )


@entity(db.ProgrammeVersion, "One version of a programme, from draft to amendment.")
class ProgrammeVersion(Node):
    programme: Programme = one("Programme", db.ProgrammeVersion.programme_id, "The programme.")
    kind: VersionKind = column(db.ProgrammeVersion.kind, "How far it had come.", filter=True)
    title: str = column(db.ProgrammeVersion.title, "What this version is, in our words.")
    text: LocalText | None = text_in(db.ProgrammeVersion.title)
    texts: list[LocalText] = texts()
    legal_act: LegalAct | None = one(
        "LegalAct", db.ProgrammeVersion.legal_act_id, "The act that adopted it; null if none is known."
    )
    dated: PartialDate | None = day(db.ProgrammeVersion.dated, "When it was adopted or made known.", sort=True)
    total: Money | None = money(db.ProgrammeVersion.total_amount, "The total published for it.", filter=True, sort=True)
    citation: Citation = one("Citation", db.ProgrammeVersion.citation_id, "Where this is taken from.")
