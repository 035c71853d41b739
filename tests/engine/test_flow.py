"""Flows of money: as plain Python draws them, in one statement, within bounds that are told."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import pytest

from engine.engine import Engine
from tengetrail.settings import Limits
from tests.engine.conftest import ROOMY, Ask, engine_on
from tests.engine.plain import Plain

pytestmark = pytest.mark.asyncio(loop_scope="session")

ROOTS = ("programmes", "activities", "processes", "tenders", "organizations")
FLOW = """
  basis currency
  nodes { key kind label id slug qualifier carried level amount { amount currency } }
  links { source target basis amount { amount } }
"""
ASKED = """
query ($basis: Basis!, $depth: Int, $first: Int) {
  %s(first: 200) { nodes { moneyFlow(basis: $basis, depth: $depth, first: $first) { %s } } }
}
"""
ONE = "query ($depth: Int, $first: Int) { tenders(first: 1) { nodes { moneyFlow(basis: STATED %s) { currency } } } }"


async def test_every_flow_of_the_odd_rows_is_as_plain_python_draws_it(nasty_url: str, plain: Plain) -> None:
    links = 0
    async with engine_on(nasty_url, ROOMY) as engine:
        for root, basis, depth, first in product(ROOTS, ("STATED", "ASSUMED"), (None, 0, 2), (None, 0, 3)):
            asked, given = ASKED % (root, FLOW), {"basis": basis, "depth": depth, "first": first}
            answer = json.loads((await engine.answer(asked, given)).body)

            assert answer == plain.answer(asked, given)
            links += sum(len(each["moneyFlow"]["links"]) for each in answer["data"][root]["nodes"] if each["moneyFlow"])
    assert links > 500


async def test_a_flow_adds_no_statement(ask: Ask, statements: list[str]) -> None:
    await ask("{ programmes(first: 2) { nodes { slug moneyFlow(basis: STATED, depth: 2) { currency } } } }")

    assert len(statements) == 1


@pytest.mark.parametrize(
    ("arguments", "given", "code", "words"),
    [
        (", depth: 11", {}, "LIMIT_EXCEEDED", "depth of a flow: 11 is more than the limit of 10"),
        (", depth: -1", {}, "BAD_PAGE", "depth: -1 is negative; ask for 0 to 10"),
        (", depth: $depth", {"depth": 12}, "LIMIT_EXCEEDED", "depth of a flow: 12"),
        (", first: 201", {}, "LIMIT_EXCEEDED", "ask for 200 or fewer"),
        (", first: $first", {"first": -2}, "BAD_PAGE", "first: -2 is negative"),
    ],
)
async def test_what_cannot_be_is_told_with_what_can(
    ask: Ask, arguments: str, given: dict[str, Any], code: str, words: str
) -> None:
    asked = (ONE % arguments).replace("query ($depth: Int, $first: Int)", f"query {declared(given)}")

    (error,) = (await ask(asked, **given))["errors"]

    assert error["extensions"]["code"] == code
    assert error["path"] == ["tenders", "nodes", "moneyFlow"]
    assert words in error["message"]


def declared(given: dict[str, Any]) -> str:
    return f"({', '.join(f'${name}: Int' for name in given)})" if given else ""


async def test_a_basis_that_does_not_exist_is_told(ask: Ask) -> None:
    (error,) = (await ask('{ tender(slug: "x") { moneyFlow(basis: GUESSED) { currency } } }'))["errors"]

    assert error["extensions"]["code"] == "INVALID_DOCUMENT"
    assert "'GUESSED' does not exist in 'Basis' enum" in error["message"]


async def test_each_request_has_its_own_depth_although_the_text_is_the_same(ask: Ask) -> None:
    asked = ASKED % ("programmes", "nodes { level }")
    deepest = []
    for depth in (0, 1, 0):
        nodes = (await ask(asked, basis="ASSUMED", depth=depth))["data"]["programmes"]["nodes"]
        deepest.append(max(node["level"] for flow in nodes if flow["moneyFlow"] for node in flow["moneyFlow"]["nodes"]))

    assert deepest == [0, 1, 0]


async def test_a_flow_of_too_many_records_says_how_to_ask_for_less(nasty_url: str) -> None:
    async with engine_on(nasty_url, Limits(nodes=1_000)) as engine:
        assert isinstance(engine, Engine)
        engine._renew({"Programme.moneyFlow": 5_000})
        asked = ASKED % ("programmes", "currency")

        (error,) = json.loads((await engine.answer(asked, {"basis": "STATED"})).body)["errors"]

    assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert "fewer levels with `depth`, for fewer parts with `first`" in error["message"]
