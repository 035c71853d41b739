"""The seed as the real server gives it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.servers import Server, running_server

CLAIMS = """
query Claims($after: String) {
  claims(first: 200, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      code kind printed statement quantity quantityQualifier unit confidence assertedBy
      value { amount currency qualifier }
      subject { __typename slug }
      asserter { __typename slug }
      citation { locator source { slug } }
      viaSource { slug }
      converts { code }
      compares { code }
    }
  }
}
"""


@pytest.fixture(scope="session")
def server(seeded_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real server over a database with the seed in it, once for SQLite and once for PostgreSQL."""
    with running_server(seeded_url, tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="session")
def claims(server: Server) -> dict[str, dict[str, Any]]:
    """Every claim by its code, asked page by page."""
    found: dict[str, dict[str, Any]] = {}
    page: dict[str, Any] = {"hasNextPage": True, "endCursor": None}
    while page["hasNextPage"]:
        answer = server.ask(CLAIMS, after=page["endCursor"])["data"]["claims"]
        found |= {claim["code"]: claim for claim in answer["nodes"]}
        page = answer["pageInfo"]
    return found
