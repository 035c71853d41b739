"""What was published of a process, release by release."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_1535_release"
down_revision = "2026_11_27_1520_places_of_groups"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "release",
        sa.Column("id", KEY, nullable=False),
        sa.Column("process_id", KEY, nullable=False),
        sa.Column("release_id", sa.Text()),
        sa.Column("released_at", sa.Text()),
        sa.Column("tag", sa.Text()),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name="fk_release_process_id", deferrable=True),
        sa.PrimaryKeyConstraint("id", name="pk_release"),
    )
    op.create_index("ix_release_process_id", "release", ["process_id"])


def downgrade() -> None:
    op.drop_table("release")
