"""What happened to bodies and places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import db
from schema.declare import column, day, listed, many, one, subject
from schema.entity import entity
from schema.node import Node

if TYPE_CHECKING:
    from db.change_event import ChangeEventKind, ParticipantRole
    from schema.claim import Citation
    from schema.legal_act import LegalAct
    from schema.values import PartialDate


@entity(db.ChangeEventParticipant, "A body or place that a change concerns.")
class ChangeEventParticipant:
    participant: Node = subject(db.ChangeEventParticipant.participant_id, "The body or place.")
    role: ParticipantRole = column(db.ChangeEventParticipant.role, "Its part in the change.")


@entity(db.ChangeEvent, "A change in the life of bodies or places: founded, renamed, reorganised, abolished.")
class ChangeEvent(Node):
    kind: ChangeEventKind = column(db.ChangeEvent.kind, "What kind of change it was.", filter=True)
    description: str = column(db.ChangeEvent.description, "What happened, in our words.")
    occurred_on: PartialDate | None = day(
        db.ChangeEvent.occurred_on, "When it happened, as far as it is known.", filter=True, sort=True
    )
    participants: list[ChangeEventParticipant] = listed(
        "ChangeEventParticipant",
        db.ChangeEventParticipant.change_event_id,
        order=[db.ChangeEventParticipant.id],
        description="Whom it concerned, and how.",
    )
    legal_act: LegalAct | None = one(
        "LegalAct", db.ChangeEvent.legal_act_id, "The act that made it so; null if not known."
    )
    citation: Citation = one("Citation", db.ChangeEvent.citation_id, "Where this is taken from.")


def change_events() -> Any:
    """The changes of a body or place."""
    return many(
        "ChangeEvent",
        db.ChangeEventParticipant.participant_id,
        db.ChangeEventParticipant.change_event_id,
        description="What happened to it.",
    )
