"""What happened to bodies and places: founded, renamed, merged, split, moved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint

from db.codes import Code, Precision
from db.columns import coded, day, day_order, key, ordered_by, words
from db.node import Part, Record
from db.table import Table


class ChangeEventKind(Code):
    """What kind of change it was (W3C ORG ChangeEvent; the kinds are ours)."""

    ESTABLISH = "ESTABLISH", "A new body begins."
    RENAME = "RENAME", "The same body or place gets a new name."
    REORGANIZE = "REORGANIZE", "A body ends and another takes its place."
    MERGE = "MERGE", "Several become one."
    SPLIT = "SPLIT", "One becomes several."
    ABSORB = "ABSORB", "One is taken into another that goes on."
    ABOLISH = "ABOLISH", "A body ends."
    CHANGE_PARENT = "CHANGE_PARENT", "A body moves under another."
    TRANSFER_FUNCTION = "TRANSFER_FUNCTION", "A task moves from one body to another."


class ParticipantRole(Code):
    """The part that a body or place has in a change."""

    ORIGINAL = "ORIGINAL", "It was there before the change."
    RESULTING = "RESULTING", "It is there after the change."
    FUNCTION_FROM = "FUNCTION_FROM", "It gives a task away."
    FUNCTION_TO = "FUNCTION_TO", "It takes a task over."


class ChangeEvent(Record, table=True):
    """One change at one date."""

    __table_args__ = ordered_by("occurred_on")

    kind: ChangeEventKind = coded(ChangeEventKind, index=True)
    description: str = words()
    legal_act_id: int | None = key(to="legal_act.id")
    occurred_on: date | None = day()
    occurred_on_precision: Precision | None = coded(Precision)
    occurred_on_order: date | None = day_order("occurred_on")
    citation_id: int = key(to="citation.id")


class ChangeEventParticipant(Part, table=True):
    """A body or place that the change concerns, and its part in it."""

    owner: ClassVar[str] = "change_event_id"
    listed_as: ClassVar[str] = "participants"
    accepts: ClassVar[Mapping[str, tuple[str, ...]]] = {"participant_id": ("Organization", "Territory")}

    __table_args__ = (UniqueConstraint("change_event_id", "participant_id", "role"),)

    change_event_id: int = key(to="change_event.id")
    participant_id: int = key(to="node.id")
    role: ParticipantRole = coded(ParticipantRole)


class Succession(Table, table=True):
    """Derived from the change events: one body came after another."""

    __table_args__ = (
        UniqueConstraint("predecessor_id", "successor_id"),
        CheckConstraint("predecessor_id <> successor_id", name="not_its_own_successor"),
    )

    id: int | None = key(primary=True)
    predecessor_id: int = key(to="node.id")
    successor_id: int = key(to="node.id")
