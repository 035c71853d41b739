"""What a flow of money needs to know of records: where their money ends, and what they carry without an amount."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0244_money_flow"
down_revision = "2026_11_25_0242_participant_name"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BASIS = "STATED INFERRED ASSUMED"
QUALIFIER = "EXACT ABOUT MORE_THAN AT_LEAST LESS_THAN AT_MOST RANGE UNKNOWN"


def node(table: str, name: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    reference = sa.ForeignKeyConstraint([name], ["node.id"], name=f"fk_{table}_{name}", deferrable=True)
    return sa.Column(name, KEY, nullable=False), reference


def coded(table: str, name: str, codes: str) -> sa.Column[str]:
    kind = sa.Enum(*codes.split(), native_enum=False, create_constraint=True, length=40, name=f"ck_{table}_{name}")
    return sa.Column(name, kind, nullable=False)


def upgrade() -> None:
    op.create_table(
        "flow_mark",
        *node("flow_mark", "id"),
        coded("flow_mark", "reason", "CANCELLED UNSUCCESSFUL WITHHELD LEFT_OUT"),
        sa.PrimaryKeyConstraint("id", name="pk_flow_mark"),
    )
    op.create_table(
        "carried_amount",
        *node("carried_amount", "record_id"),
        coded("carried_amount", "basis", BASIS),
        sa.Column("amount_amount", sa.BigInteger()),
        sa.Column("amount_currency", sa.String(3)),
        coded("carried_amount", "amount_qualifier", QUALIFIER),
        sa.PrimaryKeyConstraint("record_id", "basis", name="pk_carried_amount"),
        sa.ForeignKeyConstraint(["amount_currency"], ["currency.code"], name="fk_carried_amount_amount_currency"),
    )


def downgrade() -> None:
    op.drop_table("carried_amount")
    op.drop_table("flow_mark")
