"""What must hold between the rows of one data set: keys, intervals, order in time, and no circles."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import islice, pairwise
from typing import Any, NamedTuple

from sqlalchemy import CheckConstraint, Column, UniqueConstraint

from analysis.succession import successions
from db.change_event import ChangeEventParticipant, ParticipantRole
from db.codes import Precision
from db.node import Part, Record
from db.register import RecordKey
from db.table import Table, table_of
from exchange.problems import MOST, Place, Problems
from exchange.records import PlacedRow

COMPARED = re.compile(r"(\w+) (<=|<>) (\w+)")  # a check of a table that compares two columns of a row
TWIN = re.compile(r"coalesce\((\w+), ")  # how a never-null twin is computed


class Edge(NamedTuple):
    """One record leads to another; the row that says so."""

    source: RecordKey
    target: RecordKey
    row: PlacedRow
    column: str

    @property
    def place(self) -> Place:
        return self.row.at(self.column)


class RowSet:
    """All rows of a data set: by table, and the records by key.

    Of the types in `unread` some records are not known: their file or their key cannot be read.
    """

    def __init__(self, rows: Sequence[PlacedRow], unread: Iterable[str] = ()) -> None:
        self.unread = set(unread)
        self.records: dict[RecordKey, PlacedRow] = {}
        self.by_model: dict[type[Table], list[PlacedRow]] = defaultdict(list)
        for row in rows:
            self.by_model[row.model].append(row)
            if "slug" in row.values:
                self.records.setdefault(row.key, row)
            else:
                self.unread.add(row.model.__name__)
            for part in row.parts:
                self.by_model[part.model].append(part)

    def references(self) -> Iterator[tuple[PlacedRow, str, RecordKey]]:
        """Every reference from a row to another record: row, column, record."""
        for model, rows in self.by_model.items():
            own = model.owner if issubclass(model, Part) else ""
            for row in rows:
                for column, value in row.values.items():
                    if isinstance(value, RecordKey) and column != own:
                        yield row, column, value


def check_set(rows: RowSet, problems: Problems) -> None:
    """Note what is wrong between the rows, without asking the database."""
    for model, some in rows.by_model.items():
        for columns in unique_keys(model):
            _check_unique(some, columns, problems)
        for start, end in _compared(model, "<="):
            _check_interval(some, start, end, problems)
        for one, other in _compared(model, "<>"):
            if (one, other) != model.acyclic:
                _check_different(some, one, other, problems)
        _check_disjoint(model, some, problems)
        for edges in _graphs(model, some):
            _check_circles(edges, problems)


def unique_keys(model: type[Table]) -> list[tuple[str, ...]]:
    """The columns that together occur once in a table, as far as files can get them wrong."""
    keys = [
        tuple(column.name for column in constraint.columns)
        for constraint in table_of(model).constraints
        if isinstance(constraint, UniqueConstraint)
    ]
    return sorted(key for key in keys if not (issubclass(model, Record) and _is_told_by_slug(model, key)))


def key_of(row: PlacedRow, columns: Sequence[str]) -> tuple[object, ...] | None:
    """A row's unique key; None if a part of it is unknown, save for parts, which have no other identity."""
    table = table_of(row.model)
    key = []
    for column in (table.c[name] for name in columns):
        value = row.values.get(written(column))
        if value is None and column.computed is not None:
            value = ""  # the never-null twin of a text
        if value is None and not (column.nullable and issubclass(row.model, Part)):
            return None
        key.append(value)
    return tuple(key)


def written(column: Column[Any]) -> str:
    """The column that files fill: that of which a never-null twin is made, or the column itself."""
    twin = TWIN.match(str(column.computed.sqltext)) if column.computed is not None else None
    return twin[1] if twin else column.name


def circles(edges: Iterable[Edge]) -> Iterator[list[Edge]]:
    """Ways that lead back to where they began, each record in one of them at most."""
    rows = {(edge.source, edge.target): edge for edge in edges}
    graph: dict[RecordKey, list[RecordKey]] = defaultdict(list)
    for source, target in rows:
        graph[source].append(target)
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            way = error.args[1]
            steps = [rows[source, target] for target, source in reversed(list(pairwise(way)))]
            first = min(range(len(steps)), key=lambda step: steps[step].place)
            yield steps[first:] + steps[:first]
            for record in way:
                graph.pop(record, None)
        else:
            return


def _check_unique(rows: Iterable[PlacedRow], columns: tuple[str, ...], problems: Problems) -> None:
    seen: dict[tuple[object, ...], PlacedRow] = {}
    for row in rows:
        key = key_of(row, columns)
        if key is None:
            continue
        first = seen.setdefault(key, row)
        if first is not row:
            named = [written(table_of(row.model).c[column]) for column in columns]
            wrong = f"has the same {_keys(named)} as {first.at(*named)}"
            problems.add(row.at(*named), _words(key), wrong, "take one away, or correct it")


def _check_interval(rows: Iterable[PlacedRow], start: str, end: str, problems: Problems) -> None:
    for row in rows:
        first, last = row.values.get(start), row.values.get(end)
        if first is not None and last is not None and first > last:
            wrong = f"of {end} is before {first} of {start}, in {row.places[start]}"
            problems.add(row.at(end), last, wrong, "correct one of them, or write both to the day")


