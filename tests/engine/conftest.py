"""What the engine's tests ask: databases of odd rows, and engines over them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Literal, Protocol

import pytest
import pytest_asyncio

from analysis.amount_sum import derive_amount_sums
from db.reader import Reader, Snapshot, open_reader
from db.seen import Seen
from db.writer import open_writer
from engine.engine import Engine
from tengetrail.settings import Limits
from tests.databases import Databases
from tests.engine.plain import Plain
from tests.engine.rows import fill, nasty_rows
from tests.engine.tables import Tables

COMPARED = "random operations compared"
VERDICTS = "documents judged twice"
ROOMY = Limits(
    aliases=10_000,
    fields=20_000,
    directives=10_000,
    tokens=100_000,
    nodes=10**12,
    depth=100,
    statement_seconds=60,  # what is compared is the answer, however busy the machine is
)


class Ask(Protocol):
    """Asks an operation, as a client would."""

    async def __call__(self, document: str, **variables: Any) -> Any: ...


class Recorder:
    """A reader that keeps what it was asked."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.statements: list[str] = []

    @property
    def dialect(self) -> Literal["sqlite", "postgresql"]:
        return self._reader.dialect

    async def read(self, sql: str, parameters: Sequence[object]) -> Seen:
        self.statements.append(sql)
        return await self._reader.read(sql, parameters)

    async def fetch(self, sql: str, parameters: Sequence[object]) -> bytes | None:
        self.statements.append(sql)
        return await self._reader.fetch(sql, parameters)

    def snapshot(self) -> AbstractAsyncContextManager[Snapshot]:
        return self._recorded()

    @asynccontextmanager
    async def _recorded(self) -> AsyncIterator[Snapshot]:
        async with self._reader.snapshot() as snapshot:
            yield RecordedSnapshot(snapshot, self.statements)

    async def close(self) -> None:
        await self._reader.close()


class RecordedSnapshot:
    def __init__(self, snapshot: Snapshot, statements: list[str]) -> None:
        self._snapshot = snapshot
        self._statements = statements

    async def read(self, sql: str, parameters: Sequence[object]) -> Seen:
        self._statements.append(sql)
        return await self._snapshot.read(sql, parameters)

    async def fetch(self, sql: str, parameters: Sequence[object]) -> bytes | None:
        self._statements.append(sql)
        return await self._snapshot.fetch(sql, parameters)


@asynccontextmanager
async def engine_on(database_url: str, limits: Limits) -> AsyncIterator[Engine]:
    """An engine that tells what unexpected errors were, where others give only an id."""
    reader = Recorder(await open_reader(database_url, limits))
    try:
        yield Engine(reader, limits, told)
    finally:
        await reader.close()


def told(error: Exception) -> str:
    return repr(error)


@pytest.fixture(scope="session")
def nasty_url(databases: Databases) -> Iterator[str]:
    """The URL of a database with the odd rows in it; it is only read."""
    url = databases.migrated()
    fill(url, nasty_rows())
    with open_writer(url).begin() as connection:
        derive_amount_sums(connection)
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def plain(nasty_url: str) -> Plain:
    """The plain answers of the same database."""
    return Plain(Tables.read(nasty_url))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def engine(nasty_url: str) -> AsyncIterator[Engine]:
    """An engine with the limits that it has unless told otherwise; reading the schema takes it long to begin."""
    async with engine_on(nasty_url, Limits()) as made:
        yield made


@pytest.fixture
def ask(engine: Engine) -> Ask:
    """The answer to an operation, read from its JSON."""

    async def asked(document: str, **variables: Any) -> Any:
        return json.loads((await engine.answer(document, variables)).body)

    return asked


@pytest.fixture
def statements(engine: Engine) -> list[str]:
    """The statements that the engine sends from now on."""
    assert isinstance(engine.reader, Recorder)
    engine.reader.statements.clear()
    return engine.reader.statements


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many random operations had the same answer, and how many documents were judged."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == COMPARED:
                terminalreporter.write_line(f"{report.nodeid}: {value} random operations compared, each asked twice")
            if name == VERDICTS:
                terminalreporter.write_line(f"{report.nodeid}: {value}")
