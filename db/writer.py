"""The write side: connections for migrations and imports, one writer at a time on either database.

A transaction takes the right to write when it begins, and a second writer waits for it.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import psycopg
import psycopg.errors
import pysqlite3
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event
from sqlalchemy.engine import ExceptionContext

from db.address import FORMS, check_sqlite, parsed_address
from db.errors import DatabaseUnavailableError

WAIT_SECONDS = 60.0
BULK_CACHE_KIB = 32_000  # of SQLite, in place of 2,000: the keys of millions of rows are written all over
LOCK = 7_384_001  # any number, the same for every writer of ours on PostgreSQL
NOT_MIGRATED = ("The database lacks tables of this version.", "Run `tengetrail migrate`.")
UNUSABLE = {
    pysqlite3.SQLITE_CANTOPEN,
    pysqlite3.SQLITE_CORRUPT,
    pysqlite3.SQLITE_FULL,
    pysqlite3.SQLITE_IOERR,
    pysqlite3.SQLITE_NOTADB,
    pysqlite3.SQLITE_READONLY,
}


class DatabaseBusyError(DatabaseUnavailableError):
    """Another writer did not finish in time."""

    code = "DATABASE_BUSY"

    def __init__(self) -> None:
        super().__init__("Another import or migration is writing.", "Wait until it is done and start again.")


def open_writer(database_url: str, wait_seconds: float = WAIT_SECONDS, *, bulk: bool = False) -> Engine:
    """Connections that may write; a transaction waits at its beginning until no other one writes.

    Those for `bulk` leave it to `db.bulk.references_later` to check references on SQLite, and use more memory.
    Each connection is closed after use: SQLite keeps a transaction open that could not be committed.
    Raises DatabaseUnavailableError, and DatabaseBusyError after `wait_seconds`, there or at any statement.
    """
    url = parsed_address(database_url)
    sqlite = url.get_backend_name() == "sqlite"
    engine = _open_sqlite(url, wait_seconds, bulk) if sqlite else _open_postgresql(url, wait_seconds)
    event.listen(engine, "handle_error", _explain)
    return engine


def defer_references(connection: Connection) -> None:
    """Check references when the transaction ends: until then rows may come and go in any order."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    else:
        connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")


def _open_sqlite(url: URL, wait_seconds: float, bulk: bool) -> Engine:
    check_sqlite()
    if not url.database:
        raise DatabaseUnavailableError("DATABASE_URL names no file.", FORMS)
    _make_folder(Path(url.database).parent)
    engine = create_engine(
        url.set(drivername="sqlite"),
        module=pysqlite3,
        poolclass=NullPool,
        connect_args={"isolation_level": None, "timeout": wait_seconds},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA foreign_keys = {'OFF' if bulk else 'ON'}")
        if bulk:
            connection.execute(f"PRAGMA cache_size = -{BULK_CACHE_KIB}")
        connection.execute("PRAGMA synchronous = FULL")
        _use_wal(connection, wait_seconds)
        if bulk and _is_new(connection):
            _leave_wal(connection)

    @event.listens_for(engine, "close")
    def finish(connection: Any, _record: object) -> None:
        if bulk:
            _use_wal(connection, wait_seconds)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        cause = f"The folder {str(folder)!r} cannot be made: {error.strerror}."
        raise DatabaseUnavailableError(
            cause, "Set DATABASE_URL to a file in a folder that you may write to."
        ) from error


def _use_wal(connection: Any, wait_seconds: float) -> None:
    """Switch the file over; SQLite itself does not wait here when two open a new file at once."""
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except pysqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != pysqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _is_new(connection: Any) -> bool:
    """Whether there are all tables and no import has come to its end."""
    try:
        return connection.execute("SELECT 1 FROM revision").fetchone() is None
    except pysqlite3.OperationalError:
        return False


def _leave_wal(connection: Any) -> None:
    """Write a first import into the file itself: there is nothing to keep for readers, nor to copy back.

    A log of millions of pages is slow to read from. Where somebody has the file open, it stays as it is.
    """
    try:
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except pysqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != pysqlite3.SQLITE_BUSY:
            raise


def _open_postgresql(url: URL, wait_seconds: float) -> Engine:
    engine = create_engine(url.set(drivername="postgresql+psycopg"), poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(wait_seconds * 1000)}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")

    return engine


def _explain(context: ExceptionContext) -> BaseException | None:
    return explained(context.original_exception)


def explained(error: BaseException) -> DatabaseUnavailableError | None:
    """What a driver reports, in words that tell how to mend it; None for anything unforeseen."""
    match error:
        case pysqlite3.DatabaseError():
            return _of_sqlite(error)
        case psycopg.Error():
            return _of_postgresql(error)
    return None


def _of_sqlite(error: Any) -> DatabaseUnavailableError | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == pysqlite3.SQLITE_BUSY:
        return DatabaseBusyError()
    if code in UNUSABLE:
        mend = "Check that it is an SQLite database, that you may write it and its folder, and that the disk has room."
        return DatabaseUnavailableError(f"The database file cannot be used: {error}.", mend)
    if str(error).startswith(("no such table", "no such column")):
        return DatabaseUnavailableError(*NOT_MIGRATED)
    return None


def _of_postgresql(error: psycopg.Error) -> DatabaseUnavailableError | None:
    if isinstance(error, psycopg.errors.LockNotAvailable):
        return DatabaseBusyError()
    if isinstance(error, psycopg.errors.UndefinedTable | psycopg.errors.UndefinedColumn):
        return DatabaseUnavailableError(*NOT_MIGRATED)
    if isinstance(error, psycopg.errors.InsufficientPrivilege | psycopg.errors.ReadOnlySqlTransaction):
        return DatabaseUnavailableError(
            f"PostgreSQL refuses to write: {_in_short(error)}.", "Use a user that may write."
        )
    if isinstance(error, psycopg.OperationalError):
        mend = "Check that the server runs and that DATABASE_URL names it, its user and its database."
        return DatabaseUnavailableError(f"PostgreSQL does not answer: {_in_short(error)}.", mend)
    return None


def _in_short(error: psycopg.Error) -> str:
    return str(error).partition("\n")[0].rstrip(".")
