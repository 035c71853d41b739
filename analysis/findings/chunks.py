"""Asking for rows by many numbers: databases take only so many in one statement."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select

from db.numbers import chunks


def having(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], numbers: Collection[int]
) -> Iterator[Row[Any]]:
    """The rows of a query in which a column is one of the numbers."""
    for chunk in chunks(sorted(numbers)):
        yield from connection.execute(query.where(column.in_(chunk))).all()
