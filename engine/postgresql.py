"""PostgreSQL's way of writing."""

from __future__ import annotations

from typing import Any

from engine.dialect import Dialect, iso

# asyncpg would send the first and the last day of the calendar as -infinity and infinity, so days go as text
TYPES = {"text": "text", "int": "bigint", "date": "text::date", "texts": "text[]"}


class Postgresql(Dialect):
    """PostgreSQL."""

    name = "postgresql"
    looks_up = False

    def placeholder(self, number: int, kind: str) -> str:
        return f"${number}::{TYPES[kind]}"

    def convert(self, kind: str, value: Any) -> Any:
        return iso(value) if kind == "date" else value

    def quoted(self, expression: str) -> str:
        return f"coalesce(to_json({expression})::text,'null')"

    def number(self, expression: str) -> str:
        return f"coalesce(({expression})::text,'null')"

    def decimal(self, minor: str, digits: int) -> str:
        if digits == 0:
            return f"({minor})::text"
        unit = 10**digits
        return f"({minor}/{unit})::text||'.'||lpad(({minor}%{unit})::text,{digits},'0')"

    def padded(self, number: str, length: int) -> str:
        return f"lpad(({number})::text,{length},'0')" if length > 1 else f"({number})::text"

    def words(self, expression: str) -> str:
        return f'({expression}) COLLATE "C"'

    def members(self, numbers: str) -> str:
        return f"(SELECT unnest(string_to_array({numbers},','))::bigint)"

    def day(self, expression: str) -> str:
        return f"to_char({expression},'YYYY-MM-DD')"

    def moment(self, expression: str) -> str:
        return f"""to_char({expression},'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""

    def hexadecimal(self, expression: str) -> str:
        return f"encode(convert_to({expression},'UTF8'),'hex')"

    def joined(self, expression: str, order: str | None, condition: str | None = None) -> str:
        rows = f" FILTER (WHERE {condition})" if condition else ""
        sorted_by = f" ORDER BY {order}" if order else ""
        return f"coalesce(string_agg({expression},','{sorted_by}){rows},'')"

    def position(self, text: str, part: str) -> str:
        return f"strpos('{text}',{part})"

    def place_of(self, text: str, part: str) -> str:
        return f"strpos({text},{part})"

    def holds_all(self, text: str, part: str, source: str) -> str:
        """The patterns are made once a statement, where a query for each text would begin anew with every row.

        Within `coalesce` they tell the planner nothing: it takes several patterns for a promise of hardly any row.
        """
        return f"coalesce({text} LIKE ALL (ARRAY(SELECT '%'||{part}||'%' FROM {source})),false)"

    def each(self, numbers: str, alias: str) -> str:
        return f"LATERAL ({numbers}) {alias}"

    def within(self, expression: str, placeholder: str) -> str:
        return f"{expression} = ANY({placeholder})"

    def each_with(self, outer: str, inner: str, numbers: str) -> tuple[str, str]:
        return f"{outer} CROSS JOIN LATERAL ({numbers}) n JOIN {inner} ON {inner.rpartition(' ')[2]}.id=n.id", "true"

    def pairs(self, first: str, second: str) -> str:
        """The lists hide in SELECTs: with a plan for every number of words, planning took half of the time."""
        return f"unnest((SELECT {first}),(SELECT {second})) WITH ORDINALITY AS pair(one,two,place)"

    def places(self, placeholder: str) -> str:
        return f"(SELECT value,place FROM unnest({placeholder}) WITH ORDINALITY AS list(value,place))"
