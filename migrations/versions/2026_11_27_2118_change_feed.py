"""New records in the change log, and what each revision was loaded from.

What was logged before is kept with its numbers. Which import brought the records that are there is not known, so
nothing is logged for them: of revisions without `loaded`, only changes and removals are told.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_2118_change_feed"
down_revision = "2026_11_27_2100_more_currencies"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE_POINTS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
LOGGED = "id, revision, kind, type, slug, before, after"


def upgrade() -> None:
    op.add_column("revision", sa.Column("loaded", sa.Text()))
    op.add_column("revision", sa.Column("last_change", KEY, nullable=False, server_default="0"))
    op.execute(
        "UPDATE revision SET last_change ="
        " coalesce((SELECT max(change.id) FROM change WHERE change.revision <= revision.number), 0)"
    )
    remake(
        sa.Column("revision", KEY, nullable=False),
        "kind IN ('ADDED', 'CHANGED', 'REMOVED')",
        sa.Column("before", sa.Text()),
        sa.ForeignKeyConstraint(["revision"], ["revision.number"], name="fk_change_revision", deferrable=True),
    )
    op.create_index("ix_change_type_id", "change", ["type", "id"])
    op.create_index("ix_change_slug_id", "change", ["slug", "id"])


def downgrade() -> None:
    op.execute("DELETE FROM change WHERE kind = 'ADDED'")
    remake(
        sa.Column("revision", sa.Integer(), nullable=False),
        "kind IN ('CHANGED', 'REMOVED')",
        sa.Column("before", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["revision"], ["revision.number"], name="fk_change_revision"),
        sa.UniqueConstraint("revision", "type", "slug", name="uq_change_revision_type_slug"),
    )
    op.create_index("ix_change_revision", "change", ["revision"])
    op.drop_column("revision", "last_change")
    op.drop_column("revision", "loaded")


def remake(number: sa.Column[Any], kinds: str, before: sa.Column[Any], *constraints: sa.Constraint) -> None:
    """Make the table of changes anew, with what is in it."""
    op.execute(f"CREATE TABLE change_kept AS SELECT {LOGGED} FROM change")  # noqa: S608  # names of ours
    op.drop_table("change")
    op.create_table(
        "change",
        sa.Column("id", KEY, nullable=False),
        number,
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("slug", CODE_POINTS, nullable=False),
        before,
        sa.Column("after", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
        sa.CheckConstraint(kinds, name="ck_change_kind"),
        *constraints,
    )
    op.execute(f"INSERT INTO change ({LOGGED}) SELECT {LOGGED} FROM change_kept")  # noqa: S608  # names of ours
    op.execute("DROP TABLE change_kept")
    if op.get_bind().dialect.name == "postgresql":
        counter = "pg_get_serial_sequence('change', 'id')"
        op.execute(f"SELECT setval({counter}, (SELECT coalesce(max(id), 0) + 1 FROM change), false)")  # noqa: S608
