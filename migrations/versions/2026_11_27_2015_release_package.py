"""The package and the record that a release came in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_2015_release_package"
down_revision = "2026_11_27_1535_release"


def upgrade() -> None:
    with op.batch_alter_table("release") as table:
        table.add_column(sa.Column("record", sa.Text()))
        table.add_column(sa.Column("package", sa.Text()))


def downgrade() -> None:
    with op.batch_alter_table("release") as table:
        table.drop_column("package")
        table.drop_column("record")
