"""What a body or place is called where nobody asks for a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from analysis.derived import store_columns
from db.name import Name
from db.organization import Organization
from db.table import table_of
from db.territory import Territory


class DatedName(NamedTuple):
    """One name of a body or place; `preference` is smaller for what is closer to an official name."""

    text: str
    preference: int
    valid_from: date | None
    id: int
    valid_to: date | None = None


def current_name(names: Iterable[DatedName], fallback: str) -> str:
    """The latest of the names of the best kind; the first written one if several began at once."""
    rank = min(names, key=_rank, default=None)
    return rank.text if rank else fallback


def name_on(names: Iterable[DatedName], day: date, fallback: str) -> str:
    """The name of the best kind that was in force on a day, or the first to come; after the end, the last."""
    names = list(names)
    lasting = [name for name in names if name.valid_to is None or name.valid_to > day]
    chosen = min(lasting, key=lambda name: _rank_on(name, day), default=None)
    return chosen.text if chosen else current_name(names, fallback)


def derive_current_names(connection: Connection) -> None:
    """Keep the names of organizations and territories equal to their dated names; without one it is the slug."""
    names = dated_names(connection)
    for table in (table_of(Organization), table_of(Territory)):
        wanted = {
            number: (current_name(names[number], slug),)
            for number, slug in connection.execute(select(table.c.id, table.c.slug))
        }
        store_columns(connection, table, ("name",), wanted)


def dated_names(connection: Connection) -> dict[int, list[DatedName]]:
    """All names of a database, by whose they are."""
    name = table_of(Name).c
    names: dict[int, list[DatedName]] = defaultdict(list)
    query = select(name.subject_id, name.text, name.preference, name.valid_from, name.id, name.valid_to)
    for subject, *values in connection.execute(query):
        names[subject].append(DatedName(*values))
    return names


def _rank_on(name: DatedName, day: date) -> tuple[int, bool, date, int]:
    start = name.valid_from or date.min
    return name.preference, start > day, start, name.id


def _rank(name: DatedName) -> tuple[int, int, int]:
    return name.preference, -(name.valid_from or date.min).toordinal(), name.id
