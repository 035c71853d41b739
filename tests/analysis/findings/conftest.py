from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.analysis.findings.made import Made


@pytest.fixture
def made(database_url: str) -> Iterator[Made]:
    """An empty database to make records in."""
    made = Made(database_url)
    yield made
    made.close()
