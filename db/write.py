"""The one way in which rows are written: checked, given numbers, and set against what is stored.

Rows of new records are added by the thousand. Rows of a record that is there already are compared with those that it
has: if they differ they are taken out and put back under the same number, and the values that they had go to the
change log. All happens in one transaction, in one batch or in many: memory holds one batch.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from textwrap import shorten
from typing import NamedTuple, Protocol

from sqlalchemy import Connection, bindparam, delete, func, insert, literal, select, update

from db.batch import TWICE, Batch, RowProblem, RowsRefusedError, gathered, refuse
from db.bulk import RowRefusedError, add_rows, indexes_later
from db.change_log import ChangeLog
from db.check import Wrong
from db.layout import Layout, Row, Values, layout_of
from db.node import Node, Part, RecordKey, models, owners, records
from db.numbers import Entered, KeyTakenError, chunks, last_number
from db.register import Register
from db.revision import Change, ChangeKind, Dataset, Revision
from db.table import Table, table_of
from db.writer import defer_references

REVISION = table_of(Revision)
DATASET = table_of(Dataset)
CHANGE = table_of(Change)
NODE = table_of(Node)
LONGEST_ORIGIN = 500  # letters


class Known(Protocol):
    """What the database knows of records: all of a data set (`Register`), or one by one (`Numbers`)."""

    connection: Connection
    dataset: str

    def find(self, keys: Iterable[RecordKey]) -> dict[RecordKey, int]:
        """The numbers of those of the records that are there."""

    def enter(self, keys: Collection[RecordKey]) -> Entered:
        """Give numbers to the records that have none."""

    def name(self, number: int) -> RecordKey:
        """The record that has a number."""


class Origin(NamedTuple):
    """Where what is loaded comes from."""

    digest: str  # sha256 of what was loaded
    loaded: str  # the command, and the names of what it was given


@dataclass
class Written:
    """What an import did: how many rows it wrote or took out, what it replaced, and which records are new."""

    rows: int = 0
    changes: list[Values] = field(default_factory=list)
    new_after: int | None = None  # records with higher numbers are new; none, if none is


def last_digest(connection: Connection, dataset: str) -> str | None:
    """The digest of what the data set was last loaded from."""
    query = select(REVISION.c.digest).where(REVISION.c.dataset == dataset).order_by(REVISION.c.number.desc())
    return connection.scalar(query.limit(1))


def write(register: Register, dataset: Dataset, rows: Sequence[Row], gone: set[RecordKey]) -> Written:
    """Make the data set equal to `rows`; `gone` are its records that are not among them. Raises RowsRefusedError."""
    writer = Writer(register, dataset)
    writer.put(gathered(rows), {key: register.own[key] for key in gone})
    register.strike(gone)
    return writer.written(gone)


def record_revision(connection: Connection, dataset: str, origin: Origin, written: Written) -> Revision:
    """Note what was loaded, and what became of the records."""
    number = (connection.scalar(select(func.max(REVISION.c.number))) or 0) + 1
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    with indexes_later(connection, CHANGE.name):
        _log(connection, number, written)
    last = connection.scalar(select(func.max(CHANGE.c.id))) or 0
    loaded = shorten(origin.loaded, LONGEST_ORIGIN, placeholder=" ...")
    revision = Revision(
        number=number, dataset=dataset, digest=origin.digest, imported_at=now, loaded=loaded, last_change=last
    )
    connection.execute(insert(REVISION).values(revision.model_dump()))
    latest = {"revision": number, "imported_at": f"{now.isoformat()}Z"}
    connection.execute(update(DATASET).where(DATASET.c.name == dataset).values(latest))
    return revision


def _log(connection: Connection, number: int, written: Written) -> None:
    """Add to the change log; the new records, of which there may be millions, by one statement."""
    if written.changes:
        connection.execute(insert(CHANGE), [{"revision": number, **change} for change in written.changes])
    if written.new_after is not None:
        kind = literal(ChangeKind.ADDED, CHANGE.c.kind.type)
        new = select(literal(number), kind, NODE.c.type, NODE.c.slug)
        new = new.where(NODE.c.id > written.new_after, ~NODE.c.computed).order_by(NODE.c.id)
        connection.execute(insert(CHANGE).from_select(["revision", "kind", "type", "slug"], new))


class Writer:
    """Writes the rows of one data set, a batch at a time, in the transaction of an import."""

    def __init__(self, known: Known, dataset: Dataset) -> None:
        self._known = known
        self.dataset = known.dataset
        self._connection = known.connection
        self._log = ChangeLog(known.name)
        self._last = last_number(known.connection)
        self._placed: Counter[type[Table]] = Counter()
        defer_references(self._connection)
        self._written = _write_dataset(self._connection, dataset, self._log)

    def put(self, batches: Mapping[type[Table], Batch], gone: Mapping[RecordKey, int] | None = None) -> None:
        """Write rows, which may refer to each other and to all that is stored; those of `gone` records are taken out.

        Raises RowsRefusedError.
        """
        for model, batch in batches.items():
            if batch.layout.numbered:
                batch.number(self._placed[model] + 1)
                self._placed[model] += len(batch.rows)
        entered = self._enter(batches.values())
        numbers = entered.numbers | self._find(batches.values(), entered.numbers)
        refuse(problem for batch in batches.values() for problem in batch.resolve(numbers))
        there = {key: numbers[key] for key in entered.known} | dict(gone or {})
        for model in models():
            if there:
                old = [row for row in batches[model].rows if _owner(row) in there] if model in batches else []
                self._renew(layout_of(model), old, there, numbers)
            if model in batches:
                new = batches[model]
                if there or entered.others:
                    new = new.only(lambda row: _owner(row) not in there and _owner(row) not in entered.others)
                self._add(new, numbers)

    def written(self, gone: Collection[RecordKey] = ()) -> Written:
        """What was done in all."""
        return Written(self._written, self._log.changes(gone), self._last)

    def _enter(self, batches: Collection[Batch]) -> Entered:
        """Give numbers to new records; those of others are theirs, and only inline ones may come again."""
        keys = [key for batch in batches for key in batch.keys]
        try:
            entered = self._known.enter(keys)
        except KeyTakenError as error:
            raise RowsRefusedError([RowProblem(_row(batches, error.key), "slug", error.key.slug, TWICE)]) from error
        refuse(
            RowProblem(_row(batches, key), "slug", key.slug, _taken(dataset))
            for key, dataset in entered.others.items()
            if not (dataset and records()[key.type].inline)
        )
        return entered

    def _find(self, batches: Collection[Batch], known: Mapping[RecordKey, int]) -> dict[RecordKey, int]:
        """The numbers of what the rows refer to beyond themselves."""
        referred = {key for batch in batches for key in batch.references()}
        return self._known.find(referred.difference(known))

    def _add(self, batch: Batch, numbers: Mapping[RecordKey, int]) -> None:
        """Write the rows of new records."""
        columns, rows = batch.stored(numbers)
        try:
            add_rows(self._connection, batch.layout.table, columns, rows)
        except RowRefusedError as error:
            wrong = Wrong(f"is refused by the database: {error.cause}", "correct the row")
            raise RowsRefusedError([RowProblem(batch.rows[error.row], "", "", wrong)]) from error
        self._written += len(batch.rows)

    def _renew(
        self, layout: Layout, rows: Sequence[Row], stale: Mapping[RecordKey, int], numbers: Mapping[RecordKey, int]
    ) -> None:
        """Make the rows of records that are there equal to what comes, and count the records that changed."""
        stored = self._stored(layout, [number for key, number in stale.items() if key.type in _types(layout.model)])
        wanted: dict[int, list[Values]] = defaultdict(list)
        for row in rows:
            values = layout.fill(row, numbers)
            wanted[values[layout.owner]].append(values)
        changed = [
            owner
            for owner in dict.fromkeys([*stored, *wanted])
            if not layout.alike(stored.get(owner, ()), wanted.get(owner, ()))
        ]
        for owner in changed:
            self._log.note_rows(layout, owner, stored.get(owner, ()), wanted.get(owner, ()))
        if out := [{"stale": owner} for owner in changed if owner in stored]:
            of_owner = layout.table.c[layout.owner] == bindparam("stale")
            self._connection.execute(delete(layout.table).where(of_owner), out)
        put_back = [
            values | layout.derive(values, stored.get(owner, ()))
            for owner in changed
            for values in wanted.get(owner, ())
        ]
        if put_back:
            self._connection.execute(insert(layout.table), put_back)
        self._written += len(changed)

    def _stored(self, layout: Layout, owners: Sequence[int]) -> dict[int, list[Values]]:
        found: dict[int, list[Values]] = defaultdict(list)
        column = layout.table.c[layout.owner]
        for chunk in chunks(owners):
            query = select(*layout.written, *layout.derived).where(column.in_(chunk)).order_by(layout.table.c.id)
            for row in self._connection.execute(query).mappings():
                found[row[layout.owner]].append(dict(row))
        return found


def _write_dataset(connection: Connection, dataset: Dataset, log: ChangeLog) -> int:
    new = dataset.model_dump(exclude=set(Dataset.derived))
    columns = [DATASET.c[name] for name in new]
    old = connection.execute(select(*columns).where(DATASET.c.name == dataset.name)).mappings().first()
    if old is None:
        connection.execute(insert(DATASET).values(dataset.model_dump()))
        log.note_new(RecordKey("Dataset", dataset.name))
    elif dict(old) != new:
        connection.execute(update(DATASET).where(DATASET.c.name == dataset.name).values(new))
        log.note(RecordKey("Dataset", dataset.name), dict(old), new)
    else:
        return 0
    return 1


def _owner(row: Row) -> RecordKey:
    """The record that a row is or belongs to."""
    owner: RecordKey = row.values[row.model.owner] if issubclass(row.model, Part) else row.key
    return owner


def _row(batches: Iterable[Batch], key: RecordKey) -> Row:
    """The row of a record."""
    return next(batch.rows[batch.keys.index(key)] for batch in batches if key in batch.keys)


def _types(model: type[Table]) -> Collection[str]:
    return owners(model) if issubclass(model, Part) else (model.__name__,)


def _taken(dataset: str) -> Wrong:
    whose = f"a record of the data set {dataset!r} already" if dataset else "a key that an import computes itself"
    return Wrong(f"is {whose}", "give this one another, or take it away")
