"""What programmes are for."""

from __future__ import annotations

from db.codes import Code
from db.columns import coded, key, words
from db.node import Record


class ObjectiveKind(Code):
    """Whether an objective is an end or a means."""

    GOAL = "GOAL", "What is to be reached."
    MEASURE = "MEASURE", "What is to be done for it."


class Objective(Record, table=True):
    """One goal of a programme, or one measure that it names."""

    programme_id: int = key(to="programme.id")
    kind: ObjectiveKind = coded(ObjectiveKind, index=True)
    text: str = words()  # in our own words
    indicator: str | None = words()  # by what the programme would measure it
