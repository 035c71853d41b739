"""Whole tables in memory, their rows as records, and the order of a list: what the slow way stands on."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import partial
from typing import Any

from sqlalchemy import Column as TableColumn
from sqlalchemy import Date, select
from sqlmodel import SQLModel

from db.writer import open_writer
from schema.entity import ENTITIES
from schema.kinds import Back, Beside, Chosen, Column, Group, Listed, Many, One

Row = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Record:
    """A row as one of the public types."""

    type: str
    row: Row


@dataclass(frozen=True)
class Order:
    """What a list is sorted by: columns, and whether from large to small; the row's number decides the rest."""

    name: str
    keys: tuple[tuple[TableColumn[Any], bool], ...]

    def sort(self, records: list[Record]) -> list[Record]:
        for column, descending in reversed(self.keys):
            records = sorted(records, key=partial(sortable, column), reverse=descending)
        return records

    def is_beyond(self, record: Record, cursor: str) -> bool:
        """Whether a record comes later in the list than the one that the cursor marks."""
        _, *marked = json.loads(bytes.fromhex(cursor))
        for (column, descending), other in zip(self.keys, marked, strict=True):
            own = sortable(column, record)
            if own != other:
                return bool(own > other) != descending
        return False

    def cursor(self, record: Record) -> str:
        marked = [self.name, *(sortable(column, record) for column, _ in self.keys)]
        return json.dumps(marked, ensure_ascii=False, separators=(",", ":")).encode().hex()


def sortable(column: TableColumn[Any], record: Record) -> Any:
    """A value that sorts; what is not known is smaller than anything that is."""
    value = record.row[column.name]
    if isinstance(column.type, Date):
        return (value or date.min).isoformat()
    return -1 if value is None else value


def order_of(type_name: str, given: list[Row] | None, *, newest_first: bool = False) -> Order:
    """The order that `orderBy` asks for, or that of loading, perhaps the other way round."""
    entity, names, keys = ENTITIES[type_name], [type_name], []
    columns = {
        "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in name): declared.column
        for name, declared in entity.fields.items()
        if isinstance(declared, Column | Group) and declared.sort
    }
    for each in given or ():
        names.append(f"{each['field']} {each['direction']}")
        keys.append((columns[each["field"]], each["direction"] == "DESC"))
    return Order(",".join(names), (*keys, (entity.table.c.id, keys[-1][1] if keys else newest_first)))


class Tables:
    """All rows of a database, found by the value of a column."""

    def __init__(self, rows: Mapping[str, list[Row]]) -> None:
        self.rows = rows
        self._found: dict[tuple[str, str], dict[Any, list[Row]]] = {}

    @classmethod
    def read(cls, database_url: str) -> Tables:
        engine = open_writer(database_url)
        with engine.connect() as connection:
            rows = {
                table.name: [plain_values(row) for row in connection.execute(select(table)).mappings()]
                for table in SQLModel.metadata.sorted_tables
            }
        engine.dispose()
        return cls(rows)

    def where(self, column: TableColumn[Any], value: Any) -> list[Row]:
        """The rows of the column's table that have a value in it."""
        place = (column.table.name, column.name)
        if place not in self._found:
            self._found[place] = defaultdict(list)
            for row in self.rows[column.table.name]:
                self._found[place][row[column.name]].append(row)
        return self._found[place].get(value, []) if value is not None else []

    def node(self, number: Any) -> Record | None:
        """A record of any kind."""
        for row in self.where(ENTITIES["Node"].table.c.id, number):
            return Record(row["type"], self.where(ENTITIES[row["type"]].table.c.id, number)[0])
        return None

    def identified(self, identity: str) -> Record | None:
        """The record with an id that clients use."""
        type_name, _, slug = bytes.fromhex(identity).decode().partition(":")
        return self.named(type_name, slug)

    def named(self, type_name: str, slug: str) -> Record | None:
        """The record with a key."""
        found = self.where(ENTITIES["Node"].table.c.slug, slug)
        return next((self.node(row["id"]) for row in found if row["type"] == type_name), None)

    def related(self, record: Record, declared: One | Back | Beside | Chosen | Many) -> list[Record]:
        """The records that a declaration leads to, each once."""
        columns = ENTITIES[declared.target].table.c
        match declared:
            case One():
                rows = self.where(columns[declared.key], record.row[declared.column.name])
            case Beside():
                own = self.where(declared.column.table.c.id, record.row["id"])
                rows = [row for each in own for row in self.where(columns.id, each[declared.column.name])]
            case Back(unset=unset):
                rows = self.where(declared.column, record.row["id"])
                rows = [row for row in rows if unset is None or row[unset.name] is None]
            case Chosen():
                rows = self.where(declared.column, record.row["id"])
            case Many(onward=None):
                rows = self.where(declared.column, record.row[declared.own])
                rows = [row for row in rows if declared.kind is None or row[declared.kind.name] == record.type]
            case Many(onward=TableColumn(name=name)):
                links = self.where(declared.column, record.row[declared.own])
                numbers = dict.fromkeys(link[name] for link in links)
                rows = [row for number in numbers for row in self.where(columns.id, number)]
        if isinstance(declared, Listed) and declared.given is not None:
            rows = [row for row in rows if row[declared.given.name] is not None]
        if declared.target == "Node":
            return [each for row in rows if (each := self.node(row["id"]))]
        return [Record(declared.target, row) for row in rows]


def plain_values(row: Mapping[Any, Any]) -> Row:
    """Codes as the texts that they are."""
    return {str(name): value.value if isinstance(value, Enum) else value for name, value in row.items()}
