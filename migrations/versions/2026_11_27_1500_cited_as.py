"""How the records of a data set are cited that rest on no source of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_1500_cited_as"
down_revision = "2026_11_25_0410_category"


def upgrade() -> None:
    op.add_column("dataset", sa.Column("reference", sa.Text()))


def downgrade() -> None:
    op.drop_column("dataset", "reference")
