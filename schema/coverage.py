"""How much of a published total can be followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import db
from schema.declare import chosen, column, listed, money, one, subject
from schema.entity import entity

if TYPE_CHECKING:
    from db.codes import Basis
    from db.coverage import Exclusion, Stage
    from db.programme import VersionKind
    from schema.finding import Finding
    from schema.funding_link import FundingLink
    from schema.node import Node
    from schema.values import Decimal, Money


@entity(db.CoverageBranch, "One link of the money with its amount, counted or not. Computed by us.")
class CoverageBranch:
    record: Node = subject(db.CoverageBranch.record_id, "What the link leads to.")
    link: FundingLink = one("FundingLink", db.CoverageBranch.funding_link_id, "The link, with its source.")
    amount: Money | None = money(
        db.CoverageBranch.amount_amount, "What was set aside for it, or the value of its tender or contract."
    )
    stage: Stage = column(db.CoverageBranch.stage, "How far the money of this amount had come.")
    basis: Basis = column(db.CoverageBranch.basis, "How we know of the link.")
    included: bool = column(db.CoverageBranch.included, "Whether it is counted in the traced sum.")
    exclusion: Exclusion | None = column(db.CoverageBranch.exclusion, "Why it is not counted; null if it is.")
    overlaps: bool = column(db.CoverageBranch.overlaps, "Its money may be contained in that of another branch.")
    stages: list[BranchStage] = listed(
        "BranchStage",
        db.CoverageBranchStage.branch_id,
        order=[db.CoverageBranchStage.place],
        description="How far its money can be followed: the sums by stage of what it leads to and of all below.",
    )


@entity(db.CoverageBranchStage, "The sum of one stage in a branch. Computed by us.")
class BranchStage:
    stage: Stage = column(db.CoverageBranchStage.stage, "The stage; sums of different stages are never added.")
    sum: Money | None = money(db.CoverageBranchStage.sum_amount, "The sum of the amounts that are known.")


@entity(db.CoverageStage, "The sum of one stage over the counted branches and all below them. Computed by us.")
class CoverageStage:
    stage: Stage = column(db.CoverageStage.stage, "The stage; sums of different stages are never added.")
    sum: Money | None = money(db.CoverageStage.sum_amount, "The sum of the amounts that are known.")


@entity(db.Coverage, "A published total against what can be followed of it. Computed by us from the links.")
class Coverage:
    basis: Basis = column(db.Coverage.basis, "The weakest links that are counted.")
    version: VersionKind = column(db.Coverage.version_kind, "The version whose total it is.")
    published: Money | None = money(db.Coverage.published_amount, "The published total.")
    traced: Money | None = money(
        db.Coverage.traced_amount,
        "The sum of the branches: each link once, by the amount of what it leads to. "
        "A lower bound if an amount is not known or only known to be larger.",
    )
    traced_strictly: Money | None = money(
        db.Coverage.strict_amount, "The same, with figures that may contain each other counted only once."
    )
    excluded: Money | None = money(db.Coverage.excluded_amount, "The sum of what is listed and not counted.")
    residual: Money | None = money(
        db.Coverage.residual_amount, "What cannot be followed: the published total less the traced sum."
    )
    percent: Decimal | None = column(
        db.Coverage.percent, "The traced sum in per cent of the total, four decimals, half to even."
    )
    unknown_amounts: int = column(db.Coverage.unknown_amounts, "How many links have no known amount.")
    branches: list[CoverageBranch] = listed(
        "CoverageBranch",
        db.CoverageBranch.coverage_id,
        order=[db.CoverageBranch.place],
        description="The links with an amount, largest first.",
    )
    stages: list[CoverageStage] = listed(
        "CoverageStage",
        db.CoverageStage.coverage_id,
        order=[db.CoverageStage.place],
        description="The sums by stage, which explain the branches and do not add to them.",
    )
    findings: list[Finding] = listed(
        "Finding",
        db.CoverageFinding.subject_id,
        db.CoverageFinding.finding_id,
        own="subject_id",
        order=[db.Finding.number, db.Finding.id],
        description="The contradictions and doubts about it, and about anything that its money pays for.",
    )


def coverage(description: str, **more: tuple[object, str, str, str]) -> Any:
    """How much of a total of a record can be followed."""
    return chosen(
        "Coverage",
        db.Coverage.subject_id,
        latest=db.Coverage.id,
        description=description,
        basis=(db.Coverage.basis, "Basis", "The weakest links to count: INFERRED counts stated ones too."),
        **more,
    )
