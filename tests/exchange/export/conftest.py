"""A database with odd rows, which files have to bear."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import Databases
from tests.engine.rows import fill, nasty_rows


@pytest.fixture(scope="package")
def odd_url(databases: Databases) -> Iterator[str]:
    """The URL of a database with odd texts, unknown values and the largest amounts; it is only read."""
    url = databases.migrated()
    fill(url, nasty_rows())
    yield url
    databases.drop(url)
