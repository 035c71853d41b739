"""What programmes are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, one
from schema.entity import entity
from schema.node import Node

if TYPE_CHECKING:
    from db.objective import ObjectiveKind
    from schema.programme import Programme


@entity(db.Objective, "A goal of a programme, or a measure that it names.")
class Objective(Node):
    programme: Programme = one("Programme", db.Objective.programme_id, "The programme.")
    kind: ObjectiveKind = column(db.Objective.kind, "An end, or a means to it.", filter=True)
    text: str = column(db.Objective.text, "What it says, in our words.")
    indicator: str | None = column(db.Objective.indicator, "By what it would be measured; null if not said.")
