"""Writing what was derived: only rows that differ from what is stored are touched."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    insert,
    literal,
    select,
    true,
    update,
)

from db.bulk import indexes_later


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


@contextmanager
def rebuilt(connection: Connection, table: Table) -> Iterator[Table]:
    """A table to fill with all rows that a derived one shall hold: itself, or one to compare it with if it has some."""
    if not connection.scalar(select(exists(select(literal(1)).select_from(table)))):
        with indexes_later(connection, table.name):
            yield table
        return
    columns = [Column(each.name, each.type, primary_key=each.primary_key) for each in table.columns]
    wanted = Table(f"wanted_{table.name}", MetaData(), *columns, prefixes=["TEMPORARY"])
    wanted.create(connection)
    yield wanted
    _keep(connection, table, wanted)
    wanted.drop(connection)


def _keep(connection: Connection, table: Table, wanted: Table) -> None:
    """Make a table hold the rows of another one, which have the same keys."""
    key = and_(*(each == wanted.c[each.name] for each in table.primary_key))
    rest = (each.is_not_distinct_from(wanted.c[each.name]) for each in table.columns if not each.primary_key)
    connection.execute(delete(table).where(~select(wanted).where(key, *rest).exists()))
    new = select(wanted).where(~select(table).where(key).exists())
    connection.execute(insert(table).from_select(wanted.columns.keys(), new))
