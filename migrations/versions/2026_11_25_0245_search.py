"""The index of words that search reads."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0245_search"
down_revision = "2026_11_25_0244_money_flow"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE_POINTS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
KINDS = """
    PROGRAMME PROGRAMME_VERSION ACTIVITY BUDGET_LINE ORGANIZATION TERRITORY PROCESS TENDER LOT AWARD CONTRACT
    TRANSACTION CLAIM FINDING SOURCE DOCUMENT LEGAL_ACT PERSON OBJECTIVE OBSERVATION CHANGE_EVENT
"""
FIELDS = "NAME TITLE FORMER_NAME IDENTIFIER PRINTED AMOUNT DESCRIPTION"


def key(name: str) -> sa.Column[int]:
    return sa.Column(name, KEY, primary_key=True, autoincrement=False)


def coded(name: str, codes: str) -> sa.Column[str]:
    checked = sa.Enum(
        *codes.split(), name=f"ck_search_text_{name}", native_enum=False, create_constraint=True, length=40
    )
    return sa.Column(name, checked, nullable=False)


def upgrade() -> None:
    op.create_table(
        "search_text",
        key("id"),
        coded("kind", KINDS),
        coded("field", FIELDS),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_text"),
        sa.UniqueConstraint("kind", "field", "text", name="uq_search_text_kind_field_text"),
    )
    op.create_table(
        "search_word",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("text", CODE_POINTS, nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_word"),
        sa.UniqueConstraint("text", name="uq_search_word_text"),
    )
    op.create_table(
        "search_posting",
        key("word_id"),
        key("text_id"),
        sa.PrimaryKeyConstraint("word_id", "text_id", name="pk_search_posting"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_place",
        key("text_id"),
        key("node_id"),
        sa.PrimaryKeyConstraint("text_id", "node_id", name="pk_search_place"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_search_place_node_id_text_id", "search_place", ["node_id", "text_id"])


def downgrade() -> None:
    for table in ("search_place", "search_posting", "search_word", "search_text"):
        op.drop_table(table)
