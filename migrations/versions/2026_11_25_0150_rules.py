"""Which version of the rules a revision was derived by; what is there already was derived by the first."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0150_rules"
down_revision = "2026_11_24_core_model"


def upgrade() -> None:
    op.add_column("revision", sa.Column("rules", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    op.drop_column("revision", "rules")
