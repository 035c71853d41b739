"""Which sources a data set brought."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_2120_dataset_source"
down_revision = "2026_11_27_2118_change_feed"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "dataset_source",
        sa.Column("id", KEY, nullable=False),
        sa.Column("dataset", sa.String(80), nullable=False),
        sa.Column("source_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["dataset"], ["dataset.name"], name="fk_dataset_source_dataset"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_dataset_source_source_id", deferrable=True),
        sa.PrimaryKeyConstraint("id", name="pk_dataset_source"),
        sa.UniqueConstraint("dataset", "source_id", name="uq_dataset_source_dataset_source_id"),
    )
    op.create_index("ix_dataset_source_source_id_dataset", "dataset_source", ["source_id", "dataset"])
    op.execute(
        "INSERT INTO dataset_source (dataset, source_id) SELECT dataset, id FROM node"
        " WHERE type = 'Source' AND dataset IN (SELECT name FROM dataset) ORDER BY id"
    )


def downgrade() -> None:
    op.drop_table("dataset_source")
