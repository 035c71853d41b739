"""What every body bought, administered and was paid: in all, with its lineage, and under each of its names."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0235_body_totals"
down_revision = "2026_11_25_0215_amount_sums"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
QUALIFIER = "EXACT ABOUT MORE_THAN AT_LEAST LESS_THAN AT_MOST RANGE UNKNOWN"


def coded(name: str, codes: str) -> sa.Column[str]:
    kind = sa.Enum(*codes.split(), native_enum=False, create_constraint=True, length=40, name=f"ck_body_total_{name}")
    return sa.Column(name, kind, nullable=False)


def reference(name: str, to: str) -> sa.Column[int]:
    return sa.Column(name, KEY, sa.ForeignKey(to, name=f"fk_body_total_{name}", deferrable=True))


def upgrade() -> None:
    op.create_table(
        "body_total",
        sa.Column("id", KEY, nullable=False),
        reference("body_id", "organization.id"),
        reference("name_id", "name.id"),
        sa.Column("whole_lineage", sa.Boolean(), nullable=False),
        coded("role", "ADMINISTRATOR BUYER SUPPLIER"),
        coded("stage", "ALLOCATED TENDERED AWARDED CONTRACTED PAID"),
        sa.Column("joint", sa.Boolean(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("sum_amount", sa.BigInteger()),
        sa.Column("sum_currency", sa.String(3), sa.ForeignKey("currency.code", name="fk_body_total_sum_currency")),
        coded("sum_qualifier", QUALIFIER),
        sa.Column("unknown_amounts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_body_total"),
    )
    op.create_index("ix_body_total_body_id", "body_total", ["body_id"])
    op.create_index("ix_body_total_name_id", "body_total", ["name_id"])


def downgrade() -> None:
    op.drop_table("body_total")
