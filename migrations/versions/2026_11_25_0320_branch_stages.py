"""How far the money of each branch of a coverage can be followed, and which findings speak of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0320_branch_stages"
down_revision = "2026_11_25_0305_finding_rules"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STAGES = "ALLOCATED TENDERED AWARDED CONTRACTED PAID"
QUALIFIERS = "EXACT ABOUT MORE_THAN AT_LEAST LESS_THAN AT_MOST RANGE UNKNOWN"


def coded(name: str, codes: str) -> sa.Column[str]:
    check = f"ck_coverage_branch_stage_{name}"
    kind = sa.Enum(*codes.split(), native_enum=False, create_constraint=True, length=40, name=check)
    return sa.Column(name, kind, nullable=False)


def reference(table: str, name: str, to: str) -> sa.Column[int]:
    known = sa.ForeignKey(f"{to}.id", name=f"fk_{table}_{name}", deferrable=True)
    return sa.Column(name, KEY, known, nullable=False)


def upgrade() -> None:
    currency = sa.ForeignKey("currency.code", name="fk_coverage_branch_stage_sum_currency")
    op.create_table(
        "coverage_branch_stage",
        sa.Column("id", KEY, nullable=False),
        reference("coverage_branch_stage", "branch_id", "coverage_branch"),
        sa.Column("place", sa.Integer(), nullable=False),
        coded("stage", STAGES),
        sa.Column("sum_amount", sa.BigInteger()),
        sa.Column("sum_currency", sa.String(3), currency),
        coded("sum_qualifier", QUALIFIERS),
        sa.PrimaryKeyConstraint("id", name="pk_coverage_branch_stage"),
        sa.UniqueConstraint("branch_id", "stage", name="uq_coverage_branch_stage_branch_id_stage"),
    )
    op.create_index("ix_coverage_branch_stage_branch_id", "coverage_branch_stage", ["branch_id"])
    op.create_table(
        "coverage_finding",
        sa.Column("id", KEY, nullable=False),
        reference("coverage_finding", "subject_id", "node"),
        reference("coverage_finding", "finding_id", "finding"),
        sa.PrimaryKeyConstraint("id", name="pk_coverage_finding"),
        sa.UniqueConstraint("subject_id", "finding_id", name="uq_coverage_finding_subject_id_finding_id"),
    )
    op.create_index("ix_coverage_finding_finding_id_subject_id", "coverage_finding", ["finding_id", "subject_id"])


def downgrade() -> None:
    op.drop_table("coverage_finding")
    op.drop_table("coverage_branch_stage")
