"""A server over the seed, for all tests together."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.servers import Server, running_server


@pytest.fixture(scope="session")
def server(seeded_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real server over a database with the seed in it, once for SQLite and once for PostgreSQL."""
    with running_server(seeded_url, tmp_path_factory.mktemp("server")) as running:
        yield running
