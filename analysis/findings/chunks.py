"""Asking for rows by many numbers: databases take only so many in one statement."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select

CHUNK = 500


def having(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], numbers: Collection[int]
) -> Iterator[Row[Any]]:
    """The rows of a query in which a column is one of the numbers."""
    ordered = sorted(numbers)
    for start in range(0, len(ordered), CHUNK):
        yield from connection.execute(query.where(column.in_(ordered[start : start + CHUNK]))).all()
