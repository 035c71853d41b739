"""What a tender mainly buys: goods, works or services."""

from __future__ import annotations

from alembic import op

revision = "2026_11_25_0410_category"
down_revision = "2026_11_25_0321_local_texts"

CHECK = "CONSTRAINT ck_tender_category CHECK (category IN ('GOODS', 'WORKS', 'SERVICES'))"


def upgrade() -> None:
    op.execute(f"ALTER TABLE tender ADD COLUMN category VARCHAR(40) {CHECK}")


def downgrade() -> None:
    op.drop_column("tender", "category")
