"""The total order of a list, its cursors, and what lies beyond one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import Date, Integer

from engine.arguments import Value
from engine.errors import CursorError, PageError
from engine.sql import Row, Statement, is_readable
from schema.entity import ENTITIES, Entity
from schema.filters import constant, sortable

MOST_KEYS = 4


@dataclass(frozen=True, slots=True)
class Key:
    """One column of an order; never null."""

    column: str
    kind: str
    descending: bool


@dataclass(frozen=True, slots=True)
class Order:
    """The columns by which a list is sorted; the last is the row's number, so that no two rows are equal."""

    name: str
    keys: tuple[Key, ...]

    def sql(self, row: Row, *, backwards: bool = False) -> str:
        """The ORDER BY of a list, or of the same list from its end."""
        return ",".join(f"{row[key.column]} {'DESC' if key.descending != backwards else 'ASC'}" for key in self.keys)

    def cursor(self, statement: Statement, row: Row) -> str:
        """The text that marks a row: the order's name and the row's keys."""
        head = json.dumps([self.name])[:-1].replace("'", "''")
        keys = "".join(f"||','||{self._printed(statement, row, key)}" for key in self.keys)
        return statement.dialect.hexadecimal(f"'{head}'{keys}||']'")

    def _printed(self, statement: Statement, row: Row, key: Key) -> str:
        column = row[key.column]
        if key.kind == "int":
            return statement.dialect.number(column)
        return statement.dialect.quoted(statement.dialect.day(column) if key.kind == "date" else column)

    def beyond(self, statement: Statement, row: Row, cursor: Value, *, backwards: bool) -> str:
        """The condition for rows after a cursor, or before it."""
        places = [
            statement.bind(cursor, key.kind, partial(self.value, at=index)) for index, key in enumerate(self.keys)
        ]
        columns = [row[key.column] for key in self.keys]
        signs = ["<" if key.descending != backwards else ">" for key in self.keys]
        if len(set(signs)) == 1:
            return f"({','.join(columns)}) {signs[0]} ({','.join(places)})"
        alternatives = []
        for index, (column, sign, place) in enumerate(zip(columns, signs, places, strict=True)):
            equal = "".join(f"{columns[i]} = {places[i]} AND " for i in range(index))
            alternatives.append(f"({equal}{column} {sign} {place})")
        return f"({' OR '.join(alternatives)})"

    def value(self, cursor: str, at: int) -> Any:
        """One of the keys in a cursor."""
        return self.read(cursor)[at]

    def read(self, cursor: str) -> list[Any]:
        """The keys in a cursor; raises CursorError if it is none of this list in this order."""
        try:
            name, *values = json.loads(bytes.fromhex(cursor).decode())
            if name == self.name and len(values) == len(self.keys):
                return [checked(value, key) for value, key in zip(values, self.keys, strict=True)]
        except (ValueError, TypeError, RecursionError):
            pass
        raise CursorError(
            f"{cursor[:40]!r} is not a cursor of this list in this order; "
            "take startCursor or endCursor from an answer with the same orderBy"
        )


def checked(value: Any, key: Key) -> Any:
    """A cursor's value if it is of its key's kind; raises TypeError or ValueError."""
    if key.kind == "int":
        if type(value) is not int or not -(2**63) <= value < 2**63:
            raise TypeError
        return value
    if not isinstance(value, str) or not is_readable(value):
        raise TypeError
    return date.fromisoformat(value) if key.kind == "date" else value


def order_of(entity: Entity, given: Value | None, *, newest_first: bool = False) -> Order:
    """The order that `orderBy` asks for; without it, that of loading, or the other way round."""
    wanted = [] if given is None or given.value is None else given.value
    if len(wanted) > MOST_KEYS:
        raise PageError(f"orderBy has {len(wanted)} keys; give {MOST_KEYS} at most")
    keys = tuple((each["field"], each.get("direction", "ASC")) for each in wanted)
    return ordered(entity.name, keys, newest_first)


@lru_cache(1_000)
def ordered(name: str, wanted: tuple[tuple[str, str], ...], newest_first: bool = False) -> Order:
    """The order of an entity's rows by some of its fields, and in the end by that of loading."""
    columns = {constant(name): declared.order for name, declared in sortable(ENTITIES[name]).items()}
    keys = []
    for field, direction in wanted:
        column = columns[field]
        kind = "date" if isinstance(column.type, Date) else "int" if isinstance(column.type, Integer) else "text"
        keys.append(Key(column.name, kind, direction == "DESC"))
    names = [name, *(" ".join(each) for each in wanted)]
    keys.append(Key("id", "int", keys[-1].descending if keys else newest_first))
    return Order(",".join(names), tuple(keys))
