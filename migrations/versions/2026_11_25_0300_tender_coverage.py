"""How much of tenders was awarded, and how much of what bodies ask for and administer can be followed."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0300_tender_coverage"
down_revision = "2026_11_25_0245_search"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
QUALIFIER = "EXACT ABOUT MORE_THAN AT_LEAST LESS_THAN AT_MOST RANGE UNKNOWN"


def coded(table: str, name: str, codes: str) -> sa.Column[str]:
    kind = sa.Enum(*codes.split(), native_enum=False, create_constraint=True, length=40, name=f"ck_{table}_{name}")
    return sa.Column(name, kind, nullable=False)


def sums(table: str, *names: str) -> list[sa.Column[Any]]:
    columns: list[sa.Column[Any]] = []
    for name in names:
        known = sa.ForeignKey("currency.code", name=f"fk_{table}_{name}_currency")
        columns += [
            sa.Column(f"{name}_amount", sa.BigInteger()),
            sa.Column(f"{name}_currency", sa.String(3), known),
            coded(table, f"{name}_qualifier", QUALIFIER),
        ]
    return columns


def count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "tender_coverage",
        sa.Column("id", KEY, nullable=False),
        sa.Column(
            "tender_id",
            KEY,
            sa.ForeignKey("tender.id", name="fk_tender_coverage_tender_id", deferrable=True),
            nullable=False,
        ),
        *sums("tender_coverage", "published", "traced", "stated", "excluded", "failed", "residual"),
        sa.Column("percent", sa.Text()),
        *(count(name) for name in ("awards", "unknown_amounts", "lots", "failed_lots")),
        sa.PrimaryKeyConstraint("id", name="pk_tender_coverage"),
        sa.UniqueConstraint("tender_id", name="uq_tender_coverage_tender_id"),
    )
    op.create_table(
        "body_coverage",
        sa.Column("id", KEY, nullable=False),
        sa.Column(
            "body_id",
            KEY,
            sa.ForeignKey("organization.id", name="fk_body_coverage_body_id", deferrable=True),
            nullable=False,
        ),
        count("place"),
        coded("body_coverage", "role", "ADMINISTRATOR BUYER SUPPLIER"),
        count("records"),
        *sums("body_coverage", "published", "traced", "stated", "residual"),
        sa.Column("percent", sa.Text()),
        count("unknown_amounts"),
        sa.PrimaryKeyConstraint("id", name="pk_body_coverage"),
        sa.UniqueConstraint(
            "body_id", "role", "published_currency", name="uq_body_coverage_body_id_role_published_currency"
        ),
    )


def downgrade() -> None:
    op.drop_table("body_coverage")
    op.drop_table("tender_coverage")
