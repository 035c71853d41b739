"""What a body or place is called where nobody asks for a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, false, func, select

from analysis.derived import store_columns
from db.name import Name
from db.node import Node
from db.organization import Organization
from db.revision import Dataset
from db.table import table_of
from db.territory import Territory


class DatedName(NamedTuple):
    """One name of a body or place; `preference` is smaller for what is closer to an official name."""

    text: str
    preference: int
    valid_from: date | None
    id: int
    valid_to: date | None = None
    foreign: bool = False  # in another language than the data set's own


def current_name(names: Iterable[DatedName], fallback: str) -> str:
    """The latest of the names of the best kind in the data set's language, the first written of several at once."""
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
    name, node, dataset = (table_of(model) for model in (Name, Node, Dataset))
    foreign = func.coalesce(name.c.language != dataset.c.language, false())
    names: dict[int, list[DatedName]] = defaultdict(list)
    query = (
        select(
            *(name.c[each] for each in ("subject_id", "text", "preference", "valid_from", "id", "valid_to")), foreign
        )
        .join(node, node.c.id == name.c.subject_id)
        .join(dataset, dataset.c.name == node.c.dataset, isouter=True)
    )
    for subject, *values in connection.execute(query):
        names[subject].append(DatedName(*values))
    return names


def _rank_on(name: DatedName, day: date) -> tuple[bool, int, bool, date, int]:
    start = name.valid_from or date.min
    return name.foreign, name.preference, start > day, start, name.id


def _rank(name: DatedName) -> tuple[bool, int, int, int]:
    return name.foreign, name.preference, -(name.valid_from or date.min).toordinal(), name.id
