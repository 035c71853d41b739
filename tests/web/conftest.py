"""The real server with its pages, over an SQLite file with the seed in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from exchange.seed import import_seed
from tests.api.servers import ROOT, Server, running_server
from tests.databases import SqliteFiles


@pytest.fixture(scope="session")
def site(sqlite: SqliteFiles, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for all tests of pages together."""
    url = sqlite.migrated()
    import_seed(url, ROOT / "seed_data")
    with running_server(url, tmp_path_factory.mktemp("site")) as running:
        yield running
