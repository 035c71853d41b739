"""Every flow of random data conserves at every node, from what an import derives to what a client is told."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import derive
from db.currency import DIGITS
from db.flow import FlowKind
from db.writer import defer_references, open_writer
from tests.conservation import amount, check_conservation
from tests.databases import Databases
from tests.engine.conftest import ROOMY, engine_on
from tests.engine.forest import Forest

ROOTS = ("programmes", "activities", "processes", "tenders", "organizations")
ASKED = """
query ($basis: Basis!, $depth: Int, $first: Int) {
  %s(first: 200) { nodes { moneyFlow(basis: $basis, depth: $depth, first: $first) {
    currency
    nodes { key kind slug level carried amount { amount currency } }
    links { source target amount { amount } basis }
  } } }
}
"""
OWN = "SELECT slug, amount_amount, amount_currency FROM step WHERE amount_amount IS NOT NULL"


@pytest.fixture
def grown(databases: Databases) -> Iterator[Callable[[Random], str]]:
    """Puts a random forest into a database of its own, with all that is derived; the URL."""
    urls = []

    def grow(random: Random) -> str:
        urls.append(databases.migrated())
        with open_writer(urls[-1]).begin() as connection:
            defer_references(connection)
            Forest(random).batch.write(connection)
            derive(connection)
        if len(urls) > 1:
            databases.drop(urls.pop(0))
        return urls[-1]

    yield grow
    for url in urls:
        databases.drop(url)


async def flows(url: str) -> list[tuple[int | None, str, dict[str, Any]]]:
    """Every flow of a database with the depth and the basis that it was asked for."""
    found = []
    async with engine_on(url, ROOMY) as engine:
        for root, basis, depth, first in product(ROOTS, ("STATED", "INFERRED", "ASSUMED"), (None, 2), (1, 20)):
            given = {"basis": basis, "depth": depth, "first": first}
            answer = json.loads((await engine.answer(ASKED % root, given)).body)
            assert "errors" not in answer
            asked = [each["moneyFlow"] for each in answer["data"][root]["nodes"] if each["moneyFlow"]]
            found += [(depth, basis, flow) for flow in asked]
    return found


def own_amounts(url: str) -> dict[str, tuple[Decimal, str]]:
    """What is published of each record."""
    with open_writer(url).connect() as connection:
        rows = connection.exec_driver_sql(OWN).all()
    return {slug: (Decimal(minor).scaleb(-DIGITS[currency]), currency) for slug, minor, currency in rows}


def test_every_flow_conserves(grown: Callable[[Random], str], record_property: Callable[[str, object], None]) -> None:
    kinds: Counter[str] = Counter()

    @settings(
        max_examples=5,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    @given(st.integers(0, 2**32))
    def conserve(seed: int) -> None:
        url = grown(Random(seed))
        own = own_amounts(url)
        for depth, basis, flow in asyncio.run(flows(url)):
            check_conservation(flow, depth)
            kinds["flow"] += 1
            kinds.update(node["kind"] for node in flow["nodes"])
            allowed = ("STATED", "INFERRED", "ASSUMED")[: ("STATED", "INFERRED", "ASSUMED").index(basis) + 1]
            assert {link["basis"] for link in flow["links"]} <= {None, *allowed}
            for node in flow["nodes"]:
                assert node["amount"]["currency"] == flow["currency"]
                if node["slug"] and not node["carried"] and node["kind"] != "SUPPLIER":
                    assert (amount(node), flow["currency"]) == own[node["slug"]]
                assert not node["carried"] or node["slug"] not in own

    conserve()

    record_property("flows", kinds["flow"])
    assert kinds.keys() == {*FlowKind, "flow"}
