"""Which of the stored sums are the largest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_1520_places_of_groups"
down_revision = "2026_11_27_1500_cited_as"

PLACES = ("place", "year_place")


def upgrade() -> None:
    op.execute("DELETE FROM amount_sum")  # an import derives it anew
    for place in PLACES:
        op.add_column("amount_sum", sa.Column(place, sa.Integer(), nullable=False, server_default="0"))
        op.create_index(
            f"ix_amount_sum_type_dimension_{place}_currency", "amount_sum", ["type", "dimension", place, "currency"]
        )
    op.drop_index("ix_amount_sum_type_dimension", "amount_sum")


def downgrade() -> None:
    op.create_index("ix_amount_sum_type_dimension", "amount_sum", ["type", "dimension"])
    for place in PLACES:
        op.drop_index(f"ix_amount_sum_type_dimension_{place}_currency", "amount_sum")
        op.drop_column("amount_sum", place)
