"""What a body bought, administered and was paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import db
from schema.declare import column, listed, money
from schema.entity import entity

if TYPE_CHECKING:
    from db.body_total import MoneyRole
    from db.coverage import Stage
    from schema.values import Money


@entity(
    db.BodyTotal,
    "The sum of a body's money in one role, at one stage and in one currency. Stages are never added together, since"
    " they are the same money at different times. Computed by us.",
)
class BodyTotal:
    role: MoneyRole = column(db.BodyTotal.role, "What the body has to do with the money.")
    stage: Stage = column(db.BodyTotal.stage, "How far the money had come.")
    joint: bool = column(
        db.BodyTotal.joint,
        "True: awards or contracts that go to others, too, each with its whole amount; nobody says whose part is which,"
        " so do not add it to other sums.",
    )
    count: int = column(db.BodyTotal.count, "How many records have an amount in this currency.")
    sum: Money | None = money(
        db.BodyTotal.sum_amount,
        "The sum of their amounts; a lower bound where an amount is not known. Null if none is, or past 64 bits.",
    )
    unknown_amounts: int = column(
        db.BodyTotal.unknown_amounts,
        "How many records of this role and stage have no amount; the same in the rows of all currencies.",
    )


def body_totals() -> Any:
    """The sums of a body."""
    return listed(
        "BodyTotal",
        db.BodyTotal.body_id,
        order=[db.BodyTotal.id],
        description="The sums of its money by role, stage and currency, without what was called off. Computed by us.",
        lineage=(
            db.BodyTotal.whole_lineage,
            "bool",
            "True: with its whole lineage, those to which more than a task passed; each record counts once.",
            False,
        ),
    )
