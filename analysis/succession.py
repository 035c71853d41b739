"""Who came after whom, as the change events tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from sqlalchemy import Connection, select

from analysis.derived import store_rows
from db.change_event import ChangeEventParticipant, ParticipantRole, Succession
from db.table import table_of

Body = TypeVar("Body")


def successions(original: Iterable[Body], resulting: Iterable[Body]) -> Iterator[tuple[Body, Body]]:
    """Predecessor and successor in one event: each that was there before, with each other one that came out of it."""
    results = list(resulting)
    return ((before, after) for before in original for after in results if before != after)


def derive_successions(connection: Connection) -> None:
    """Keep the table of successions equal to the change events."""
    participant = table_of(ChangeEventParticipant).c
    events: dict[int, dict[ParticipantRole, list[int]]] = defaultdict(lambda: defaultdict(list))
    for event, role, body in connection.execute(
        select(participant.change_event_id, participant.role, participant.participant_id)
    ):
        events[event][role].append(body)
    pairs = {
        pair
        for roles in events.values()
        for pair in successions(roles[ParticipantRole.ORIGINAL], roles[ParticipantRole.RESULTING])
    }
    store_rows(connection, table_of(Succession), ("predecessor_id", "successor_id"), pairs)
