"""A record's JSON as a row of a table, by the same rule in every format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import Any

import orjson

from exchange.export.shape import Cell, Kind

BETWEEN = "; "  # the slugs of several records in one cell
Get = Callable[[Any], Any]


def rows_of(texts: Iterable[list[str]], cells: Iterable[Cell]) -> Iterator[list[list[Any]]]:
    """Rows of values: a text, a whole number, a flag, or None; amounts as text; some thousands at a time."""
    values = [_written(cell.kind, _at(cell.path)) for cell in cells]
    for some in texts:
        yield [[value(record) for value in values] for record in map(orjson.loads, some)]


def _at(path: tuple[str, ...]) -> Get:
    """What reads a value out of a record; None where there is nothing on the way."""
    if len(path) == 1:
        return itemgetter(*path)
    first, inner = path[0], _at(path[1:])

    def found(record: Any) -> Any:
        value = record[first]
        return None if value is None else inner(value)

    return found


def _written(kind: Kind, value: Get) -> Get:
    """The same for a cell, which holds no lists."""
    if kind is Kind.SLUGS:
        return lambda record: BETWEEN.join([each["slug"] for each in value(record)]) or None
    if kind is Kind.PARTS:
        return lambda record: orjson.dumps(found).decode() if (found := value(record)) else None
    return value
