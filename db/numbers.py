"""The numbers of the records that a stream of rows brings or refers to, in memory that does not grow with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection, func, select

from db.bulk import RowRefusedError, add_rows
from db.node import Node, RecordKey
from db.table import table_of

CHUNK = 500  # values in one statement
REMEMBERED = 100_000  # records that were met last, and as many before them
COLUMNS = ("id", "type", "slug", "computed", "dataset")
COUNTER = "SELECT setval(pg_get_serial_sequence('node', 'id'), %s)"
NODE = table_of(Node)

T = TypeVar("T")


class Entered(NamedTuple):
    """What became of records that were entered."""

    numbers: dict[RecordKey, int]
    known: Collection[RecordKey]  # ours, and there before
    others: dict[RecordKey, str]  # another data set's, and whose; "" for one that an import computes


class KeyTakenError(Exception):
    """A record comes twice in one stream."""

    def __init__(self, key: RecordKey) -> None:
        super().__init__(f"{key} comes twice.")
        self.key = key


class Numbers:
    """The numbers of a data set's records and of those that they refer to; what is forgotten, the database tells."""

    def __init__(self, connection: Connection, dataset: str) -> None:
        self.connection = connection
        self.dataset = dataset
        self._alone = not last_number(connection)  # then every key is new, or comes twice
        self._latest: dict[RecordKey, int] = {}
        self._before: dict[RecordKey, int] = {}

    def find(self, keys: Iterable[RecordKey]) -> dict[RecordKey, int]:
        """The numbers of those of the records that are there."""
        found, unknown = {}, []
        for key in keys:
            number = self._latest.get(key) or self._before.get(key)
            if number is None:
                unknown.append(key)
            else:
                found[key] = number
        found |= {key: number for key, number, _, _ in stored(self.connection, unknown)}
        self._remember(found)
        return found

    def enter(self, keys: Collection[RecordKey]) -> Entered:
        """Give numbers to the records that have none. Raises KeyTakenError."""
        numbers: dict[RecordKey, int] = {}
        others: dict[RecordKey, str] = {}
        for key, number, dataset, computed in () if self._alone else stored(self.connection, keys):
            numbers[key] = number
            if computed or dataset != self.dataset:
                others[key] = "" if computed else dataset
        known = numbers.keys() - others.keys()
        numbers |= add_nodes(self.connection, self.dataset, [key for key in keys if key not in numbers])
        self._remember(numbers)
        return Entered(numbers, known, others)

    def name(self, number: int) -> RecordKey:
        """The record that has a number."""
        return name_of(self.connection, number)

    def _remember(self, numbers: dict[RecordKey, int]) -> None:
        self._latest |= numbers
        if len(self._latest) > REMEMBERED:
            self._before, self._latest = self._latest, {}


def add_nodes(connection: Connection, dataset: str, keys: Collection[RecordKey]) -> dict[RecordKey, int]:
    """Enter records that are not there. Raises KeyTakenError for one that is, or comes twice."""
    last = last_number(connection)
    rows = [(number, *key, False, dataset) for number, key in enumerate(keys, last + 1)]
    try:
        add_rows(connection, NODE, COLUMNS, rows)
    except RowRefusedError as error:
        raise KeyTakenError(RecordKey(*rows[error.row][1:3])) from error
    if rows and connection.dialect.name == "postgresql":  # its counter does not see the numbers that we gave
        connection.exec_driver_sql(COUNTER, (last + len(rows),))
    return dict(zip(keys, range(last + 1, last + len(rows) + 1), strict=True))


def last_number(connection: Connection) -> int:
    """The highest number that is given."""
    return connection.scalar(select(func.max(NODE.c.id))) or 0


def stored(connection: Connection, keys: Iterable[RecordKey]) -> Iterator[tuple[RecordKey, int, str, bool]]:
    """Those of the records that are in the database: number, data set, and whether an import computes them."""
    slugs: dict[str, list[str]] = {}
    for key in keys:
        slugs.setdefault(key.type, []).append(key.slug)
    for kind, wanted in slugs.items():
        for chunk in chunks(wanted):
            query = select(NODE.c.slug, NODE.c.id, NODE.c.dataset, NODE.c.computed)
            for slug, *rest in connection.execute(query.where(NODE.c.type == kind, NODE.c.slug.in_(chunk))):
                yield (RecordKey(kind, slug), *rest)


def name_of(connection: Connection, number: int) -> RecordKey:
    """The record that has a number."""
    return RecordKey(*connection.execute(select(NODE.c.type, NODE.c.slug).where(NODE.c.id == number)).one())


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """As many of the values at once as one statement takes."""
    rest = iter(values)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
