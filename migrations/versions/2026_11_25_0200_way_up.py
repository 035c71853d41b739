"""The programme and the activity on the way up, beside each step."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0200_way_up"
down_revision = "2026_11_25_0150_rules"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAMES = {"fk": "fk_%(table_name)s_%(column_0_N_name)s", "ix": "ix_%(table_name)s_%(column_0_N_name)s"}


def upgrade() -> None:
    with op.batch_alter_table("step", naming_convention=NAMES) as table:
        for kind in ("programme", "activity"):
            table.add_column(sa.Column(f"{kind}_id", KEY, nullable=True))
            table.create_foreign_key(f"fk_step_{kind}_id", kind, [f"{kind}_id"], ["id"], deferrable=True)
            table.create_index(f"ix_step_{kind}_id", [f"{kind}_id"])


def downgrade() -> None:
    with op.batch_alter_table("step", naming_convention=NAMES) as table:
        for kind in ("activity", "programme"):
            table.drop_index(f"ix_step_{kind}_id")
            table.drop_constraint(f"fk_step_{kind}_id", type_="foreignkey")
            table.drop_column(f"{kind}_id")
