"""The one way in which rows are written: a data set is made equal to what an import brings.

Rows that differ are taken out and put back under the same number, all in one transaction; the values that
they had go to the change log.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Connection, bindparam, delete, func, insert, select, update

from db.node import Part, Record, models
from db.register import NODE, RecordKey, Register
from db.revision import Change, ChangeKind, Dataset, Revision
from db.table import Table, table_of
from db.writer import defer_references

Values = dict[str, Any]

REVISION = table_of(Revision)
DATASET = table_of(Dataset)


@dataclass
class Row:
    """One row as an import brings it: values by column, RecordKeys in place of numbers; the rest is by default."""

    model: type[Table]
    values: Values
    parts: Sequence[Row] = ()

    @property
    def key(self) -> RecordKey:
        return RecordKey(self.model.__name__, self.values["slug"])


@dataclass
class Written:
    """What an import did: how many rows it wrote or took out, and what it replaced."""

    rows: int = 0
    changes: list[Values] = field(default_factory=list)


def last_digest(connection: Connection, dataset: str) -> str | None:
    """The digest of what the data set was last loaded from."""
    query = select(REVISION.c.digest).where(REVISION.c.dataset == dataset).order_by(REVISION.c.number.desc())
    return connection.scalar(query.limit(1))


def write(register: Register, dataset: Dataset, rows: Sequence[Row], gone: set[RecordKey]) -> Written:
    """Make the data set equal to `rows`; `gone` are its records that are not among them.

    References must have been checked: what is wrong with them would show only when the transaction ends.
    """
    defer_references(register.connection)
    log = ChangeLog(register)
    written = Written(_write_dataset(register.connection, dataset, log))
    register.enter(row.key for row in rows)
    by_model: dict[type[Table], list[Row]] = defaultdict(list)
    for row in rows:
        by_model[row.model].append(row)
        for part in row.parts:
            by_model[part.model].append(part)
    for model in models():
        written.rows += _write_table(register, Layout(model), by_model[model], log)
    written.changes = log.changes(gone)
    register.strike(gone)
    return written


def record_revision(connection: Connection, dataset: str, digest: str, changes: Sequence[Values]) -> Revision:
    """Note what was loaded, and what it replaced."""
    number = (connection.scalar(select(func.max(REVISION.c.number))) or 0) + 1
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    revision = Revision(number=number, dataset=dataset, digest=digest, imported_at=now)
    connection.execute(insert(REVISION).values(revision.model_dump()))
    latest = {"revision": number, "imported_at": f"{now.isoformat()}Z"}
    connection.execute(update(DATASET).where(DATASET.c.name == dataset).values(latest))
    if changes:
        connection.execute(insert(table_of(Change)), [{"revision": number, **change} for change in changes])
    return revision


class Layout:
    """The columns of a table by what an import does with them."""

    def __init__(self, model: type[Table]) -> None:
        self.model = model
        self.table = table_of(model)
        self.owner = model.owner if issubclass(model, Part) else "id"  # the column that says whose row it is
        self.numbered = model.numbered if issubclass(model, Record) else ""
        stored = [column for column in self.table.columns if column.computed is None]
        self.derived = [column for column in stored if column.name in model.derived]
        self.written = [
            column
            for column in stored
            if column.name == self.owner or not (column.primary_key or column.name in model.derived)
        ]
        self.facts = [column for column in self.written if column.name not in {self.owner, self.numbered}]

    def fill(self, register: Register, row: Row) -> Values:
        """All columns that an import writes, with numbers for references."""
        values = row.values if self.owner != "id" else {**row.values, "id": row.key}
        filled = {}
        for column in self.written:
            value = values.get(column.name, _default(column))
            filled[column.name] = register.number(value) if isinstance(value, RecordKey) else value
        return filled

    def derive(self, values: Values, stored: Sequence[Values]) -> Values:
        """The derived columns as they stand; of a new record, until they are derived, the slug where one is needed."""
        if stored:
            return {column.name: stored[0][column.name] for column in self.derived}
        return {
            column.name: _default(column) if column.nullable or column.default else values["slug"]
            for column in self.derived
        }

    def alike(self, some: Sequence[Values], others: Sequence[Values]) -> bool:
        """Whether an import would write the same rows, in the same order."""
        return self._told(some) == self._told(others)

    def readable(self, register: Register, values: Values) -> Values:
        """What is known of a row, references by slug."""
        return {column.name: _readable(register, column, values[column.name]) for column in self.facts}

    def _told(self, rows: Sequence[Values]) -> list[list[object]]:
        return [[row[column.name] for column in self.written] for row in rows]


class ChangeLog:
    """What an import replaces, gathered by record."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._before: dict[RecordKey, Values] = defaultdict(dict)
        self._after: dict[RecordKey, Values] = defaultdict(dict)
        self._known = set(register.own.values())  # what is new replaces nothing

    def note_rows(self, layout: Layout, owner: int, old: Sequence[Values], new: Sequence[Values]) -> None:
        """Keep what differs between the rows of one record in one table."""
        if owner not in self._known:
            return
        before, after = ([layout.readable(self._register, row) for row in rows] for rows in (old, new))
        if issubclass(layout.model, Part):
            before, after = [{layout.model.listed_as: before}], [{layout.model.listed_as: after}]
        self.note(self._register.name(owner), before[0] if before else {}, after[0] if after else {})

    def note(self, record: RecordKey, before: Values, after: Values) -> None:
        """Keep what differs between two states of a record."""
        for name in before.keys() | after.keys():
            if before.get(name) != after.get(name):
                self._before[record][name] = before.get(name)
                self._after[record][name] = after.get(name)

    def changes(self, gone: set[RecordKey]) -> list[Values]:
        """The rows of the change log, without their revision."""
        return [
            {
                "kind": ChangeKind.REMOVED if record in gone else ChangeKind.CHANGED,
                "type": record.type,
                "slug": record.slug,
                "before": _json(self._before[record]),
                "after": None if record in gone else _json(self._after[record]),
            }
            for record in sorted(self._before)
        ]


