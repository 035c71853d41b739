from __future__ import annotations

import json

import pytest

from schema.change import field_changes
from tests.engine.conftest import Ask
from tests.engine.plain import Plain

pytestmark = pytest.mark.asyncio(loop_scope="session")

CHANGE = """
    number kind type slug recordId fields { __typename name before after }
    node { __typename id slug ... on Lot { status tender { slug } } }
    revision { number dataset importedAt loaded digest cursor }"""
PAGE = "totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { ...f } }"
LOT = '{ type: { in: ["Lot", "Claim"] } }'
DOCUMENTS = {
    "the feed": f"{{ changes(first: 200) {{ {PAGE} }} }} fragment f on Change {{ {CHANGE} }}",
    "some kinds": f"{{ changes(filter: {LOT}) {{ {PAGE} }} }} fragment f on Change {{ {CHANGE} }}",
    "the history of any record": (
        f"{{ changes {{ nodes {{ node {{ history(first: 2) {{ {PAGE} }} }} }} }} }} fragment f on Change {{ {CHANGE} }}"
    ),
    "the history of lots": (
        f"{{ lots(first: 200) {{ nodes {{ history(last: 1) {{ {PAGE} }} }} }} }} fragment f on Change {{ {CHANGE} }}"
    ),
    "data sets and the last import": (
        "{ datasets { name revision sources { slug } counts { type count } } revision { number importedAt cursor } }"
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
async def test_the_change_log_is_answered_as_plain_python_does(ask: Ask, plain: Plain, name: str) -> None:
    assert await ask(DOCUMENTS[name]) == plain.answer(DOCUMENTS[name])


async def test_each_is_one_statement(ask: Ask, statements: list[str]) -> None:
    for count, document in enumerate(list(DOCUMENTS.values())[:-1], 1):
        await ask(document)
        assert len(statements) == count


async def test_a_revision_s_cursor_leads_to_what_came_later(ask: Ask, plain: Plain) -> None:
    cursor = json.dumps(["Change", 1_500], separators=(",", ":")).encode().hex()
    expected = sorted(row["id"] for row in plain.tables.rows["change"] if row["id"] > 1_500)

    answer = await ask(
        "query ($after: String) { changes(first: 200, after: $after) { nodes { number } } }", after=cursor
    )

    assert [each["number"] for each in answer["data"]["changes"]["nodes"]] == expected


async def test_fields_are_told_exactly() -> None:
    before = {"amount": 2**63 - 1, "text": "5", "list": [{"x": None, "y": "Ә"}], "gone": "", "flag": True}
    after: dict[str, object] = {"amount": 0, "text": None, "list": [], "came": 1}

    told = {
        each["name"]: (each["before"], each["after"]) for each in field_changes(json.dumps(before), json.dumps(after))
    }

    assert told == {
        "amount": ("9223372036854775807", "0"),
        "came": (None, "1"),
        "flag": ("true", None),
        "gone": ("", None),
        "list": ('[{"x":null,"y":"Ә"}]', "[]"),
        "text": ("5", None),
    }
    assert field_changes(None, None) == []
