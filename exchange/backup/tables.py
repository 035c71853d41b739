"""The tables of a database as they are there, and what of them can be written into another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Integer, MetaData, Table, func, select, text

OF_MIGRATIONS = "alembic_version"  # they keep it themselves
AT_ONCE = 5_000  # rows


def tables(connection: Connection) -> list[Table]:
    """All tables, by name."""
    found = MetaData()
    found.reflect(connection)
    return [found.tables[name] for name in sorted(found.tables) if name != OF_MIGRATIONS]


def columns(table: Table) -> list[str]:
    """The columns of a table that are not worked out of others by the database."""
    return [each.name for each in table.columns if each.computed is None]


def rows(connection: Connection, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a table in the order of its key, some thousands at a time."""
    query = select(*(table.c[name] for name in columns(table))).order_by(*table.primary_key.columns)
    for some in connection.execute(query).partitions(AT_ONCE):
        yield [tuple(row) for row in some]


def count_on(connection: Connection, table: Table) -> None:
    """Have the database number new rows behind those that are there; SQLite does so by itself."""
    key = list(table.primary_key.columns)
    if connection.dialect.name != "postgresql" or len(key) != 1 or not isinstance(key[0].type, Integer):
        return
    named = {"table": f'"{table.name}"', "column": key[0].name}
    sequence = connection.scalar(text("SELECT pg_get_serial_sequence(:table, :column)"), named)
    if sequence is not None:
        last = connection.scalar(select(func.coalesce(func.max(key[0]), 0)))
        if last:
            connection.execute(text("SELECT setval(:sequence, :last)"), {"sequence": sequence, "last": last})
