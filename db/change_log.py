"""What an import replaces, gathered by record."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column

from db.layout import Layout, Values
from db.node import Node, Part, RecordKey
from db.revision import ChangeKind
from db.table import table_of

Name = Callable[[int], RecordKey]


class ChangeLog:
    """The values that records had and have; those that are new, the register tells."""

    def __init__(self, name: Name) -> None:
        self._name = name  # the record that has a number
        self._new: list[RecordKey] = []
        self._before: dict[RecordKey, Values] = defaultdict(dict)
        self._after: dict[RecordKey, Values] = defaultdict(dict)

    def note_rows(self, layout: Layout, owner: int, old: Sequence[Values], new: Sequence[Values]) -> None:
        """Keep what differs between the rows of one record in one table."""
        before, after = ([self._readable(layout, row) for row in rows] for rows in (old, new))
        if issubclass(layout.model, Part):
            before, after = [{layout.model.listed_as: before}], [{layout.model.listed_as: after}]
        self.note(self._name(owner), before[0] if before else {}, after[0] if after else {})

    def note(self, record: RecordKey, before: Values, after: Values) -> None:
        """Keep what differs between two states of a record."""
        for name in before.keys() | after.keys():
            if before.get(name) != after.get(name):
                self._before[record][name] = before.get(name)
                self._after[record][name] = after.get(name)

    def note_new(self, record: RecordKey) -> None:
        """Keep that there is something new that the register does not hold."""
        self._new.append(record)

    def changes(self, gone: Collection[RecordKey]) -> list[Values]:
        """The rows of the change log, without their revision."""
        added = [
            {"kind": ChangeKind.ADDED, "type": record.type, "slug": record.slug, "before": None, "after": None}
            for record in self._new
        ]
        return added + [
            {
                "kind": ChangeKind.REMOVED if record in gone else ChangeKind.CHANGED,
                "type": record.type,
                "slug": record.slug,
                "before": _json(self._before[record]),
                "after": None if record in gone else _json(self._after[record]),
            }
            for record in sorted(self._before)
        ]

    def _readable(self, layout: Layout, values: Values) -> Values:
        """What is known of a row, references by slug."""
        return {column.name: self._told(column, values[column.name]) for column in layout.facts}

    def _told(self, column: Column[Any], value: Any) -> object:
        if isinstance(value, date):
            return value.isoformat()
        for foreign in column.foreign_keys:
            if value is not None and foreign.column.name == "id":
                record = self._name(value)
                return str(record) if foreign.column.table is table_of(Node) else record.slug
        return value


def _json(values: Values) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
