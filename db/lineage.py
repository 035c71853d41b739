"""Derived: what a body or place came from, and what came of it, over any number of changes."""

from __future__ import annotations

from db.codes import Code


class Passed(Code):
    """How much of a body or place passed to the one after it; the most comes first."""

    BODY = "BODY", "The body itself, or a part of it: replaced, merged, split, or taken into another."
    LAST_FUNCTION = "LAST_FUNCTION", "A task of a body that ended by then: what was left of it."
    FUNCTION = "FUNCTION", "Only a task: the body that gave it away went on."
