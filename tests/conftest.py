"""What the tests stand on: migrated databases of both kinds, and one with the seed in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exchange.seed import import_seed
from tests.databases import Databases, PostgresDatabases, SqliteFiles, postgresql_server

pytest_plugins = ["tests.network", "tests.not_run"]

KINDS = ["sqlite", "postgresql"]
SEED = Path(__file__).resolve().parent.parent / "seed_data"


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    """SQLite files."""
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresDatabases]:
    """Databases on a PostgreSQL server."""
    with postgresql_server() as server:
        databases = PostgresDatabases(server)
        yield databases
        databases.drop_all()


@pytest.fixture(scope="session", params=KINDS)
def databases(request: pytest.FixtureRequest) -> Databases:
    """Databases of either kind: what asks for them runs once for SQLite and once for PostgreSQL."""
    made: Databases = request.getfixturevalue(request.param)
    return made


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """The URL of a database with all tables and no records, for one test."""
    url = databases.migrated()
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def seeded_url(databases: Databases) -> Iterator[str]:
    """The URL of a database with the seed in it, for all tests together: they only read."""
    url = databases.migrated()
    import_seed(url, SEED)
    yield url
    databases.drop(url)
