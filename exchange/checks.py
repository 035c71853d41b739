"""What must hold between the rows of one data set: keys, intervals and order in time."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from sqlalchemy import Column, UniqueConstraint

from db.check import check_of
from db.codes import Precision
from db.node import Part, Record
from db.table import Table, table_of
from exchange.circles import check_circles
from exchange.problems import Problems
from exchange.records import PlacedRow, RowSet, ends, having, starts

TWIN = re.compile(r"coalesce\((\w+), ")  # how a never-null twin is computed


def check_set(rows: RowSet, problems: Problems) -> None:
    """Note what is wrong between the rows, without asking the database."""
    for model, some in rows.by_model.items():
        for columns in unique_keys(model):
            _check_unique(some, columns, problems)
        for one, sign, other in check_of(model).compared:
            if sign == "<=":
                _check_interval(some, one, other, problems)
            elif (one, other) != model.acyclic:
                _check_different(some, one, other, problems)
        _check_disjoint(model, some, problems)
        check_circles(model, some, problems)


@cache
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


@cache
def written(column: Column[Any]) -> str:
    """The column that files fill: that of which a never-null twin is made, or the column itself."""
    twin = TWIN.match(str(column.computed.sqltext)) if column.computed is not None else None
    return twin[1] if twin else column.name


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
    for row in having(rows, one, other):
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
        for one, other in pairwise(sorted(some, key=starts)):
            if max(map(_surely_begun, (one, other))) < min(map(ends, (one, other))):
                wrong = f"has two at one time, here and in {one.place}"
                problems.add(other.place, _words(key), wrong, "end one (valid_to) before the other begins (valid_from)")


def _surely_begun(row: PlacedRow) -> date:
    """The last day on which it may have begun."""
    first = starts(row)
    if row.values.get("valid_from_precision") == Precision.YEAR:
        return first.replace(month=12, day=31)
    if row.values.get("valid_from_precision") == Precision.MONTH:
        return first.replace(day=monthrange(first.year, first.month)[1])
    return first


def _is_told_by_slug(model: type[Record], key: tuple[str, ...]) -> bool:
    """Whether a key needs no look of its own: the slug is made of it, or the import numbers it."""
    made_of = re.findall(r"{(\w+)}", model.slug_from)
    return key == (model.numbered,) or sorted(column.removesuffix("_id") for column in key) == sorted(made_of)


def _keys(columns: Sequence[str]) -> str:
    return ", ".join(column.removesuffix("_id") for column in columns)


def _words(key: Sequence[object]) -> str:
    return ", ".join(str(value) for value in key if value not in {None, ""})
