"""The fields of the change log, the slow way."""

from __future__ import annotations

from typing import Any

from schema.logged import Marked, Moment, Parsed, Registered
from tests.engine.tables import Record, Row, Tables, order_of


def logged(tables: Tables, declared: Moment | Marked | Parsed | Registered, row: Row) -> Any:
    """One field of a row."""
    match declared:
        case Moment():
            return row[declared.column.name].strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")  # of early years, too
        case Marked():
            return order_of(declared.target, None).cursor(Record(declared.target, {"id": row[declared.column.name]}))
        case Parsed():
            return declared.function(*(row[each.name] for each in declared.columns))
    key = (row[declared.type.name], row[declared.slug.name])
    return ":".join(key).encode().hex() if declared.of_id else tables.named(*key)
