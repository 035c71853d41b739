"""Bodies through time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.body_total import body_totals
from schema.change_event import change_events
from schema.declare import column, day, listed, many, one, picked
from schema.entity import entity
from schema.lineage import WHOLE_LINEAGE, lineage
from schema.local_text import name_in, texts
from schema.money_flow import money_flow
from schema.name import ANY_NAME, names, parents
from schema.node import Node

if TYPE_CHECKING:
    from db.organization import OrganizationKind
    from schema.award import Award
    from schema.body_coverage import BodyCoverage
    from schema.body_total import BodyTotal
    from schema.budget_line import BudgetLine
    from schema.change_event import ChangeEvent
    from schema.contract import Contract
    from schema.lineage import Lineage
    from schema.local_text import LocalText
    from schema.money_flow import MoneyFlow
    from schema.name import Membership, Name
    from schema.page import Connection
    from schema.participation import Participation
    from schema.process import Process
    from schema.responsibility import Responsibility
    from schema.territory import Territory
    from schema.values import PartialDate


@entity(db.OrganizationIdentifier, "A number under which a register knows a body.")
class OrganizationIdentifier:
    scheme: str = column(db.OrganizationIdentifier.scheme, "The register, by its org-id.guide code, such as KZ-BIN.")
    value: str = column(db.OrganizationIdentifier.value, "The number.")


@entity(
    db.Organization,
    "A body: one identity, whatever it was called at the time.",
    name=ANY_NAME,
    lineage=WHOLE_LINEAGE,
)
class Organization(Node):
    name: str | None = picked(
        db.Organization.name,
        db.Name.text,
        db.Name.subject_id,
        "What it is called: on a day, or by its latest official name. Null if it had ended by that day.",
    )
    kind: OrganizationKind = column(db.Organization.kind, "What kind of body it is.", filter=True)
    description: str | None = column(db.Organization.description, "What it is, in our words.")
    text: LocalText | None = name_in(db.Organization.name, db.Organization.description)
    texts: list[LocalText] = texts()
    founded_on: PartialDate | None = day(db.Organization.founded_on, "When it was founded; null if not known.")
    dissolved_on: PartialDate | None = day(
        db.Organization.dissolved_on, "When it ended; null if it goes on, or if not known."
    )
    names: list[Name] = names()
    identifiers: list[OrganizationIdentifier] = listed(
        "OrganizationIdentifier",
        db.OrganizationIdentifier.organization_id,
        order=[db.OrganizationIdentifier.id],
        description="The numbers under which registers know it.",
    )
    parents: list[Membership] = parents()
    predecessors: list[Organization] = listed(
        "Organization",
        db.Succession.successor_id,
        db.Succession.predecessor_id,
        order=[db.Organization.id],
        description="The bodies that it came from, by the change events.",
    )
    successors: list[Organization] = listed(
        "Organization",
        db.Succession.predecessor_id,
        db.Succession.successor_id,
        order=[db.Organization.id],
        description="The bodies that came from it, by the change events.",
    )
    lineage: list[Lineage] = lineage()
    family: Organization | None = one(
        "Organization",
        db.Organization.lineage_id,
        "The body that stands for all that are linked with it by changes: the youngest of them. Itself if it is alone.",
    )
    change_events: Connection[ChangeEvent] = change_events()
    coverage: list[BodyCoverage] = listed(
        "BodyCoverage",
        db.BodyCoverage.body_id,
        order=[db.BodyCoverage.place, db.BodyCoverage.id],
        role=(db.BodyCoverage.role, "MoneyRole | None", "Only as a buyer, or only as an administrator."),
        description="How much of what it asked for was awarded, and of what it administers is linked to processes;"
        " for each currency. Computed by us.",
    )
    totals: list[BodyTotal] = body_totals()
    functions: list[Responsibility] = listed(
        "Responsibility",
        db.Responsibility.organization_id,
        order=[db.Responsibility.id],
        description="The tasks that it had, and when.",
    )
    participations: list[Participation] = listed(
        "Participation",
        db.Participation.organization_id,
        order=[db.Participation.id],
        description="The programmes that it has a part in.",
    )
    territory: Territory | None = one("Territory", db.Organization.territory_id, "Where it is, or what it governs.")
    buys: Connection[Process] = many(
        "Process", db.Process.buyer_id, description="The contracting processes in which it is the buyer."
    )
    administers: Connection[BudgetLine] = many(
        "BudgetLine", db.BudgetLine.administrator_id, description="The budget lines that it administers."
    )
    money_flow: MoneyFlow | None = money_flow(
        "Where the money goes that it spends as a buyer, or administers in budget lines; null if it does neither, or "
        "if no amount is known. A tender that a budget line of its own pays for counts in that line. Computed by us.",
        db.BudgetLine.administrator_id,
        db.Process.buyer_id,
        of_body=True,
    )
    awards: Connection[Award] = many(
        "Award",
        db.AwardSupplier.organization_id,
        db.AwardSupplier.award_id,
        description="What it was chosen for as a supplier.",
    )
    contracts: Connection[Contract] = many(
        "Contract",
        db.ContractSupplier.organization_id,
        db.ContractSupplier.contract_id,
        description="What it signed as a supplier.",
    )