def _check_different(rows: Iterable[PlacedRow], one: str, other: str, problems: Problems) -> None:
    for row in _with(rows, one, other):
        if row.values[one] == row.values[other]:
            problems.add(
                row.at(other), row.values[other].slug, "is the record itself", "refer to another, or take it away"
            )


def _check_disjoint(model: type[Table], rows: Iterable[PlacedRow], problems: Problems) -> None:
    groups: dict[tuple[object, ...], list[PlacedRow]] = defaultdict(list)
    for row in rows if model.disjoint else ():
        key = key_of(row, model.disjoint)
        if key and all(row.values.get(column) == value for column, value in model.disjoint_if.items()):
            groups[key].append(row)
    for key, some in groups.items():
        for one, other in pairwise(sorted(some, key=_starts)):
            if max(map(_surely_begun, (one, other))) < min(map(_ends, (one, other))):
                wrong = f"has two at one time, here and in {one.place}"
                problems.add(other.place, _words(key), wrong, "end one (valid_to) before the other begins (valid_from)")


def _graphs(model: type[Table], rows: Sequence[PlacedRow]) -> Iterator[list[Edge]]:
    """What must not run in circles: references within one table, links between two records, and successions."""
    table = table_of(model)
    for column in table.columns:
        if any(key.column.table is table for key in column.foreign_keys):
            yield [Edge(row.key, row.values[column.name], row, column.name) for row in _with(rows, "slug", column.name)]
    if model.acyclic:
        source, target = model.acyclic
        yield [Edge(row.values[source], row.values[target], row, target) for row in _with(rows, source, target)]
    if model is ChangeEventParticipant:
        yield list(_successions(rows))


def _successions(rows: Sequence[PlacedRow]) -> Iterator[Edge]:
    """Who came after whom because that one ended: a body that goes on may take back what was split from it."""
    events: dict[RecordKey, list[PlacedRow]] = defaultdict(list)
    for row in _with(rows, "change_event_id", "participant_id", "role"):
        events[row.values["change_event_id"]].append(row)
    for event in events.values():
        roles = {(row.values["role"], row.values["participant_id"]): row for row in event}
        resulting = {record for role, record in roles if role == ParticipantRole.RESULTING}
        ended = {record for role, record in roles if role == ParticipantRole.ORIGINAL} - resulting
        for before, after in successions(ended, resulting):
            yield Edge(before, after, roles[ParticipantRole.ORIGINAL, before], "participant_id")


def _check_circles(edges: Sequence[Edge], problems: Problems) -> None:
    for way in islice(_circles_in_time(edges), MOST):
        names = " > ".join(str(record) for record in (way[0].source, *(edge.target for edge in way)))
        places = ", ".join(str(edge.place) for edge in way)
        problems.add(way[0].place, names, f"runs in a circle (by {places})", "take one of these steps away")


def _circles_in_time(edges: Sequence[Edge]) -> Iterator[list[Edge]]:
    """Circles; where steps have times, only those of which all steps hold on one day."""
    if next(circles(edges), None) is None:
        return
    if "valid_from" not in table_of(edges[0].row.model).c:
        yield from circles(edges)
        return
    told = set()
    for day in sorted({_starts(edge.row) for edge in edges}):
        for way in circles(edge for edge in edges if _starts(edge.row) <= day < _ends(edge.row)):
            records = frozenset(edge.source for edge in way)
            if records not in told:
                told.add(records)
                yield way


def _starts(row: PlacedRow) -> date:
    first: date = row.values.get("valid_from") or date.min
    return first


def _ends(row: PlacedRow) -> date:
    last: date = row.values.get("valid_to") or date.max
    return last


def _surely_begun(row: PlacedRow) -> date:
    """The last day on which it may have begun."""
    first = _starts(row)
    if row.values.get("valid_from_precision") == Precision.YEAR:
        return first.replace(month=12, day=31)
    if row.values.get("valid_from_precision") == Precision.MONTH:
        return first.replace(day=monthrange(first.year, first.month)[1])
    return first


def _compared(model: type[Table], sign: str) -> Iterator[tuple[str, str]]:
    """Pairs of columns that a check of the table compares."""
    for constraint in table_of(model).constraints:
        found = COMPARED.fullmatch(str(constraint.sqltext)) if isinstance(constraint, CheckConstraint) else None
        if found and found[2] == sign:
            yield found[1], found[3]


def _is_told_by_slug(model: type[Record], key: tuple[str, ...]) -> bool:
    """Whether a key needs no look of its own: the slug is made of it, or the import numbers it."""
    made_of = re.findall(r"{(\w+)}", model.slug_from)
    return key == (model.numbered,) or sorted(column.removesuffix("_id") for column in key) == sorted(made_of)


def _with(rows: Iterable[PlacedRow], *columns: str) -> Iterator[PlacedRow]:
    return (row for row in rows if all(row.values.get(column) is not None for column in columns))


def _keys(columns: Sequence[str]) -> str:
    return ", ".join(column.removesuffix("_id") for column in columns)


def _words(key: Sequence[object]) -> str:
    return ", ".join(str(value) for value in key if value not in {None, ""})
