"""Reading an SQLite file: short statements at once on the event loop, long ones on threads.

SQLite answers most statements sooner than a thread could be woken. A statement that is not done
within QUICK_SECONDS is broken off and run again on a thread, so that it holds up nobody else.
pysqlite3 is the only SQLite library in the process: two on one file break each other's locks.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import pysqlite3

from db.address import check_sqlite
from db.errors import DatabaseUnavailableError, StatementTimeoutError
from db.seen import Seen

QUICK_SECONDS = 0.02
THREADS = 8
STATEMENTS = 256  # kept prepared by each connection
MAPPED_BYTES = 1 << 36  # of address space: files up to that size are read without being copied
STEPS = 10_000  # of SQLite's machine between two looks at the clock: about a tenth of a millisecond

ALLOWED = frozenset(
    {
        pysqlite3.SQLITE_SELECT,
        pysqlite3.SQLITE_READ,
        pysqlite3.SQLITE_FUNCTION,
        pysqlite3.SQLITE_RECURSIVE,
        pysqlite3.SQLITE_TRANSACTION,
    }
)
Row = tuple[Any, ...]
OK: int = pysqlite3.SQLITE_OK
DENIED: int = pysqlite3.SQLITE_DENY


class SqliteConnection:
    """One connection that can only read, with a deadline on each statement; used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._deadline = math.inf
        self._connection = pysqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=STATEMENTS,
        )
        self._connection.text_factory = bytes  # what comes as UTF-8 goes out as UTF-8
        self._connection.execute("PRAGMA query_only = ON")
        self._connection.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
        self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        self._connection.set_progress_handler(self._is_late, STEPS)
        self._connection.set_authorizer(_authorize)

    def row(self, sql: str, parameters: Sequence[object], seconds: float) -> Row | None:
        """The first row; raises StatementTimeoutError past `seconds`."""
        self._deadline = time.monotonic() + seconds
        try:
            cursor = self._connection.execute(sql, parameters)
            row: Row | None = cursor.fetchone()
            cursor.close()
        except pysqlite3.OperationalError as error:
            if error.sqlite_errorcode == pysqlite3.SQLITE_INTERRUPT:
                raise StatementTimeoutError(seconds) from None
            raise
        return row

    def begin(self) -> None:
        """From the next statement on, see one state."""
        self._deadline = math.inf
        self._connection.execute("BEGIN")

    def end(self) -> None:
        """See the newest state again."""
        self._deadline = math.inf
        self._connection.execute("ROLLBACK")

    def hurry(self) -> None:
        """Break off what is running, from another thread."""
        self._deadline = 0.0

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def _is_late(self) -> bool:
        return time.monotonic() > self._deadline


class SqliteSnapshot:
    """One connection, inside a transaction, that nobody else uses in between."""

    def __init__(self, connection: SqliteConnection, threads: ThreadPoolExecutor, seconds: float) -> None:
        self._connection = connection
        self._threads = threads
        self._seconds = seconds

    async def read(self, sql: str, parameters: Sequence[object]) -> Seen:
        """A text with its revision."""
        return seen(await self._row(sql, parameters))

    async def fetch(self, sql: str, parameters: Sequence[object]) -> bytes | None:
        """The first column of the first row."""
        return first(await self._row(sql, parameters))

    async def _row(self, sql: str, parameters: Sequence[object]) -> Row | None:
        try:
            return self._connection.row(sql, parameters, QUICK_SECONDS)
        except StatementTimeoutError:
            return await self.row_aside(sql, parameters)

    async def row_aside(self, sql: str, parameters: Sequence[object]) -> Row | None:
        """The first row, found on a thread; whoever gives up waiting leaves a connection that is at rest."""
        running = asyncio.get_running_loop().run_in_executor(
            self._threads, self._connection.row, sql, parameters, self._seconds
        )
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            self._connection.hurry()
            await asyncio.gather(running, return_exceptions=True)
            raise


class SqliteReader:
    """Reads a file: one connection for the event loop, and more for threads and snapshots, opened when needed."""

    dialect: Literal["sqlite"] = "sqlite"

    def __init__(self, path: Path, seconds: float) -> None:
        self._path = path
        self._seconds = seconds
        self._near = SqliteConnection(path)
        self._idle: list[SqliteConnection] = []
        self._places = asyncio.Semaphore(THREADS)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="sqlite-reader")

    async def read(self, sql: str, parameters: Sequence[object]) -> Seen:
        """A text with its revision, in the newest state."""
        try:
            return seen(self._near.row(sql, parameters, QUICK_SECONDS))
        except StatementTimeoutError:
            return seen(await self._row_aside(sql, parameters))

    async def fetch(self, sql: str, parameters: Sequence[object]) -> bytes | None:
        """The first column of the first row, in the newest state."""
        try:
            return first(self._near.row(sql, parameters, QUICK_SECONDS))
        except StatementTimeoutError:
            return first(await self._row_aside(sql, parameters))

    async def _row_aside(self, sql: str, parameters: Sequence[object]) -> Row | None:
        async with self._borrowed() as connection:
            return await SqliteSnapshot(connection, self._threads, self._seconds).row_aside(sql, parameters)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[SqliteSnapshot]:
        """Several statements that see one state."""
        async with self._borrowed() as connection:
            connection.begin()
            try:
                yield SqliteSnapshot(connection, self._threads, self._seconds)
            finally:
                connection.end()

    async def close(self) -> None:
        """Close every connection, after what still runs."""
        await asyncio.to_thread(self._threads.shutdown)
        for connection in (self._near, *self._idle):
            connection.close()

    @asynccontextmanager
    async def _borrowed(self) -> AsyncIterator[SqliteConnection]:
        async with self._places:
            connection = self._idle.pop() if self._idle else SqliteConnection(self._path)
            try:
                yield connection
            finally:
                self._idle.append(connection)


def open_sqlite(file: str | None, seconds: float) -> SqliteReader:
    """Open a file that is there; raises DatabaseUnavailableError."""
    check_sqlite()
    if not file or not Path(file).is_file():
        cause = f"There is no database file {file or ''!r}."
        raise DatabaseUnavailableError(cause, "Run `tengetrail migrate`, or set DATABASE_URL to the right file.")
    try:
        return SqliteReader(Path(file), seconds)
    except pysqlite3.DatabaseError as error:
        mend = "Check that it is an SQLite database and may be read, or set DATABASE_URL to another file."
        raise DatabaseUnavailableError(f"The file {file!r} cannot be opened: {error}.", mend) from error


def first(row: Row | None) -> bytes | None:
    """The first column."""
    return None if row is None else row[0]


def seen(row: Row | None) -> Seen:
    """The columns of a statement that tells its revision."""
    assert row is not None  # it has one row, always
    return Seen(row[0], row[1] or 0)


def _authorize(action: int, *_about: object) -> int:
    return OK if action in ALLOWED else DENIED
