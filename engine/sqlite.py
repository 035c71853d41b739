"""SQLite's way of writing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from engine.dialect import Dialect, iso

MOST_ARGUMENTS = 500  # SQLite allows 1,000


class Sqlite(Dialect):
    """SQLite, embedded."""

    name = "sqlite"
    looks_up = True

    def placeholder(self, number: int, kind: str) -> str:
        return f"?{number}"

    def convert(self, kind: str, value: Any) -> Any:
        if kind == "date":
            return iso(value)
        return json.dumps(value) if kind == "texts" else value

    def quoted(self, expression: str) -> str:
        return f"json_quote({expression})"

    def number(self, expression: str) -> str:
        return f"coalesce({expression},'null')"

    def decimal(self, minor: str, digits: int) -> str:
        if digits == 0:
            return f"CAST({minor} AS TEXT)"
        unit = 10**digits
        return f"printf('%d.%0{digits}d',{minor}/{unit},{minor}%{unit})"

    def padded(self, number: str, length: int) -> str:
        return f"printf('%0{length}d',{number})"

    def words(self, expression: str) -> str:
        return expression

    def members(self, numbers: str) -> str:
        return f"(SELECT value FROM json_each('['||{numbers}||']'))"

    def day(self, expression: str) -> str:
        return expression

    def moment(self, expression: str) -> str:
        return f"strftime('%Y-%m-%dT%H:%M:%SZ',{expression})"

    def hexadecimal(self, expression: str) -> str:
        return f"lower(hex({expression}))"

    def joined(self, expression: str, order: str | None, condition: str | None = None) -> str:
        rows = f" FILTER (WHERE {condition})" if condition else ""
        sorted_by = f" ORDER BY {order}" if order else ""
        return f"group_concat({expression},','{sorted_by}){rows}"

    def position(self, text: str, part: str) -> str:
        return f"instr('{text}',{part})"

    def place_of(self, text: str, part: str) -> str:
        return f"instr({text},{part})"

    def holds_all(self, text: str, part: str, source: str) -> str:
        return f"(SELECT min(instr({text},{part})) FROM {source}) > 0"

    def each(self, numbers: str, alias: str) -> str:
        return f"json_each((SELECT json_group_array(value) FROM ({numbers}))) {alias}"

    def concatenated(self, parts: Sequence[str]) -> str:
        """One call copies each text once, where a chain of `||` copies the first one again with every further one."""
        if len(parts) > MOST_ARGUMENTS:
            middle = len(parts) // 2
            return f"concat({self.concatenated(parts[:middle])},{self.concatenated(parts[middle:])})"
        return f"concat({','.join(parts)})"

    def within(self, expression: str, placeholder: str) -> str:
        return f"{expression} IN (SELECT value FROM json_each({placeholder}))"

    def each_with(self, outer: str, inner: str, numbers: str) -> tuple[str, str]:
        return f"{outer} CROSS JOIN {inner}", f"{inner.rpartition(' ')[2]}.id IN ({numbers})"

    def pairs(self, first: str, second: str) -> str:
        sides = (("a", first), ("b", second))
        lists = (f"{name} AS MATERIALIZED (SELECT key,value FROM json_each({each}))" for name, each in sides)
        both = "SELECT a.value AS one,b.value AS two,a.key AS place FROM a JOIN b USING (key)"
        return f"(WITH {','.join(lists)} {both}) pair"  # as tables of their own they are joined by an index

    def places(self, placeholder: str) -> str:
        return f"(SELECT value,key AS place FROM json_each({placeholder}))"
