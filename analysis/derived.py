"""Writing what was derived: only rows that differ from what is stored are touched."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, delete, insert, select, true, update


def store_columns(
    connection: Connection, table: Table, columns: Sequence[str], wanted: Mapping[int, tuple[Any, ...]]
) -> None:
    """Give derived columns of a table their values, which are given by the row's id."""
    stored = connection.execute(select(table.c.id, *(table.c[name] for name in columns)))
    changed = [
        {"row": number, **dict(zip(columns, wanted[number], strict=True))}
        for number, *values in stored
        if wanted[number] != tuple(values)
    ]
    if changed:
        connection.execute(update(table).where(table.c.id == bindparam("row")), changed)


def store_rows(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    wanted: Collection[tuple[Any, ...]],
    among: ColumnElement[bool] | None = None,
) -> None:
    """Make a table that is derived as a whole, or those of its rows that are meant, hold exactly these rows."""
    compared = [table.c[name] for name in columns]
    meant = select(*compared).where(true() if among is None else among)
    stored = {tuple(row) for row in connection.execute(meant)}
    gone, new = sorted(stored - set(wanted), key=repr), sorted(set(wanted) - stored, key=repr)
    if gone:
        same = and_(*(column.is_not_distinct_from(bindparam(f"old_{column.name}")) for column in compared))
        connection.execute(
            delete(table).where(same), [{f"old_{n}": v for n, v in zip(columns, row, strict=True)} for row in gone]
        )
    if new:
        connection.execute(insert(table), [dict(zip(columns, row, strict=True)) for row in new])
