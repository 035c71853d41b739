"""The rules of findings as a codelist, with Cardinal's indicators, and the records that a finding is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0305_finding_rules"
down_revision = "2026_11_25_0300_tender_coverage"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ORDERED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
RULE = sa.String(40)


def upgrade() -> None:
    op.drop_index("ix_finding_rule", "finding")
    op.execute("ALTER TABLE finding RENAME COLUMN rule TO old_rule")
    op.add_column("finding", sa.Column("rule", RULE))
    op.execute("UPDATE finding SET rule = upper(replace(old_rule, '-', '_'))")
    op.drop_column("finding", "old_rule")
    op.add_column("finding", sa.Column("cardinal", sa.Text()))
    op.add_column("finding", sa.Column("record_count", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_finding_rule", "finding", ["rule"])
    op.create_index("ix_finding_cardinal", "finding", ["cardinal"])
    op.create_table(
        "finding_record",
        sa.Column("id", KEY, nullable=False),
        reference("finding_id"),
        reference("record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_finding_record"),
        referring("finding_record", "finding_id", "finding.id"),
        referring("finding_record", "record_id", "node.id"),
        sa.UniqueConstraint("finding_id", "record_id", name="uq_finding_record_finding_id_record_id"),
    )
    op.create_index("ix_finding_record_record_id_finding_id", "finding_record", ["record_id", "finding_id"])
    make_codes_anew(RULE, "upper(replace(rule, '-', '_'))")


def downgrade() -> None:
    make_codes_anew(sa.Text(), "lower(replace(rule, '_', '-'))")
    op.drop_table("finding_record")
    op.drop_index("ix_finding_cardinal", "finding")
    op.drop_index("ix_finding_rule", "finding")
    op.drop_column("finding", "record_count")
    op.drop_column("finding", "cardinal")
    op.execute("ALTER TABLE finding RENAME COLUMN rule TO new_rule")
    op.add_column("finding", sa.Column("rule", sa.Text()))
    op.execute("UPDATE finding SET rule = lower(replace(new_rule, '_', '-'))")
    op.drop_column("finding", "new_rule")
    op.create_index("ix_finding_rule", "finding", ["rule"])


def make_codes_anew(rule: sa.types.TypeEngine[str], value: str) -> None:
    """SQLite cannot change the type of a column."""
    for name in ("finding_code", "finding_code_claim"):
        op.execute(f"CREATE TABLE old_{name} AS SELECT * FROM {name}")  # noqa: S608  # both are ours
    op.drop_table("finding_code_claim")
    op.drop_table("finding_code")
    op.create_table(
        "finding_code",
        sa.Column("id", KEY, nullable=False),
        sa.Column("slug", ORDERED, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("rule", rule, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_finding_code"),
        sa.ForeignKeyConstraint(["id"], ["node.id"], name="fk_finding_code_id"),
        sa.UniqueConstraint("slug", name="uq_finding_code_slug"),
        sa.UniqueConstraint("code", name="uq_finding_code_code"),
    )
    op.create_table(
        "finding_code_claim",
        sa.Column("id", KEY, nullable=False),
        reference("finding_code_id"),
        reference("claim_id"),
        sa.PrimaryKeyConstraint("id", name="pk_finding_code_claim"),
        referring("finding_code_claim", "finding_code_id", "finding_code.id"),
        referring("finding_code_claim", "claim_id", "claim.id"),
        sa.UniqueConstraint("finding_code_id", "claim_id", name="uq_finding_code_claim_finding_code_id_claim_id"),
    )
    for column in ("finding_code_id", "claim_id"):
        op.create_index(f"ix_finding_code_claim_{column}", "finding_code_claim", [column])
    columns = "id, slug, code, rule, title"
    op.execute(f"INSERT INTO finding_code ({columns}) SELECT id, slug, code, {value}, title FROM old_finding_code")  # noqa: S608  # ours
    columns = "finding_code_id, claim_id"
    op.execute(f"INSERT INTO finding_code_claim ({columns}) SELECT {columns} FROM old_finding_code_claim ORDER BY id")  # noqa: S608  # ours
    for name in ("finding_code", "finding_code_claim"):
        op.drop_table(f"old_{name}")


def reference(name: str) -> sa.Column[int]:
    return sa.Column(name, KEY, nullable=False)


def referring(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=f"fk_{table}_{column}", deferrable=True)
