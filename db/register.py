"""What the database knows of the records that an import brings, refers to or no longer has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Select, delete, exists, select, tuple_, update

from db.node import Node, Part, RecordKey, models, records
from db.numbers import Entered, add_nodes, chunks, name_of, stored
from db.table import Table, table_of

NODE = table_of(Node)


class Holder(NamedTuple):
    """A record of another data set that refers to one of ours."""

    held: RecordKey
    holder: RecordKey
    dataset: str


class Register:
    """The numbers of one data set's records, and of others' records that it refers to.

    Records that imports compute are neither: they come and go with what they are computed from.
    """

    def __init__(self, connection: Connection, dataset: str) -> None:
        self.connection = connection
        self.dataset = dataset
        self.own: dict[RecordKey, int] = {}
        self._others: dict[RecordKey, int] = {}
        self._names: dict[int, RecordKey] = {}
        self._alone = not connection.scalar(select(exists().where(NODE.c.dataset != dataset)))
        self._read_own()

    def find(self, keys: Iterable[RecordKey]) -> dict[RecordKey, int]:
        """The numbers of those of the records that are ours, or that `others` has found."""
        known = ((key, self._known(key)) for key in keys)
        return {key: number for key, number in known if number is not None}

    def is_foreign(self, key: RecordKey) -> bool:
        """Whether `others` has found that the record is another data set's."""
        return key in self._others

    def name(self, number: int) -> RecordKey:
        """The record that has a number."""
        if number not in self._names:
            self._names[number] = name_of(self.connection, number)
        return self._names[number]

    def others(self, keys: Iterable[RecordKey]) -> dict[RecordKey, str]:
        """Those of the records that another data set holds, and which."""
        found: dict[RecordKey, str] = {}
        for key, number, dataset, computed in () if self._alone else stored(self.connection, keys):
            if dataset != self.dataset and not computed:
                found[key] = dataset
                self._others[key] = number
        return found

    def computed(self, keys: Iterable[RecordKey]) -> Iterator[RecordKey]:
        """Those of the records that an import computed."""
        return (key for key, _, _, computed in stored(self.connection, keys) if computed)

    def taken(
        self, model: type[Table], columns: tuple[str, ...], keys: Iterable[tuple[object, ...]]
    ) -> dict[tuple[object, ...], tuple[RecordKey, str]]:
        """Those of the unique keys that a record of another data set has: which record, and whose."""
        wanted: dict[tuple[object, ...], tuple[object, ...]] = {}
        for key in () if self._alone else keys:
            numbered = tuple(self._known(value) if isinstance(value, RecordKey) else value for value in key)
            if None not in numbered:
                wanted[numbered] = key
        table = table_of(model)
        compared = [table.c[name] for name in columns]
        found = {}
        for chunk in chunks(wanted):
            query = _with_node(model, *compared).where(tuple_(*compared).in_(chunk), NODE.c.dataset != self.dataset)
            for type_, slug, dataset, *values in self.connection.execute(query):
                found[wanted[tuple(values)]] = (RecordKey(type_, slug), dataset)
        return found

    def holders(self, keys: Collection[RecordKey]) -> Iterator[Holder]:
        """Who in other data sets refers to these records of ours."""
        if self._alone:
            return
        numbers = {self.own[key]: key for key in keys}
        for model, column in _references():
            for chunk in chunks(numbers):
                query = _with_node(model, column).where(
                    column.in_(chunk), NODE.c.dataset != self.dataset, ~NODE.c.computed
                )
                for type_, slug, dataset, number in self.connection.execute(query):
                    yield Holder(numbers[number], RecordKey(type_, slug), dataset)

    def settle(self, wanted: Collection[RecordKey]) -> set[RecordKey]:
        """The records of ours that are no longer wanted; inline ones that others use become theirs."""
        inline = {name for name, model in records().items() if model.inline}
        gone = self.own.keys() - set(wanted)
        for held, _, dataset in list(self.holders({key for key in gone if key.type in inline})):
            if held in gone:
                self.connection.execute(update(NODE).where(NODE.c.id == self.own[held]).values(dataset=dataset))
                self._others[held] = self.own.pop(held)
                gone.remove(held)
        return gone

    def enter(self, keys: Collection[RecordKey]) -> Entered:
        """Give numbers to the records that have none."""
        known = self.own.keys() & set(keys)
        new = add_nodes(self.connection, self.dataset, [key for key in keys if key not in known])
        self.own |= new
        self._names.update((number, key) for key, number in new.items())
        return Entered({key: self.own[key] for key in keys}, known, {})

    def strike(self, keys: Iterable[RecordKey]) -> None:
        """Take records of ours off the register."""
        for chunk in chunks(self.own[key] for key in keys):
            self.connection.execute(delete(NODE).where(NODE.c.id.in_(chunk)))

    def _read_own(self) -> None:
        own = (NODE.c.dataset == self.dataset, ~NODE.c.computed)
        query = select(NODE.c.type, NODE.c.slug, NODE.c.id).where(*own)
        self.own = {RecordKey(kind, slug): number for kind, slug, number in self.connection.execute(query)}
        self._names.update((number, key) for key, number in self.own.items())

    def _known(self, key: RecordKey) -> int | None:
        return self.own.get(key, self._others.get(key))


def _references() -> Iterator[tuple[type[Table], Column[Any]]]:
    """Every column that refers to a record, except to the row's own."""
    for model in models():
        own = model.owner if issubclass(model, Part) else "id"
        for column in table_of(model).columns:
            if column.name != own and any(foreign.column.name == "id" for foreign in column.foreign_keys):
                yield model, column


def _with_node(model: type[Table], *columns: Column[Any]) -> Select[Any]:
    """Type, slug and data set of the record that each row is or belongs to, then the columns."""
    table = table_of(model)
    own = table.c[model.owner] if issubclass(model, Part) else table.c.id
    return select(NODE.c.type, NODE.c.slug, NODE.c.dataset, *columns).select_from(table).join(NODE, NODE.c.id == own)
