"""What is set aside for an activity: the approved amounts of its budget lines."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, select

from analysis.derived import store_columns
from analysis.money import Money, added
from db.activity import Activity
from db.budget_line import BudgetAmount, BudgetLine, BudgetPhase
from db.table import table_of

COLUMNS = ("amount_amount", "amount_currency", "amount_qualifier")


def derive_activity_amounts(connection: Connection) -> None:
    """Keep the amount of every activity equal to the sum of what was approved for it."""
    line, amount = table_of(BudgetLine), table_of(BudgetAmount)
    query = (
        select(line.c.activity_id, amount.c.value_amount, amount.c.value_currency, amount.c.value_qualifier)
        .join(amount, amount.c.budget_line_id == line.c.id)
        .where(line.c.activity_id.is_not(None), amount.c.phase == BudgetPhase.APPROVED)
        .order_by(amount.c.id)
    )
    approved: dict[int, list[Money]] = defaultdict(list)
    for activity, *values in connection.execute(query):
        approved[activity].append(Money(*values))
    table = table_of(Activity)
    wanted = {number: tuple(added(approved[number])) for number in connection.scalars(select(table.c.id))}
    store_columns(connection, table, COLUMNS, wanted)
