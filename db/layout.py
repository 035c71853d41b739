"""Rows as an import brings them, and the columns of their tables by what an import does with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column

from db.node import Part, Record, RecordKey
from db.table import Table, table_of

Values = dict[str, Any]


@dataclass(slots=True)
class Row:
    """One row as an import brings it: values by column, RecordKeys in place of numbers; the rest is by default."""

    model: type[Table]
    values: Values
    parts: Sequence[Row] = ()

    @property
    def key(self) -> RecordKey:
        return RecordKey(self.model.__name__, self.values["slug"])


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
        self.given = [column for column in self.written if column.name not in {"id", self.numbered}]
        self.defaults = {column.name: _default(column) for column in (*self.given, *self.derived)}
        self.required = {
            column.name for column in self.given if not column.nullable and self.defaults[column.name] is None
        }
        self.slugs = [  # derived columns of a new record that hold its slug until they are derived
            column.name for column in self.derived if not column.nullable and self.defaults[column.name] is None
        ]

    def fill(self, row: Row, numbers: Mapping[RecordKey, int]) -> Values:
        """All columns that an import writes, with numbers for references."""
        values = row.values if self.owner != "id" else {**row.values, "id": row.key}
        filled = {}
        for column in self.written:
            value = values.get(column.name, self.defaults.get(column.name))
            filled[column.name] = numbers[value] if isinstance(value, RecordKey) else value
        return filled

    def derive(self, values: Values, stored: Sequence[Values]) -> Values:
        """The derived columns as they stand; of a new record, until they are derived, the slug where one is needed."""
        if stored:
            return {column.name: stored[0][column.name] for column in self.derived}
        return {
            column.name: values["slug"] if column.name in self.slugs else self.defaults[column.name]
            for column in self.derived
        }

    def alike(self, some: Sequence[Values], others: Sequence[Values]) -> bool:
        """Whether an import would write the same rows, in the same order."""
        return self._told(some) == self._told(others)

    def _told(self, rows: Sequence[Values]) -> list[list[object]]:
        return [[row[column.name] for column in self.written] for row in rows]


@cache
def layout_of(model: type[Table]) -> Layout:
    """The layout of a table."""
    return Layout(model)


def _default(column: Column[Any]) -> Any:
    return getattr(column.default, "arg", None)
