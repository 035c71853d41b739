"""Where sources contradict themselves or each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, listed
from schema.entity import entity
from schema.node import Node

if TYPE_CHECKING:
    from db.finding import FoundBy, Severity
    from db.finding_rule import FindingRule
    from schema.claim import Claim


@entity(db.Finding, "A contradiction or a doubt, with the claims that it rests on or the records that it is about.")
class Finding(Node):
    code: str = column(db.Finding.code, "A short code to cite it by, such as D13.", filter=True)
    number: int = column(db.Finding.number, "Its place in a list of all.", sort=True)
    rule: FindingRule | None = column(
        db.Finding.rule, "The rule that computes it; null if an editor noted it.", filter=True
    )
    cardinal: str | None = column(
        db.Finding.cardinal,
        "The indicator of Cardinal, the Open Contracting Partnership's tool for red flags, whose definition the rule"
        " follows, such as R018; null if there is none.",
        filter=True,
    )
    found_by: FoundBy = column(db.Finding.found_by, "A rule, or an editor.", filter=True)
    severity: Severity = column(db.Finding.severity, "How much it weighs.", filter=True)
    title: str = column(db.Finding.title, "What it is about.")
    expected: str | None = column(db.Finding.expected, "What would be right; null if that cannot be said.")
    found: str | None = column(db.Finding.found, "What stands there.")
    explanation: str = column(db.Finding.explanation, "Why it is a contradiction or a doubt, in plain words.")
    claims: list[Claim] = listed(
        "Claim",
        db.FindingClaim.finding_id,
        db.FindingClaim.claim_id,
        order=[db.Claim.number, db.Claim.id],
        kind=(db.Claim.kind, "ClaimKind | None", "Only claims of this kind."),
        description="The claims that it rests on, in the order of their numbers; none if it rests on records alone.",
    )
    records: list[Node] = listed(
        "Node",
        db.FindingRecord.finding_id,
        db.FindingRecord.record_id,
        order=[db.Node.slug, db.Node.id],
        description="The records that it is about, by their slugs: 20 at most, `recordCount` says how many there are.",
    )
    record_count: int = column(db.Finding.record_count, "How many records it is about, listed or not.")


@entity(db.FindingCode, "The code under which a data set knows what a rule finds in certain claims.")
class FindingCode(Node):
    code: str = column(db.FindingCode.code, "The code, such as D13.", filter=True)
    rule: FindingRule = column(db.FindingCode.rule, "The rule.", filter=True)
    title: str = column(db.FindingCode.title, "What it is about.")
