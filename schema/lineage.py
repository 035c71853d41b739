"""What a body or place came from, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import db
from db.lineage import Passed
from schema.declare import column, listed, subject, table_column
from schema.entity import entity
from schema.kinds import Wider

if TYPE_CHECKING:
    from db.lineage import LineageRelation
    from schema.node import Node


@entity(db.Lineage, "A body or place that another came from, or that came of it. Computed by us from the changes.")
class Lineage:
    member: Node = subject(db.Lineage.member_id, "The body or place.")
    relation: LineageRelation = column(db.Lineage.relation, "Whether it was there before or came after.")
    generation: int = column(
        db.Lineage.generation,
        "How many changes lie between, on the shortest way: -1 for what it came from directly, 1 for what came of it.",
    )
    passed: Passed = column(
        db.Lineage.passed, "How much passed: the body itself, its last task, or only a task of a body that went on."
    )


WHOLE_LINEAGE = Wider(
    table_column(db.Lineage.body_id),
    table_column(db.Lineage.member_id),
    table_column(db.Lineage.passed),
    Passed.FUNCTION,
    "True: the rest of this filter may fit any body or place of its lineage to which more than a task passed.",
)


def lineage() -> Any:
    """The whole lineage of a record."""
    return listed(
        "Lineage",
        db.Lineage.body_id,
        order=[db.Lineage.generation, db.Lineage.member_id],
        description="All that it came from and all that came of it, itself included, the oldest first.",
        relation=(db.Lineage.relation, "LineageRelation | None", "Only those before, or only those after."),
        passed=(db.Lineage.passed, "Passed | None", "Only those to which this much passed."),
    )
