"""Titles and descriptions in several languages, and the language of a data set's own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0321_local_texts"
down_revision = "2026_11_25_0320_branch_stages"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = "OFFICIAL AS_PRINTED TRANSLATED SHORT OWN"
PREFERENCE = f"CASE kind {' '.join(f'''WHEN '{kind}' THEN {place}''' for place, kind in enumerate(KINDS.split()))} END"


def coded(name: str, codes: str) -> sa.Column[str]:
    kind = sa.Enum(*codes.split(), native_enum=False, create_constraint=True, length=40, name=f"ck_local_text_{name}")
    return sa.Column(name, kind, nullable=False)


def reference(name: str, to: str, *, nullable: bool) -> sa.Column[int]:
    key = sa.ForeignKey(to, name=f"fk_local_text_{name}", deferrable=True)
    return sa.Column(name, KEY, key, nullable=nullable)


def upgrade() -> None:
    op.add_column("dataset", sa.Column("language", sa.Text()))
    op.create_table(
        "local_text",
        sa.Column("id", KEY, nullable=False),
        reference("subject_id", "node.id", nullable=False),
        coded("field", "TITLE DESCRIPTION"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        coded("kind", KINDS),
        sa.Column("preference", sa.Integer(), sa.Computed(PREFERENCE, persisted=True), nullable=False),
        reference("citation_id", "citation.id", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_local_text"),
        sa.UniqueConstraint(
            *("subject_id", "field", "language", "kind", "text"),
            name="uq_local_text_subject_id_field_language_kind_text",
        ),
    )
    op.create_index("ix_local_text_citation_id", "local_text", ["citation_id"])


def downgrade() -> None:
    op.drop_table("local_text")
    op.drop_column("dataset", "language")
