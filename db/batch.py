"""Rows of one table on their way into it: column by column, as they are checked, resolved and written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cache
from itertools import islice, repeat
from typing import Any, NamedTuple

from sqlalchemy import Column, Date, Enum

from db.check import Misfit, Wrong, check_of
from db.layout import Layout, Row, Values, layout_of
from db.node import Record, RecordKey
from db.table import Table

MOST = 100  # problems that are told at once
STRANGE = Wrong("is not a column that an import writes", "take it away")
TWICE = Wrong("comes twice", "bring all that is known of a record together")
NONE = object()  # what stands where a row does not tell a column
PLAIN = frozenset({str, type(None)})


class RowProblem(NamedTuple):
    """What is wrong with a row, and what would be right."""

    row: Row
    column: str
    value: object
    wrong: Wrong


class RowsRefusedError(Exception):
    """Rows that do not fit their tables, or each other, or what is stored: the first so many."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        super().__init__("; ".join(f"{each.column} {each.value!r} {each.wrong.wrong}" for each in problems))
        self.problems = problems


class Batch:
    """Rows of one table, column by column."""

    def __init__(self, layout: Layout, rows: Sequence[Row]) -> None:
        self.layout = layout
        self.rows = rows
        given = _columns([row.values for row in rows])
        self._strange = given.keys() - {column.name for column in layout.given} - {layout.numbered}
        self.columns: dict[str, Sequence[Any]] = {}
        for column in layout.given:
            default = layout.defaults[column.name]
            if column.name in given:
                self.columns[column.name] = _filled(given[column.name], default)
            elif default is not None or column.name in layout.required:
                self.columns[column.name] = [default] * len(rows)
        self._referring = [column.name for column in layout.given if column.name in self.columns and _refers(column)]
        self._numbers: dict[str, list[int | None]] = {}

    def only(self, chosen: Callable[[Row], bool]) -> Batch:
        """Some of the rows, with the numbers that were found for them."""
        places = [place for place, row in enumerate(self.rows) if chosen(row)]
        batch = copy(self)
        batch.rows = [self.rows[place] for place in places]
        batch.columns = {name: [values[place] for place in places] for name, values in self.columns.items()}
        batch._numbers = {name: [found[place] for place in places] for name, found in self._numbers.items()}
        return batch

    @property
    def keys(self) -> list[RecordKey]:
        """The keys of the records; none of parts."""
        if not issubclass(self.layout.model, Record):
            return []
        return [*map(RecordKey, repeat(self.layout.model.__name__), self.columns["slug"])]

    def number(self, first: int) -> None:
        """Say which place the records have in their data set, the first of them `first`."""
        self.columns[self.layout.numbered] = range(first, first + len(self.rows))
        for place, row in enumerate(self.rows, first):
            row.values[self.layout.numbered] = place

    def problems(self) -> Iterator[RowProblem]:
        """Whatever does not fit the table's declaration."""
        for name in self._strange:
            row = next(row for row in self.rows if name in row.values)
            yield RowProblem(row, name, row.values[name], STRANGE)
        for each in check_of(self.layout.model).misfits(self.columns, self.layout.required):
            yield self._problem(each)
        if issubclass(self.layout.model, Record) and len(set(self.columns["slug"])) < len(self.rows):
            times = Counter(self.columns["slug"])
            twice = [row for row, slug in zip(self.rows, self.columns["slug"], strict=True) if times[slug] > 1]
            yield from (RowProblem(row, "slug", row.values.get("slug"), TWICE) for row in twice)

    def references(self) -> Iterator[RecordKey]:
        """The records that the rows refer to, some of them often."""
        return (key for name in self._referring for key in self.columns[name] if key is not None)

    def resolve(self, numbers: Mapping[RecordKey, int]) -> Iterator[RowProblem]:
        """Find the numbers of what the rows refer to; tells of references to what is not there."""
        for name in self._referring:
            keys = self.columns[name]
            found = self._numbers[name] = [*map(numbers.get, keys)]
            if found.count(None) > keys.count(None):
                for row, key in enumerate(keys):
                    if key is not None and found[row] is None:
                        wrong = Wrong(f"is no {key.type} that is known", "add it, or correct this")
                        yield self._problem(Misfit(row, name, key.slug, wrong))

    def stored(self, numbers: Mapping[RecordKey, int]) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """The columns of new rows, and the rows as they are written; to be asked for when all is resolved."""
        found: dict[str, Iterable[Any]] = {}
        for name, values in self.columns.items():
            found[name] = self._numbers.get(name) or _plain(self.layout.table.c[name], values)
        if keys := self.keys:
            found["id"] = map(numbers.__getitem__, keys)
        for column in self.layout.derived:
            default = self.layout.defaults[column.name]
            if column.name in self.layout.slugs:
                found[column.name] = self.columns["slug"]
            elif default is not None:
                found[column.name] = repeat(str(default), len(self.rows))
        return list(found), zip(*found.values(), strict=True)

    def _problem(self, misfit: Misfit) -> RowProblem:
        return RowProblem(self.rows[misfit.row], misfit.column, misfit.value, misfit.wrong)


def gathered(rows: Iterable[Row]) -> dict[type[Table], Batch]:
    """Rows and their parts by table, checked. Raises RowsRefusedError."""
    tables: dict[type[Table], list[Row]] = defaultdict(list)
    for row in rows:
        tables[row.model].append(row)
        for part in row.parts:
            tables[part.model].append(part)
    batches = {model: Batch(layout_of(model), some) for model, some in tables.items()}
    refuse(problem for batch in batches.values() for problem in batch.problems())
    return batches


def refuse(problems: Iterable[RowProblem]) -> None:
    """Raise RowsRefusedError if there are any."""
    if found := list(islice(problems, MOST)):
        raise RowsRefusedError(found)


def _columns(rows: Sequence[Values]) -> dict[str, Sequence[Any]]:
    """The values of rows by column; where a row has none, NONE stands."""
    shapes = set(map(tuple, rows))
    if len(shapes) == 1:  # rows that one place of a program makes are alike
        return dict(zip(shapes.pop(), zip(*map(Values.values, rows), strict=True), strict=True))
    names = {name: None for shape in shapes for name in shape}
    return {name: [row.get(name, NONE) for row in rows] for name in names}


def _filled(values: Sequence[Any], default: Any) -> Sequence[Any]:
    return [default if value is NONE else value for value in values] if NONE in values else values


@cache
def _refers(column: Column[Any]) -> bool:
    return any(foreign.column.name == "id" for foreign in column.foreign_keys)


def _plain(column: Column[Any], values: Sequence[Any]) -> Sequence[Any]:
    """Values as a database takes them without a look at the column."""
    if isinstance(column.type, Date):
        return [value and value.isoformat() for value in values]
    if isinstance(column.type, Enum) and not PLAIN.issuperset(map(type, values)):
        return [value and str(value) for value in values]
    return values
