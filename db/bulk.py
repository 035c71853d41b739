"""Many rows at once: the fastest way into each database, and what can wait until all rows are there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

import psycopg
from sqlalchemy import Connection, Table, exists, select, text
from sqlalchemy.exc import IntegrityError

from db.revision import Revision
from db.table import table_of
from db.writer import explained

VALUES_AT_ONCE = 2_000  # in one statement on SQLite, which is more than it needs to be fast
MEMORY = "256MB"  # with which PostgreSQL sorts for an index
LINE = re.compile(r"line (\d+)")

INDEXES = {  # those that hold no promise: of which table, names, and how they are made
    "sqlite": "SELECT tbl_name, name, sql FROM sqlite_schema WHERE type = 'index' AND sql LIKE 'CREATE INDEX%'",
    "postgresql": """
        SELECT tablename, indexname, indexdef FROM pg_indexes
        WHERE schemaname = current_schema() AND indexdef LIKE 'CREATE INDEX%'""",
}
SIZE = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
    "postgresql": "SELECT pg_database_size(current_database())",
}
REFERENCES = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"""
REFERRING = "SELECT table_name FROM information_schema.table_constraints WHERE constraint_type = 'FOREIGN KEY'"


class RowRefusedError(Exception):
    """A rule that the database itself holds was broken by one of the rows, counted from 0."""

    def __init__(self, row: int, cause: str) -> None:
        super().__init__(cause)
        self.row = row
        self.cause = cause


class BrokenReferenceError(Exception):
    """A row refers to one that is not there."""


def add_rows(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows of plain values: numbers, texts, dates as ISO 8601. Raises RowRefusedError."""
    add = _copy if connection.dialect.name == "postgresql" else _insert
    named = ", ".join(f'"{name}"' for name in columns)
    add(connection, f'"{table.name}" ({named})', len(columns), rows)


def _copy(connection: Connection, target: str, _: int, rows: Iterable[tuple[Any, ...]]) -> None:
    cursor: Any = connection.connection.cursor()
    try:
        with cursor.copy(f"COPY {target} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.IntegrityError as error:
        line = LINE.search(error.diag.context or "")
        raise RowRefusedError(int(line[1]) - 1 if line else 0, str(error).partition("\nCONTEXT")[0]) from error
    except psycopg.Error as error:
        raise explained(error) or error from error


def _insert(connection: Connection, target: str, width: int, rows: Iterable[tuple[Any, ...]]) -> None:
    """Rows by the hundred in one statement: a statement for each costs half as much again."""
    places = f"({', '.join('?' * width)})"
    done, rest = 0, iter(rows)
    while some := list(islice(rest, VALUES_AT_ONCE // width)):
        statement = f"INSERT INTO {target} VALUES {', '.join([places] * len(some))}"
        try:
            connection.exec_driver_sql(statement, tuple(chain.from_iterable(some)))
        except IntegrityError as error:
            if len(some) == 1:
                raise RowRefusedError(done, str(error.orig)) from error
            _insert_singly(connection, f"INSERT INTO {target} VALUES {places}", some, done)
        done += len(some)


def _insert_singly(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]], done: int) -> None:
    """Find the row that is refused among some of which nothing was written."""
    for number, row in enumerate(rows, done):
        try:
            connection.exec_driver_sql(statement, row)
        except IntegrityError as error:
            raise RowRefusedError(number, str(error.orig)) from error


@contextmanager
def indexes_later(connection: Connection, table: str | None = None) -> Iterator[None]:
    """Make the indexes, or those of one table, when its first rows are there: that is faster than keeping them.

    PostgreSQL lets nobody read the tables until the transaction ends, so only a first import does without them, and
    makes no index for a table of which references are still to be checked.
    """
    if not is_new(connection) or (table is not None and table in _referring(connection)):
        yield
        return
    indexes = connection.execute(text(INDEXES[connection.dialect.name])).all()
    chosen = [(name, made) for owner, name, made in indexes if table in {None, owner}]
    for name, _ in chosen:
        connection.exec_driver_sql(f'DROP INDEX "{name}"')
    yield
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL maintenance_work_mem = '{MEMORY}'")
    for _, made in chosen:
        connection.exec_driver_sql(made)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE")  # what derives from these rows is to know how many there are


@contextmanager
def references_later(connection: Connection) -> Iterator[None]:
    """Check the references of all rows together when they are there. The connection must be one for bulk.

    On PostgreSQL this is faster only than checking millions one by one: a later import checks its own rows.
    """
    if connection.dialect.name == "sqlite":
        yield
        if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            table, row, parent, _ = broken
            raise BrokenReferenceError(f"Row {row} of {table} refers to a {parent} that is not there.")
        return
    references = connection.exec_driver_sql(REFERENCES).all() if is_new(connection) else []
    for table, name, _ in references:
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    for table, name, made in references:
        try:
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {made}")
        except IntegrityError as error:
            raise BrokenReferenceError(str(error.orig)) from error


def _referring(connection: Connection) -> set[str]:
    """The tables whose references PostgreSQL checks row by row."""
    return set(connection.exec_driver_sql(REFERRING).scalars()) if connection.dialect.name == "postgresql" else set()


def size(connection: Connection) -> int:
    """Bytes that the database takes on the disk."""
    return int(connection.exec_driver_sql(SIZE[connection.dialect.name]).scalar_one())


def is_new(connection: Connection) -> bool:
    """Whether no import has come to its end: there is nothing that anybody could be reading."""
    return not connection.scalar(select(exists().where(table_of(Revision).c.number.is_not(None))))
