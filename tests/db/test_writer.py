from __future__ import annotations

import threading
import time
from contextlib import closing
from pathlib import Path

import pysqlite3
import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

import db
from db.errors import DatabaseUnavailableError
from db.migrate import migrate
from db.write import Origin, Written, record_revision
from db.writer import DatabaseBusyError, defer_references, open_writer
from tests.batch import DATASET, Batch
from tests.databases import Databases, SqliteFiles

LOT = text("INSERT INTO lot (id, slug, tender_id, value_qualifier) VALUES (1, 'lot', 1, 'EXACT')")
LOT_NODE = text("INSERT INTO node (id, type, slug, dataset) VALUES (1, 'Lot', 'lot', 'small')")


@pytest.fixture
def writer(database_url: str) -> Engine:
    """Connections that may write."""
    return open_writer(database_url)


def test_a_second_writer_waits_until_the_first_is_done(writer: Engine, database_url: str) -> None:
    second = open_writer(database_url)
    began: list[float] = []

    def write() -> None:
        with second.begin():
            began.append(time.monotonic())

    with writer.begin() as connection:
        connection.execute(LOT_NODE)
        thread = threading.Thread(target=write)
        thread.start()
        time.sleep(0.3)
        done = time.monotonic()
        assert began == []
    thread.join()

    assert began[0] >= done


def test_a_second_writer_says_that_it_waited_in_vain(writer: Engine, database_url: str) -> None:
    second = open_writer(database_url, wait_seconds=0.1)

    with (
        writer.begin(),
        pytest.raises(DatabaseBusyError, match="Another import or migration is writing"),
        second.begin(),
    ):
        pass


def test_references_are_checked_at_once_unless_they_are_deferred(writer: Engine) -> None:
    with writer.connect() as connection:
        connection.execute(LOT_NODE)
        with pytest.raises(IntegrityError):
            connection.execute(LOT)


def test_deferred_references_are_checked_at_the_end_and_nothing_stays(writer: Engine) -> None:
    connection = writer.connect()
    transaction = connection.begin()
    defer_references(connection)
    connection.execute(LOT_NODE)
    connection.execute(LOT)
    with pytest.raises(IntegrityError):
        transaction.commit()
    connection.close()

    with writer.begin() as again:
        assert again.scalar(text("SELECT count(*) FROM node")) == 0


def test_a_database_without_tables_says_how_to_make_them(databases: Databases) -> None:
    url = databases.empty()
    engine = open_writer(url)

    with pytest.raises(DatabaseUnavailableError, match="Run `tengetrail migrate`"), engine.begin() as connection:
        connection.execute(text("SELECT * FROM lot"))
    databases.drop(url)


def test_an_sqlite_file_is_written_safely(sqlite: SqliteFiles) -> None:
    url = sqlite.migrated()
    engine = open_writer(url)

    with engine.begin() as connection:
        pragmas = {
            name: connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    sqlite.drop(url)

    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_the_folder_of_a_new_file_is_made(tmp_path: Path) -> None:
    engine = open_writer(f"sqlite:///{tmp_path}/new/folder/file.sqlite3")

    with engine.begin():
        pass

    assert (tmp_path / "new/folder/file.sqlite3").is_file()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mysql://localhost/x", "A database of the kind 'mysql' is not known here. Set DATABASE_URL to sqlite:///FILE"),
        ("nonsense", "DATABASE_URL is not the address of a database. Set DATABASE_URL to sqlite:///FILE"),
        ("sqlite://", "DATABASE_URL names no file. Set DATABASE_URL to sqlite:///FILE"),
        ("sqlite:////dev/null/x.sqlite3", "The folder '/dev/null' cannot be made: File exists. Set DATABASE_URL"),
        ("sqlite:////dev/null", "The database file cannot be used"),
        ("postgresql://nobody@127.0.0.1:1/x", "PostgreSQL does not answer: connection failed"),
    ],
)
def test_an_address_that_leads_nowhere_is_explained(url: str, told: str) -> None:
    with pytest.raises(DatabaseUnavailableError) as caught, open_writer(url).begin():
        pass

    assert str(caught.value).startswith(told)


def test_a_file_that_is_no_database_is_explained(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Not a database, but long enough to look at its first bytes. " * 20)

    with (
        pytest.raises(DatabaseUnavailableError, match="file is not a database"),
        open_writer(f"sqlite:///{tmp_path}/notes.txt").begin(),
    ):
        pass


def journal(connection: Connection) -> object:
    return connection.exec_driver_sql("PRAGMA journal_mode").scalar()


@pytest.fixture
def file(tmp_path: Path) -> str:
    """An SQLite database with all tables and nothing in them."""
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    migrate(url)
    return url


def test_a_first_import_in_bulk_writes_into_the_file_itself(file: str) -> None:
    with open_writer(file, bulk=True).begin() as connection:
        assert journal(connection) == "delete"
        batch = Batch()
        batch.record(db.Process, "process", {"title": "Process"})
        batch.write(connection)
        record_revision(connection, DATASET, Origin("digest", "a test"), Written())

    for bulk in (False, True):
        with open_writer(file, bulk=bulk).begin() as connection:
            assert journal(connection) == "wal"


def test_a_file_that_somebody_has_open_stays_as_it_is(file: str) -> None:
    with closing(pysqlite3.connect(file.removeprefix("sqlite:///"))) as reading:
        reading.execute("SELECT 1 FROM revision").fetchall()
        with open_writer(file, bulk=True).begin() as connection:
            assert journal(connection) == "wal"


def test_what_a_first_import_wrote_before_it_failed_is_gone(file: str) -> None:
    def fail() -> None:
        with open_writer(file, bulk=True).begin() as connection:
            connection.execute(LOT_NODE)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    with open_writer(file).connect() as connection:
        assert journal(connection) == "wal"
        assert connection.exec_driver_sql("SELECT count(*) FROM node").scalar() == 0
