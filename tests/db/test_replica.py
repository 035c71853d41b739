"""Reading from a replica of PostgreSQL while its primary is written."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import pytest
from sqlalchemy import make_url

from db.errors import DatabaseUnavailableError
from db.migrate import migrate
from db.reader import Snapshot
from exchange.seed import import_seed
from tests.api.test_answers import import_with_another_title
from tests.commands import serving, tengetrail
from tests.conftest import SEED
from tests.databases import replicated, run
from tests.db.test_reader import opened
from tests.tengetrail.test_workers import TITLE, until

SLOW_COUNT = "SELECT count(*)::text FROM fan_out, pg_sleep(1)"
NOWHERE = "postgresql://nobody@127.0.0.1:9/nothing"


class Pair(NamedTuple):
    primary: str
    replica: str


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    with replicated() as servers:
        run(servers[0], "CREATE DATABASE trail")
        pair = Pair(*(make_url(url).set(database="trail").render_as_string(False) for url in servers))
        migrate(pair.primary)
        import_seed(pair.primary, SEED)
        yield pair


def clear_away(url: str) -> None:
    """Take rows away so that nobody can see them any more, and write so at once: a replica must do so too."""
    row = "INSERT INTO fan_out (name, most) VALUES ('a row', 1)"
    run(url, row, "DELETE FROM fan_out", "VACUUM (TRUNCATE off) fan_out", "CHECKPOINT")


async def hold_up(snapshot: Snapshot, primary: str) -> None:
    """Read one state for as long as the replica lets us; other transactions may keep its rows for a moment."""
    for _ in range(20):
        clear_away(primary)
        await snapshot.fetch(SLOW_COUNT, ())


def title(address: str) -> bytes:
    with urlopen(f"{address}{TITLE}", timeout=30) as response:
        said: bytes = response.read()
        return said


async def test_a_statement_that_the_replica_breaks_off_is_asked_again(pair: Pair) -> None:
    async with opened(pair.replica) as reader:
        asked = asyncio.create_task(reader.fetch(SLOW_COUNT, ()))
        await asyncio.sleep(0.2)
        clear_away(pair.primary)

        assert await asked == b"0"


async def test_a_snapshot_that_the_replica_breaks_off_is_told(pair: Pair) -> None:
    async with opened(pair.replica) as reader:
        async with reader.snapshot() as snapshot:
            await snapshot.fetch(SLOW_COUNT, ())

            with pytest.raises(DatabaseUnavailableError, match="PostgreSQL does not answer"):
                await hold_up(snapshot, pair.primary)

        assert await reader.fetch(SLOW_COUNT, ()) == b"0"


def test_a_server_that_reads_a_replica_shows_what_is_imported_on_the_primary(pair: Pair, tmp_path: Path) -> None:
    with serving(DATABASE_URL=NOWHERE, DATABASE_READ_URL=pair.replica, LOG_LEVEL="WARNING") as address:
        assert b"National programme" in title(address)

        import_with_another_title(pair.primary, tmp_path)

        assert until(lambda: b"Renamed" in title(address))


def test_status_tells_of_the_replica(pair: Pair) -> None:
    told = tengetrail("status", DATABASE_URL=NOWHERE, DATABASE_READ_URL=pair.replica).stdout

    assert "Programme " in told


def test_a_replica_cannot_be_imported_into(pair: Pair) -> None:
    ended = tengetrail("import", "seed", DATABASE_URL=pair.replica)

    assert ended.returncode == 3
    assert "PostgreSQL refuses to write" in ended.stderr
