"""The body that stands for the family of an organization; SQLite cannot add a reference to a table."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0203_family"
down_revision = "2026_11_25_0200_way_up"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("organization", sa.Column("lineage_id", KEY))
    op.create_index("ix_organization_lineage_id", "organization", ["lineage_id"])


def downgrade() -> None:
    op.drop_index("ix_organization_lineage_id", "organization")
    op.drop_column("organization", "lineage_id")
