"""Reading a PostgreSQL database, through a pool of connections that the server itself holds to reading."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any, Literal

import asyncpg
from sqlalchemy import URL

from db.errors import DatabaseUnavailableError, StatementTimeoutError
from db.seen import Seen

CONNECTIONS = 8
CONNECT_SECONDS = 5.0
STATEMENTS = 1_024  # kept prepared by each connection: more than there are plans
BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SAVEPOINT start"
GO_ON = "ROLLBACK TO SAVEPOINT start"
MEND = "Check that PostgreSQL runs and that DATABASE_URL has the right host, user, password and name."

# What a replica breaks off because it shows rows that the primary has cleared away; nothing else of ours can conflict.
OVERTAKEN = asyncpg.SerializationError
LOST = (OSError, asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError, OVERTAKEN)
GONE = (asyncpg.PostgresConnectionError, asyncpg.InterfaceError)  # what a connection says that is no longer there
REFUSED = (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError)


class PostgresqlSnapshot:
    """One connection, inside a transaction, that nobody else uses in between."""

    def __init__(self, connection: Any, seconds: float) -> None:
        self._connection = connection
        self._seconds = seconds

    async def read(self, sql: str, parameters: Sequence[object]) -> Seen:
        """A text with its revision."""
        return _seen(await self._row(sql, parameters))

    async def fetch(self, sql: str, parameters: Sequence[object]) -> bytes | None:
        """The first column of the first row."""
        return _first(await self._row(sql, parameters))

    async def _row(self, sql: str, parameters: Sequence[object]) -> Any:
        """The first row; a statement that fails leaves the state as it was for the next."""
        with _explained(self._seconds):
            try:
                return await self._connection.fetchrow(sql, *parameters)
            except asyncpg.PostgresError:
                with suppress(*GONE):
                    await self._connection.execute(GO_ON)
                raise


class PostgresqlReader:
    """Reads a database; connections that were lost are made anew when they are needed."""

    dialect: Literal["postgresql"] = "postgresql"

    def __init__(self, pool: Any, seconds: float) -> None:
        self._pool = pool
        self._seconds = seconds

    async def read(self, sql: str, parameters: Sequence[object]) -> Seen:
        """A text with its revision, in the newest state."""
        return _seen(await self._row(sql, parameters))

    async def fetch(self, sql: str, parameters: Sequence[object]) -> bytes | None:
        """The first column of the first row, in the newest state."""
        return _first(await self._row(sql, parameters))

    async def _row(self, sql: str, parameters: Sequence[object]) -> Any:
        """The first row; a replica that broke the statement off is asked again, once, in its newer state."""
        with _explained(self._seconds):
            try:
                return await self._row_of_now(sql, parameters)
            except OVERTAKEN:
                return await self._row_of_now(sql, parameters)

    async def _row_of_now(self, sql: str, parameters: Sequence[object]) -> Any:
        async with self._borrowed() as connection:
            return await connection.fetchrow(sql, *parameters)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[PostgresqlSnapshot]:
        """Several statements that see one state."""
        async with self._borrowed() as connection:
            with _explained(self._seconds):
                await connection.execute(BEGIN)
            try:
                yield PostgresqlSnapshot(connection, self._seconds)
            finally:
                with suppress(*GONE):
                    await connection.execute("ROLLBACK")

    async def close(self) -> None:
        """Give all connections back."""
        await self._pool.close()

    @asynccontextmanager
    async def _borrowed(self) -> AsyncIterator[Any]:
        try:
            connection = await self._pool.acquire()
        except REFUSED as error:
            raise DatabaseUnavailableError(f"PostgreSQL does not let us in: {error}.", MEND) from error
        try:
            yield connection
        finally:
            await self._pool.release(connection)


async def open_postgresql(url: URL, seconds: float) -> PostgresqlReader:
    """Connect; raises DatabaseUnavailableError."""
    settings = {
        "application_name": "tengetrail",
        "default_transaction_read_only": "on",
        "jit": "off",  # it costs more than it gains on statements of milliseconds
        "random_page_cost": "1.1",  # the data are in memory: reading off an index beats sorting, and small scans
        "statement_timeout": str(max(1, round(seconds * 1_000))),  # milliseconds; 0 would be no limit
    }
    try:
        pool = await asyncpg.create_pool(
            url.set(drivername="postgresql").render_as_string(hide_password=False),
            min_size=1,
            max_size=CONNECTIONS,
            timeout=CONNECT_SECONDS,
            statement_cache_size=STATEMENTS,
            max_cached_statement_lifetime=0,
            max_cacheable_statement_size=0,
            server_settings=settings,
            reset=_keep,
        )
    except REFUSED as error:
        raise DatabaseUnavailableError(f"{url.render_as_string()} cannot be opened: {error}.", MEND) from error
    return PostgresqlReader(pool, seconds)


def _first(row: Any) -> bytes | None:
    value: str | None = None if row is None else row[0]
    return None if value is None else value.encode()


def _seen(row: Any) -> Seen:
    return Seen(_first(row), row[1] or 0)


async def _keep(_connection: Any) -> None:
    """Give a connection back as it is: our statements change nothing in it, and a reset costs a round trip."""


@contextmanager
def _explained(seconds: float) -> Iterator[None]:
    try:
        yield
    except asyncpg.QueryCanceledError as error:
        raise StatementTimeoutError(seconds) from error
    except LOST as error:
        raise DatabaseUnavailableError(f"PostgreSQL does not answer: {error}.", MEND) from error
