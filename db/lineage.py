"""Derived: what a body or place came from, and what came of it, over any number of changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint

from db.codes import Code
from db.columns import coded, key
from db.table import Table


class LineageRelation(Code):
    """Whether one body or place was there before another, or after it."""

    PREDECESSOR = "PREDECESSOR", "It was there before: something of it passed on."
    SELF = "SELF", "The body or place itself."
    SUCCESSOR = "SUCCESSOR", "It came after: something passed to it."


class Passed(Code):
    """How much of a body or place passed to one after it; over several changes it is the least of them."""

    BODY = "BODY", "The body itself, or a part of it: replaced, merged, split, or taken into another."
    LAST_FUNCTION = "LAST_FUNCTION", "A task of a body that ended by then: what was left of it."
    FUNCTION = "FUNCTION", "Only a task: the body that gave it away went on."


class Lineage(Table, table=True):
    """One body or place, and one that it came from or that came of it; each belongs to its own lineage, too."""

    accepts: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "body_id": ("Organization", "Territory"),
        "member_id": ("Organization", "Territory"),
    }

    __table_args__ = (UniqueConstraint("body_id", "member_id"), Index(None, "member_id", "body_id"))

    id: int | None = key(primary=True)
    body_id: int = key(to="node.id", index=False)
    member_id: int = key(to="node.id", index=False)
    relation: LineageRelation = coded(LineageRelation)
    passed: Passed = coded(Passed)
    generation: int  # changes on the shortest way; below zero for what was there before
