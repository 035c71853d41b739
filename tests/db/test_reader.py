from __future__ import annotations

import asyncio
import datetime
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, make_url, text

from db.errors import DatabaseUnavailableError, StatementTimeoutError
from db.reader import Reader, open_reader
from db.writer import open_writer
from tengetrail.settings import Limits
from tests.databases import PostgresDatabases, SqliteFiles, run

ENDLESS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT CAST(max(i) AS TEXT) FROM n",
    "postgresql": "SELECT pg_sleep(60)::text",
}
LONG = {  # longer than what is tried on the event loop, and with an end
    "sqlite": """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000)
        SELECT CAST(count(*) AS TEXT) FROM n""",
    "postgresql": "SELECT count(*)::text FROM generate_series(1, 400000)",
}
COUNT = "SELECT CAST(count(*) AS TEXT) FROM fan_out"


@asynccontextmanager
async def opened(database_url: str, seconds: float = 30.0) -> AsyncIterator[Reader]:
    reader = await open_reader(database_url, Limits(statement_seconds=seconds))
    try:
        yield reader
    finally:
        await reader.close()


@pytest.fixture
async def reader(seeded_url: str) -> AsyncIterator[Reader]:
    async with opened(seeded_url) as reader:
        yield reader


@pytest.fixture
async def own_reader(database_url: str) -> AsyncIterator[Reader]:
    async with opened(database_url) as reader:
        yield reader


@contextmanager
def writing(database_url: str) -> Iterator[Connection]:
    engine = open_writer(database_url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def add_row(database_url: str, name: str) -> None:
    with writing(database_url) as connection:
        connection.execute(text("INSERT INTO fan_out (name, most) VALUES (:name, 1)"), {"name": name})


async def test_it_gives_the_first_column_of_the_first_row(reader: Reader) -> None:
    assert await reader.fetch("SELECT 'first', 'second' UNION ALL SELECT 'third', 'fourth'", ()) == b"first"


async def test_it_gives_nothing_where_there_is_no_row(reader: Reader) -> None:
    assert await reader.fetch("SELECT 'x' WHERE 1 = 0", ()) is None


async def test_values_go_in_as_parameters(reader: Reader) -> None:
    sql = {
        "sqlite": "SELECT ?2 || ' ' || (?1 + 1) || ' ' || ?3",
        "postgresql": "SELECT $2::text || ' ' || ($1::bigint + 1) || ' ' || $3::date",
    }[reader.dialect]

    found = await reader.fetch(sql, (2**53, "Қоғам 'x'; --", datetime.date(2018, 6, 28)))

    assert found == "Қоғам 'x'; -- 9007199254740993 2018-06-28".encode()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO fan_out (name, most) VALUES ('lots', 1)",
        "DELETE FROM fan_out",
        "CREATE TABLE other (id INTEGER)",
        "DROP TABLE fan_out",
    ],
)
async def test_it_cannot_write(reader: Reader, statement: str) -> None:
    before = await reader.fetch(COUNT, ())

    with pytest.raises(Exception, match=r"readonly|read-only|not authorized|prohibited"):
        await reader.fetch(statement, ())

    assert await reader.fetch(COUNT, ()) == before


@pytest.mark.parametrize("statement", ["ATTACH 'other.sqlite3' AS other", "PRAGMA journal_mode", "VACUUM"])
async def test_an_sqlite_reader_cannot_reach_other_files_or_settings(sqlite_url: str, statement: str) -> None:
    async with opened(sqlite_url) as reader:
        with pytest.raises(Exception, match=r"not authorized|authorization denied"):
            await reader.fetch(statement, ())


async def test_a_statement_sees_what_was_written_before_it(own_reader: Reader, database_url: str) -> None:
    before = await own_reader.fetch(COUNT, ())
    add_row(database_url, "lots")

    assert (before, await own_reader.fetch(COUNT, ())) == (b"0", b"1")


async def test_a_snapshot_sees_one_state_while_others_write(own_reader: Reader, database_url: str) -> None:
    async with own_reader.snapshot() as snapshot:
        first = await snapshot.fetch(COUNT, ())
        add_row(database_url, "lots")
        second = await snapshot.fetch(COUNT, ())
        outside = await own_reader.fetch(COUNT, ())

    assert (first, second, outside) == (b"0", b"0", b"1")
    async with own_reader.snapshot() as snapshot:
        assert await snapshot.fetch(COUNT, ()) == b"1"


async def test_a_statement_that_fails_leaves_the_snapshot_as_it_was(own_reader: Reader, database_url: str) -> None:
    async with own_reader.snapshot() as snapshot:
        await snapshot.fetch(COUNT, ())
        with pytest.raises(Exception, match="nowhere"):
            await snapshot.fetch("SELECT 'x' FROM nowhere", ())
        add_row(database_url, "lots")

        assert await snapshot.fetch(COUNT, ()) == b"0"


