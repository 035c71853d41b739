"""Derived: how much of a published total can be followed, and along which links."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint

from db.codes import Basis, Code, Qualifier
from db.columns import amount, coded, currency, key, linked, words
from db.programme import VersionKind
from db.table import Table


class Stage(Code):
    """How far the money of a figure had come; figures of different stages are never added together."""

    ALLOCATED = "ALLOCATED", "Published for an activity or a budget line."
    TENDERED = "TENDERED", "What a buyer expected to pay, by a tender or a lot."
    AWARDED = "AWARDED", "What a supplier was chosen for."
    CONTRACTED = "CONTRACTED", "What was signed."
    PAID = "PAID", "What was paid."


class Exclusion(Code):
    """Why a branch is listed and not counted."""

    CANCELLED = "CANCELLED", "Called off by the buyer, or taken back."
    UNSUCCESSFUL = "UNSUCCESSFUL", "Closed without a winner."
    OUT_OF_PERIOD = "OUT_OF_PERIOD", "Signed outside the programme's period."
    OTHER_CURRENCY = "OTHER_CURRENCY", "In another currency than the total."


class Coverage(Table, table=True):
    """A published total against the sum of what its links lead to, up to one strength of links."""

    __table_args__ = (UniqueConstraint("subject_id", "version_kind", "basis"),)

    id: int | None = key(primary=True)
    subject_id: int = key(to="node.id")
    version_kind: VersionKind = coded(VersionKind)
    basis: Basis = coded(Basis)
    published_amount: int | None = amount()
    published_currency: str | None = currency()
    published_qualifier: Qualifier = coded(Qualifier)
    traced_amount: int | None = amount()
    traced_currency: str | None = currency()
    traced_qualifier: Qualifier = coded(Qualifier)
    strict_amount: int | None = amount()  # figures that may contain each other counted once
    strict_currency: str | None = currency()
    strict_qualifier: Qualifier = coded(Qualifier)
    excluded_amount: int | None = amount()
    excluded_currency: str | None = currency()
    excluded_qualifier: Qualifier = coded(Qualifier)
    residual_amount: int | None = amount()  # zero where more is traced than was published
    residual_currency: str | None = currency()
    residual_qualifier: Qualifier = coded(Qualifier)
    percent: str | None = words()  # of the published total, four decimals, half to even
    unknown_amounts: int = 0  # links whose amount no source gives


class CoverageBranch(Table, table=True):
    """One link of the subject with an amount, counted or not."""

    __table_args__ = (UniqueConstraint("coverage_id", "place"),)

    id: int | None = key(primary=True)
    coverage_id: int = key(to="coverage.id")
    place: int  # largest first
    funding_link_id: int = key(to="funding_link.id")
    record_id: int = key(to="node.id")
    stage: Stage = coded(Stage)
    basis: Basis = coded(Basis)
    included: bool
    exclusion: Exclusion | None = coded(Exclusion)
    overlaps: bool = False  # its money may be contained in that of another branch
    amount_amount: int | None = amount()
    amount_currency: str | None = currency()
    amount_qualifier: Qualifier = coded(Qualifier)


class CoverageBranchStage(Table, table=True):
    """The sum of one stage in a branch: of the record that it leads to, and of what lies below."""

    __table_args__ = (UniqueConstraint("branch_id", "stage"),)

    id: int | None = key(primary=True)
    branch_id: int = key(to="coverage_branch.id")
    place: int  # in the order of the stages
    stage: Stage = coded(Stage)
    sum_amount: int | None = amount()
    sum_currency: str | None = currency()
    sum_qualifier: Qualifier = coded(Qualifier)


class CoverageFinding(Table, table=True):
    """A finding about a programme or an activity, or about anything that its money pays for."""

    __table_args__ = linked("subject_id", "finding_id")

    id: int | None = key(primary=True)
    subject_id: int = key(to="node.id", index=False)
    finding_id: int = key(to="finding.id", index=False)


class CoverageStage(Table, table=True):
    """The sum of one stage over the counted branches and what lies below them."""

    __table_args__ = (UniqueConstraint("coverage_id", "stage"),)

    id: int | None = key(primary=True)
    coverage_id: int = key(to="coverage.id")
    place: int  # in the order of the stages
    stage: Stage = coded(Stage)
    sum_amount: int | None = amount()
    sum_currency: str | None = currency()
    sum_qualifier: Qualifier = coded(Qualifier)