def _write_dataset(connection: Connection, dataset: Dataset, log: ChangeLog) -> int:
    new = dataset.model_dump(exclude=set(Dataset.derived))
    columns = [DATASET.c[name] for name in new]
    old = connection.execute(select(*columns).where(DATASET.c.name == dataset.name)).mappings().first()
    if old is None:
        connection.execute(insert(DATASET).values(dataset.model_dump()))
    elif dict(old) != new:
        connection.execute(update(DATASET).where(DATASET.c.name == dataset.name).values(new))
        log.note(RecordKey("Dataset", dataset.name), dict(old), new)
    else:
        return 0
    return 1


def _write_table(register: Register, layout: Layout, rows: Sequence[Row], log: ChangeLog) -> int:
    """Bring one table up to date; returns how many records' rows were written or taken out."""
    stored = _stored(register, layout)
    wanted = _wanted(register, layout, rows)
    owners = [
        owner
        for owner in dict.fromkeys([*stored, *wanted])
        if not layout.alike(stored.get(owner, ()), wanted.get(owner, ()))
    ]
    for owner in owners:
        log.note_rows(layout, owner, stored.get(owner, ()), wanted.get(owner, ()))
    stale = [{"stale": owner} for owner in owners if owner in stored]
    if stale:
        of_owner = layout.table.c[layout.owner] == bindparam("stale")
        register.connection.execute(delete(layout.table).where(of_owner), stale)
    fresh = [
        values | layout.derive(values, stored.get(owner, ())) for owner in owners for values in wanted.get(owner, ())
    ]
    if fresh:
        register.connection.execute(insert(layout.table), fresh)
    return len(owners)


def _stored(register: Register, layout: Layout) -> dict[int, list[Values]]:
    owner = layout.table.c[layout.owner]
    query = (
        select(*layout.written, *layout.derived)
        .join(NODE, NODE.c.id == owner)
        .where(NODE.c.dataset == register.dataset, ~NODE.c.computed)
        .order_by(layout.table.c.id)
    )
    found: dict[int, list[Values]] = defaultdict(list)
    for row in register.connection.execute(query).mappings():
        found[row[layout.owner]].append(dict(row))
    return found


def _wanted(register: Register, layout: Layout, rows: Sequence[Row]) -> dict[int, list[Values]]:
    wanted: dict[int, list[Values]] = defaultdict(list)
    for place, row in enumerate(rows, 1):
        values = layout.fill(register, row)
        if layout.numbered:
            values[layout.numbered] = place
        wanted[values[layout.owner]].append(values)
    return wanted


def _default(column: Column[Any]) -> object:
    return getattr(column.default, "arg", None)


def _readable(register: Register, column: Column[Any], value: Any) -> object:
    if isinstance(value, date):
        return value.isoformat()
    for foreign in column.foreign_keys:
        if value is not None and foreign.column.name == "id":
            record = register.name(value)
            return str(record) if foreign.column.table is NODE else record.slug
    return value


def _json(values: Values) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
