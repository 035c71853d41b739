"""What every body and place came from and what came of it, over any number of changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0212_lineage"
down_revision = "2026_11_25_0203_family"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def coded(name: str, codes: str) -> sa.Column[str]:
    kind = sa.Enum(*codes.split(), native_enum=False, create_constraint=True, length=40, name=f"ck_lineage_{name}")
    return sa.Column(name, kind, nullable=False)


def body(name: str) -> sa.Column[int]:
    reference = sa.ForeignKey("node.id", name=f"fk_lineage_{name}", deferrable=True)
    return sa.Column(name, KEY, reference, nullable=False)


def upgrade() -> None:
    op.create_table(
        "lineage",
        sa.Column("id", KEY, nullable=False),
        body("body_id"),
        body("member_id"),
        coded("relation", "PREDECESSOR SELF SUCCESSOR"),
        coded("passed", "BODY LAST_FUNCTION FUNCTION"),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lineage"),
        sa.UniqueConstraint("body_id", "member_id", name="uq_lineage_body_id_member_id"),
    )
    op.create_index("ix_lineage_member_id_body_id", "lineage", ["member_id", "body_id"])


def downgrade() -> None:
    op.drop_table("lineage")
