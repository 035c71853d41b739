"""Reading records the usual way, as SQLModel's objects: what the peer stands on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import pysqlite3
from sqlalchemy import Engine, Select, create_engine, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import Session


class Rows(Protocol):
    """A database that answers a statement with rows of objects."""

    async def fetch(self, statement: Select[Any]) -> Sequence[Any]:
        """All rows."""

    async def close(self) -> None:
        """Give the connections back."""


class SqliteRows:
    """A file and one connection; statements are shorter than a thread's waking, so they run where they are asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._session = Session(engine)

    async def fetch(self, statement: Select[Any]) -> Sequence[Any]:
        found = self._session.execute(statement).all()
        self._session.expunge_all()
        return found

    async def close(self) -> None:
        self._session.close()
        self._engine.dispose()


class PostgresqlRows:
    """A pool of connections, without transactions: each statement stands alone."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def fetch(self, statement: Select[Any]) -> Sequence[Any]:
        async with AsyncSession(self._engine) as session:
            found: Sequence[Any] = (await session.execute(statement)).all()
            return found

    async def close(self) -> None:
        await self._engine.dispose()


def open_rows(database_url: str) -> Rows:
    """Connect with the drivers that the engine uses."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        return SqliteRows(create_engine(url.set(drivername="sqlite"), module=pysqlite3))
    settings = {"server_settings": {"jit": "off", "random_page_cost": "1.1"}}
    engine = create_async_engine(url.set(drivername="postgresql+asyncpg"), connect_args=settings)
    return PostgresqlRows(engine.execution_options(isolation_level="AUTOCOMMIT"))
