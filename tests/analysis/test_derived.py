from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, insert, text

import db
from analysis.derived import rebuilt, store_columns, store_rows
from db.bulk import add_rows
from db.table import table_of
from db.writer import defer_references, open_writer

FAN_OUT = table_of(db.FanOut)
TERRITORY = table_of(db.Territory)
MARK = table_of(db.FlowMark)


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    """A transaction on an empty database."""
    with open_writer(database_url).begin() as connection:
        yield connection


@contextmanager
def written(connection: Connection) -> Iterator[list[str]]:
    """The statements that are more than a question."""
    statements: list[str] = []

    def note(*told: object) -> None:
        if not str(told[2]).startswith("SELECT"):
            statements.append(str(told[2]))

    engine: Engine = connection.engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def stored(connection: Connection) -> list[tuple[str, int]]:
    return [(name, most) for name, most in connection.execute(text("SELECT name, most FROM fan_out ORDER BY name"))]


def test_a_derived_table_holds_what_is_wanted_and_no_more(connection: Connection) -> None:
    store_rows(connection, FAN_OUT, ("name", "most"), {("a", 1), ("b", 2), ("c", 3)})
    store_rows(connection, FAN_OUT, ("name", "most"), {("b", 2), ("c", 4), ("d", 5)})

    assert stored(connection) == [("b", 2), ("c", 4), ("d", 5)]


def test_a_derived_table_that_is_right_is_not_written(connection: Connection) -> None:
    store_rows(connection, FAN_OUT, ("name", "most"), {("a", 1)})

    with written(connection) as statements:
        store_rows(connection, FAN_OUT, ("name", "most"), {("a", 1)})

    assert statements == []


def test_rows_are_added_as_they_are(connection: Connection) -> None:
    rows = [("a\tb\nc\\d", 1), ("'; --", 2), ("Қазақстан", 3)]

    add_rows(connection, FAN_OUT, ("name", "most"), rows)
    add_rows(connection, FAN_OUT, ("name", "most"), [])

    assert sorted(stored(connection)) == sorted(rows)


def test_derived_columns_are_written_only_where_they_differ(connection: Connection) -> None:
    nodes = [{"id": number, "type": "Territory", "slug": f"t{number}", "dataset": "small"} for number in (1, 2)]
    places = [
        {"id": number, "slug": f"t{number}", "level": "REGION", "country": "KZ", "name": "?"} for number in (1, 2)
    ]
    connection.execute(insert(table_of(db.Node)), nodes)
    connection.execute(insert(TERRITORY), places)

    store_columns(connection, TERRITORY, ("name",), {1: ("North",), 2: ("?",)})
    with written(connection) as statements:
        store_columns(connection, TERRITORY, ("name",), {1: ("North",), 2: ("?",)})

    assert connection.scalars(text("SELECT name FROM territory ORDER BY id")).all() == ["North", "?"]
    assert statements == []


def marks(connection: Connection) -> list[tuple[int, str]]:
    query = text("SELECT id, reason FROM flow_mark ORDER BY id")
    return [(number, reason) for number, reason in connection.execute(query)]


def test_a_table_that_is_rebuilt_holds_what_was_put_into_it_and_no_more(connection: Connection) -> None:
    defer_references(connection)
    first = {1: "CANCELLED", 2: "WITHHELD", 3: "LEFT_OUT"}
    second = {2: "WITHHELD", 3: "CANCELLED", 4: "LEFT_OUT"}
    nothing: Mapping[int, str] = {}
    for wanted in (first, second, nothing):
        with rebuilt(connection, MARK) as table:
            if wanted:
                connection.execute(insert(table), [{"id": number, "reason": wanted[number]} for number in wanted])
        assert marks(connection) == sorted(wanted.items())
    connection.rollback()


def test_of_a_table_that_is_rebuilt_only_what_differs_is_written(connection: Connection) -> None:
    touched: list[int] = []

    def note(*told: Any) -> None:
        if re.match("(DELETE FROM|INSERT INTO) flow_mark", told[2]):
            touched.append(told[1].rowcount)

    defer_references(connection)
    connection.execute(insert(MARK), [{"id": number, "reason": "CANCELLED"} for number in range(9)])
    event.listen(connection.engine, "after_cursor_execute", note)
    with rebuilt(connection, MARK) as table:
        rows = [{"id": number, "reason": "CANCELLED" if number else "WITHHELD"} for number in range(9)]
        connection.execute(insert(table), rows)
    event.remove(connection.engine, "after_cursor_execute", note)
    connection.rollback()

    assert touched == [1, 1]
