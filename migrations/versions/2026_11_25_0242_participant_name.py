"""What a body with a part in a programme was called when the programme began."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0242_participant_name"
down_revision = "2026_11_25_0235_body_totals"


def upgrade() -> None:
    op.add_column("participation", sa.Column("name", sa.Text()))


def downgrade() -> None:
    op.drop_column("participation", "name")
