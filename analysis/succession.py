"""Who came after whom, as the change events tell, and what passed from one to the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from sqlalchemy import Connection, select

from analysis.derived import store_rows
from analysis.ledger import last_day
from db.change_event import ChangeEvent, ChangeEventParticipant, ParticipantRole, Succession
from db.lineage import Passed
from db.organization import Organization
from db.table import table_of

Body = TypeVar("Body")
STRENGTH = tuple(Passed)  # the strongest first


@dataclass
class Event:
    """A change event: the first and the last day that it may have been on, and who has which part in it."""

    day: date | None
    last: date | None
    roles: dict[ParticipantRole, list[int]] = field(default_factory=lambda: defaultdict(list))

    @property
    def ended(self) -> set[int]:
        """Those that were there before and no longer after."""
        return set(self.roles[ParticipantRole.ORIGINAL]) - set(self.roles[ParticipantRole.RESULTING])


def successions(original: Iterable[Body], resulting: Iterable[Body]) -> Iterator[tuple[Body, Body]]:
    """Predecessor and successor in one event: each that was there before, with each other one that came out of it."""
    results = list(resulting)
    return ((before, after) for before in original for after in results if before != after)


def passings(events: Iterable[Event], ends: Mapping[int, date]) -> dict[tuple[int, int], Passed]:
    """For each pair of a body and one after it the most that passed; `ends` has the bodies that ended, and when."""
    found: dict[tuple[int, int], Passed] = {}
    for event in events:
        roles = event.roles
        for pair in successions(roles[ParticipantRole.ORIGINAL], roles[ParticipantRole.RESULTING]):
            found[pair] = Passed.BODY
        for pair in successions(roles[ParticipantRole.FUNCTION_FROM], roles[ParticipantRole.FUNCTION_TO]):
            goes_on = event.last is None or pair[0] not in ends or ends[pair[0]] > event.last
            passed = Passed.FUNCTION if goes_on else Passed.LAST_FUNCTION
            found[pair] = min(found.get(pair, passed), passed, key=STRENGTH.index)
    return found


def passings_of(connection: Connection) -> dict[tuple[int, int], Passed]:
    """What passed between the bodies and places of a database."""
    events = change_events(connection)
    ends: dict[int, date] = {
        body: event.last for event in events.values() if event.last is not None for body in event.ended
    }
    table = table_of(Organization)
    query = select(table.c.id, table.c.dissolved_on).where(table.c.dissolved_on.is_not(None))
    return passings(events.values(), ends | dict(connection.execute(query).all()))


def change_events(connection: Connection) -> dict[int, Event]:
    """The change events of a database."""
    event, participant = table_of(ChangeEvent), table_of(ChangeEventParticipant)
    query = select(event.c.id, event.c.occurred_on, event.c.occurred_on_precision)
    found = {number: Event(day, last_day(day, precision)) for number, day, precision in connection.execute(query)}
    for number, role, body in connection.execute(
        select(participant.c.change_event_id, participant.c.role, participant.c.participant_id)
    ):
        found[number].roles[role].append(body)
    return found


def derive_successions(connection: Connection) -> None:
    """Keep the table of successions equal to the change events."""
    passed = passings_of(connection)
    pairs = {pair for pair, what in passed.items() if what is Passed.BODY}
    store_rows(connection, table_of(Succession), ("predecessor_id", "successor_id"), pairs)
