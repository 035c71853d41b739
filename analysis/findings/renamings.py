"""The renamings of places, with the names that ended and began with them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Row, select

import db
from analysis.findings.facts import Renaming, Span
from analysis.findings.rows import span
from db.change_event import ChangeEventKind
from db.table import table_of


def read_renamings(connection: Connection) -> list[Renaming]:
    """The renamings of places as far as their day is known."""
    event, participant, place = (table_of(model) for model in (db.ChangeEvent, db.ChangeEventParticipant, db.Territory))
    query = (
        select(place.c.id, event.c.occurred_on, event.c.occurred_on_precision)
        .join(participant, participant.c.participant_id == place.c.id)
        .join(event, event.c.id == participant.c.change_event_id)
        .where(event.c.kind == ChangeEventKind.RENAME, event.c.occurred_on.is_not(None))
        .order_by(participant.c.id)
    )
    concerned = dict.fromkeys(tuple(row) for row in connection.execute(query))
    names = _names(connection) if concerned else {}
    return [
        Renaming(number, occurred, *_sides(names[number], occurred))
        for number, day, precision in concerned
        if (occurred := span(day, precision))
    ]


def _names(connection: Connection) -> dict[int, list[Row[Any]]]:
    """All names of places."""
    name, place = table_of(db.Name), table_of(db.Territory)
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(select(name).join(place, place.c.id == name.c.subject_id).order_by(name.c.id)):
        found[row.subject_id].append(row)
    return found


def _sides(names: list[Row[Any]], occurred: Span) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names that a renaming ended, and those that began with it; without those that are on both sides."""
    ends = [row.valid_to for row in names if row.valid_to and row.valid_to <= occurred.last]
    begins = [row.valid_from for row in names if row.valid_from and row.valid_from >= occurred.first]
    before = dict.fromkeys(row.text for row in names if ends and row.valid_to == max(ends))
    after = dict.fromkeys(row.text for row in names if begins and row.valid_from == min(begins))
    return tuple(text for text in before if text not in after), tuple(text for text in after if text not in before)
