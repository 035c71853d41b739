"""The read side: statements go in, text comes out, and nothing can be changed through it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Literal, Protocol

from db.address import parsed_address
from db.reader_postgresql import open_postgresql
from db.reader_sqlite import open_sqlite
from db.seen import Seen
from tengetrail.settings import Limits


class Snapshot(Protocol):
    """A state of the data that does not change while it is read."""

    async def read(self, sql: str, parameters: Sequence[object]) -> Seen:
        """The text that a statement of `db.seen.seeing` finds, and the revision that it sees.

        Raises StatementTimeoutError past `limits.statement_seconds`.
        """

    async def fetch(self, sql: str, parameters: Sequence[object]) -> bytes | None:
        """The first column of the first row, if there is one, in UTF-8.

        SQLite's parameters are written `?1`, PostgreSQL's `$1::type`.
        Raises StatementTimeoutError past `limits.statement_seconds`.
        """


class Reader(Snapshot, Protocol):
    """Connections that can only read; each statement sees the newest state."""

    @property
    def dialect(self) -> Literal["sqlite", "postgresql"]:
        """Which SQL it understands."""

    def snapshot(self) -> AbstractAsyncContextManager[Snapshot]:
        """Several statements that see one state."""

    async def close(self) -> None:
        """Give all connections back."""


async def open_reader(database_url: str, limits: Limits) -> Reader:
    """Open the database; raises DatabaseUnavailableError, whose text says how to mend it."""
    url = parsed_address(database_url)
    if url.get_backend_name() == "sqlite":
        return open_sqlite(url.database, limits.statement_seconds)
    return await open_postgresql(url, limits.statement_seconds)
