"""The amounts of all records of a kind, added up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0215_amount_sums"
down_revision = "2026_11_25_0212_lineage"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
QUALIFIERS = "EXACT ABOUT MORE_THAN AT_LEAST LESS_THAN AT_MOST RANGE UNKNOWN"


def upgrade() -> None:
    qualifier = sa.Enum(
        *QUALIFIERS.split(), native_enum=False, create_constraint=True, length=40, name="ck_amount_sum_qualifier"
    )
    op.create_table(
        "amount_sum",
        sa.Column("id", KEY, nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("dimension", sa.Text(), nullable=False),
        sa.Column("key", sa.Text()),
        sa.Column("year", sa.Text()),
        sa.Column("status", sa.Text()),
        sa.Column("currency", sa.String(3), sa.ForeignKey("currency.code", name="fk_amount_sum_currency")),
        sa.Column("qualifier", qualifier, nullable=False),
        sa.Column("records", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_amount_sum"),
    )
    op.create_index("ix_amount_sum_type_dimension", "amount_sum", ["type", "dimension"])


def downgrade() -> None:
    op.drop_table("amount_sum")