async def test_a_statement_that_takes_too_long_is_stopped(seeded_url: str) -> None:
    async with opened(seeded_url, seconds=0.3) as reader:
        started = time.monotonic()
        with pytest.raises(StatementTimeoutError, match=r"more than 0\.3 s"):
            await reader.fetch(ENDLESS[reader.dialect], ())

        assert time.monotonic() - started < 5
        assert await reader.fetch("SELECT 'next'", ()) == b"next"


async def test_a_stopped_statement_leaves_the_snapshot_as_it_was(database_url: str) -> None:
    async with opened(database_url, seconds=0.3) as reader, reader.snapshot() as snapshot:
        await snapshot.fetch(COUNT, ())
        with pytest.raises(StatementTimeoutError):
            await snapshot.fetch(ENDLESS[reader.dialect], ())
        add_row(database_url, "lots")

        assert await snapshot.fetch(COUNT, ()) == b"0"


async def test_a_long_statement_is_answered(reader: Reader) -> None:
    assert await reader.fetch(LONG[reader.dialect], ()) == b"400000"
    async with reader.snapshot() as snapshot:
        assert await snapshot.fetch(LONG[reader.dialect], ()) == b"400000"


async def test_a_long_statement_holds_up_nobody_else(seeded_url: str) -> None:
    async with opened(seeded_url, seconds=1.0) as reader:
        slow = asyncio.create_task(reader.fetch(ENDLESS[reader.dialect], ()))
        answered = 0
        while not slow.done():
            await reader.fetch(COUNT, ())
            await asyncio.sleep(0.01)
            answered += 1

        assert isinstance(slow.exception(), StatementTimeoutError)
        assert answered > 10


async def test_many_long_statements_at_once_are_all_answered(reader: Reader) -> None:
    found = await asyncio.gather(*(reader.fetch(LONG[reader.dialect], ()) for _ in range(12)))

    assert found == [b"400000"] * 12


async def test_whoever_stops_waiting_leaves_the_reader_usable(reader: Reader) -> None:
    for _ in range(10):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await reader.fetch(ENDLESS[reader.dialect], ())
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1), reader.snapshot() as snapshot:
            await snapshot.fetch(ENDLESS[reader.dialect], ())

    assert await reader.fetch(LONG[reader.dialect], ()) == b"400000"


async def test_the_deadline_of_a_statement_ends_with_it(sqlite_url: str) -> None:
    async with opened(sqlite_url) as reader:
        async with reader.snapshot() as snapshot:
            await snapshot.fetch(COUNT, ())
        await asyncio.sleep(0.1)

        for _ in range(20_000):  # SQLite looks at the clock after so many steps, however few each statement has
            async with reader.snapshot():
                pass


async def test_a_file_that_is_not_there_is_named_and_not_made(tmp_path: Path) -> None:
    file = tmp_path / "nothing.sqlite3"

    with pytest.raises(DatabaseUnavailableError, match=r"nothing\.sqlite3.*tengetrail migrate"):
        await open_reader(f"sqlite:///{file}", Limits())

    assert not file.exists()


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "letter.sqlite3"
    file.write_text("Dear editor, " * 1_000)

    with pytest.raises(DatabaseUnavailableError, match=r"letter\.sqlite3.*not a database"):
        await open_reader(f"sqlite:///{file}", Limits())


@pytest.mark.parametrize("address", ["", "data.sqlite3", "mysql://localhost/x", "sqlite://"])
async def test_an_address_of_no_database_is_explained(address: str) -> None:
    with pytest.raises(DatabaseUnavailableError, match="DATABASE_URL"):
        await open_reader(address, Limits())


async def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    with pytest.raises(DatabaseUnavailableError, match="Check that PostgreSQL runs") as raised:
        await open_reader("postgresql://somebody:secret@127.0.0.1:1/money", Limits())

    assert "127.0.0.1:1/money" in str(raised.value)
    assert "secret" not in str(raised.value)


async def test_the_reader_recovers_when_postgresql_comes_back(postgresql: PostgresDatabases) -> None:
    url = postgresql.migrated()
    name = make_url(url).database
    server = make_url(url).set(database="postgres").render_as_string(hide_password=False)
    async with opened(url) as reader:
        assert await reader.fetch(COUNT, ()) == b"0"

        run(server, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        run(server, f"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{name}'")
        for _ in range(3):
            with pytest.raises(DatabaseUnavailableError, match="Check that PostgreSQL runs"):
                await reader.fetch(COUNT, ())
            with pytest.raises(DatabaseUnavailableError):
                async with reader.snapshot() as snapshot:
                    await snapshot.fetch(COUNT, ())
        run(server, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

        assert await reader.fetch(COUNT, ()) == b"0"
    postgresql.drop(url)


@pytest.fixture
def sqlite_url(sqlite: SqliteFiles) -> Iterator[str]:
    url = sqlite.migrated()
    yield url
    sqlite.drop(url)
