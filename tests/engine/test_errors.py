"""Mistakes of the client are explained, with a code and the way to mend them; what fails leaves the rest standing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from db.writer import open_writer
from engine.engine import Engine
from tengetrail.settings import Limits
from tests.databases import Databases
from tests.engine.conftest import Ask, engine_on
from tests.engine.rows import fill, nasty_rows

pytestmark = pytest.mark.asyncio(loop_scope="session")

LOTS = "query ($filter: LotFilter) { lots(filter: $filter) { nodes { slug } } }"
NAMED = "query ($on: Date) { list: organizations { nodes { called: name(on: $on) } } }"
BY_MONEY = "query ($filter: MoneyFilter) { lots(filter: {value: $filter}) { totalCount } }"

# document, variables, code, path, and what the message must say
MISTAKES: dict[str, tuple[str, dict[str, Any], str, list[str] | None, str]] = {
    "a sign that is missing": ("{ lots { nodes { slug } }", {}, "SYNTAX_ERROR", None, "Expected Name"),
    "nothing": ("", {}, "SYNTAX_ERROR", None, "Unexpected <EOF>"),
    "a typo": ("{ lotz { totalCount } }", {}, "INVALID_DOCUMENT", None, "Did you mean 'lot' or 'lots'?"),
    "a typo in an argument": (
        "{ lots(frist: 1) { totalCount } }",
        {},
        "INVALID_DOCUMENT",
        None,
        "Did you mean 'first'",
    ),
    "a mutation": ("mutation { lots }", {}, "UNKNOWN_OPERATION", None, "ask a query"),
    "a subscription": ("subscription { lots }", {}, "UNKNOWN_OPERATION", None, "ask a query"),
    "no operation": ("fragment F on Lot { slug }", {}, "INVALID_DOCUMENT", None, "Fragment 'F' is never used"),
    "which operation": ("query A { __typename } query B { __typename }", {}, "UNKNOWN_OPERATION", None, "A, B"),
    "a variable that is missing": ("query ($id: ID!) { node(id: $id) { id } }", {}, "BAD_VARIABLE", None, "$id"),
    "a variable of another kind": (NAMED, {"on": 2018}, "BAD_VARIABLE", None, "2018-06-28"),
    "a day that is none": (NAMED, {"on": "2018-02-30"}, "BAD_VARIABLE", None, "Date is a day of the calendar"),
    "a day that is none in the document": (
        '{ organizations { nodes { name(on: "2018") } } }',
        {},
        "INVALID_DOCUMENT",
        None,
        "Date is a day",
    ),
    "a number for a decimal": (BY_MONEY, {"filter": {"gt": 1.5}}, "BAD_VARIABLE", None, "in quotation marks"),
    "an unknown code": (
        "{ claims(filter: {kind: {eq: NEWS}}) { totalCount } }",
        {},
        "INVALID_DOCUMENT",
        None,
        "NEWS",
    ),
    "groups by nothing": (
        "{ lots { groups(by: []) { count } } }",
        {},
        "BAD_GROUPS",
        ["lots", "groups"],
        "YEAR, STATUS",
    ),
    "groups by one thing twice": (
        "{ lots { groups(by: [YEAR, YEAR]) { count } } }",
        {},
        "BAD_GROUPS",
        ["lots", "groups"],
        "different ones",
    ),
    "groups by what there is not": (
        "{ lots { groups(by: [SUPPLIER]) { count } } }",
        {},
        "INVALID_DOCUMENT",
        None,
        "Value 'SUPPLIER' does not exist in 'LotDimension' enum",
    ),
    "fewer groups than none": (
        "{ lots { groups(by: [YEAR], first: -1) { count } } }",
        {},
        "BAD_GROUPS",
        ["lots", "groups"],
        "-1 is negative",
    ),
    "too many groups": (
        "{ lots { groups(by: [YEAR], first: 201) { count } } }",
        {},
        "LIMIT_EXCEEDED",
        ["lots", "groups"],
        "the row of all others has the rest",
    ),
    "an amount without a currency": (BY_MONEY, {"filter": {"gt": "1"}}, "BAD_FILTER", ["lots"], "currency: KZT"),
    "an amount with too many decimals": (
        BY_MONEY,
        {"filter": {"gt": "1.5", "currency": "JPY"}},
        "BAD_FILTER",
        ["lots"],
        "more decimals than JPY",
    ),
    "an amount that is too large": (
        BY_MONEY,
        {"filter": {"gt": "9" * 20, "currency": "KZT"}},
        "BAD_FILTER",
        ["lots"],
        "larger than any amount",
    ),
    "null in a filter": (
        LOTS,
        {"filter": {"status": None}},
        "BAD_FILTER",
        ["lots"],
        "leave status out, or ask for isNull: true",
    ),
    "null for alternatives": (LOTS, {"filter": {"or": None}}, "BAD_FILTER", ["lots"], "leave or out"),
    "a page of both ends": (
        "{ lots(first: 1, last: 1) { totalCount } }",
        {},
        "BAD_PAGE",
        ["lots"],
        "ask for the front or for the back",
    ),
    "a page that is negative": ("{ lots(first: -1) { totalCount } }", {}, "BAD_PAGE", ["lots"], "ask for 0 to 200"),
    "too many keys": (
        "{ lots(orderBy: [{field: SLUG}, {field: SLUG}, {field: SLUG}, {field: SLUG}, {field: SLUG}]) { totalCount } }",
        {},
        "BAD_PAGE",
        ["lots"],
        "give 4 at most",
    ),
    "a mistake deep inside": (
        "{ a: tenders { edges { node { b: lots(first: -1) { totalCount } } } } }",
        {},
        "BAD_PAGE",
        ["a", "edges", "node", "b"],
        "ask for 0 to 200",
    ),
    "a text that is no id": ('{ one: node(id: "Lot") { id } }', {}, "BAD_ID", ["one"], "take `id` from an answer"),
    "an id among ids": ('{ nodes(ids: ["4c6f743a", "!"]) { id } }', {}, "BAD_ID", ["nodes"], "'!' is not an id"),
    "an id that is not text": ('{ node(id: "ff") { id } }', {}, "BAD_ID", ["node"], "take `id` from an answer"),
    "NUL": ('{ lot(slug: "\\u0000") { slug } }', {}, "BAD_TEXT", ["lot"], "leave that sign out"),
    "NUL in an id": ('{ node(id: "4c6f743a00") { id } }', {}, "BAD_ID", ["node"], "take `id` from an answer"),
    "half of a surrogate pair": (
        LOTS,
        {"filter": {"slug": {"eq": "\ud800"}}},
        "BAD_TEXT",
        ["lots"],
        "leave that sign out",
    ),
    "half of a surrogate pair in a list": (
        LOTS,
        {"filter": {"slug": {"in": ["\ud800"]}}},
        "BAD_TEXT",
        ["lots"],
        "leave that sign out",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
async def test_a_mistake_is_explained(engine: Engine, statements: list[str], mistake: str) -> None:
    document, variables, code, path, words = MISTAKES[mistake]

    answer = await engine.answer(document, variables)

    (error, *_) = json.loads(answer.body)["errors"]
    assert not answer.executed
    assert json.loads(answer.body).keys() == {"errors"}
    assert (error["extensions"]["code"], error.get("path")) == (code, path)
    assert words in error["message"]
    assert statements == []


async def test_an_operation_is_chosen_by_its_name(engine: Engine) -> None:
    document = "query A { __typename } query B { b: __typename }"

    chosen = await engine.answer(document, {}, "B")
    wrong = await engine.answer(document, {}, "C")

    assert json.loads(chosen.body) == {"data": {"b": "Query"}}
    assert json.loads(wrong.body)["errors"][0]["message"] == "the document has no operation 'C'; it has A, B"


async def test_all_mistakes_of_a_document_are_told(ask: Ask) -> None:
    answer = await ask('{ lotz { totalCount } lot(slug: "") { slugg } }')

    assert len(answer["errors"]) == 2
    assert [error["locations"][0]["column"] for error in answer["errors"]] == [3, 39]


async def test_a_mistake_in_a_variable_is_told_with_the_place_of_its_definition(engine: Engine) -> None:
    document = "query A { __typename } query B($slug: String!) { lot(slug: $slug) { slug } }"

    answer = await engine.answer(document, {"slug": 1}, "B")

    assert json.loads(answer.body)["errors"][0]["locations"] == [{"line": 1, "column": 32}]


BROKEN = """{
  first: lots(first: 1) { nodes { slug } }
  broken: bids { nodes { slug } }
  alsoBroken: tender(slug: "") { bids { totalCount } }
  last: claims(first: 1) { totalCount }
}"""


@pytest.fixture
def broken_url(databases: Databases) -> Iterator[str]:
    """The URL of a database that has lost a table."""
    url = databases.migrated()
    fill(url, nasty_rows())
    writer = open_writer(url)
    with writer.begin() as connection:
        connection.execute(text("DROP TABLE bid"))
    writer.dispose()
    yield url
    databases.drop(url)


async def test_a_field_that_fails_leaves_the_others_standing(broken_url: str) -> None:
    async with engine_on(broken_url, Limits()) as engine:
        answer = json.loads((await engine.answer(BROKEN)).body)
        alone = json.loads((await engine.answer("{ bids { totalCount } }")).body)
        after = json.loads((await engine.answer("{ lots { totalCount } }")).body)

    assert answer["data"].pop("first")["nodes"]
    assert answer["data"] == {"broken": None, "alsoBroken": None, "last": {"totalCount": 310}}
    assert [error["path"] for error in answer["errors"]] == [["broken"], ["alsoBroken"]]
    assert alone["data"] == {"bids": None}
    assert after == {"data": {"lots": {"totalCount": 270}}}


async def test_an_unexpected_error_is_told_to_us_and_not_to_the_client(broken_url: str) -> None:
    told: list[Exception] = []

    def report(error: Exception) -> str:
        told.append(error)
        return "an id"

    async with engine_on(broken_url, Limits()) as engine:
        engine.report = report
        answer = await engine.answer("{ bids { totalCount } }")

    assert answer.executed
    assert json.loads(answer.body)["errors"] == [
        {"message": "Unexpected error.", "path": ["bids"], "extensions": {"code": "UNEXPECTED", "id": "an id"}}
    ]
    assert "bid" in str(told[0])


SLOW = """{
  quick: lots { totalCount }
  slow: claims(first: 200) { nodes { subject { claims { subject { claims { subject { claims { slug } } } } } } } }
  quickToo: dataset { name }
}"""


async def test_a_field_that_takes_too_long_is_broken_off_and_explained(nasty_url: str) -> None:
    limits = Limits(nodes=10**12, statement_seconds=0.2)

    async with engine_on(nasty_url, limits) as engine:
        answer = json.loads((await engine.answer(SLOW)).body)
        after = json.loads((await engine.answer("{ lots { totalCount } }")).body)

    assert answer["data"] == {"quick": {"totalCount": 270}, "slow": None, "quickToo": {"name": "dataset1"}}
    (error,) = answer["errors"]
    assert (error["path"], error["extensions"]) == (["slow"], {"code": "STATEMENT_TIMEOUT"})
    assert error["message"].startswith("The database needed more than 0.2 s; ask for fewer rows")
    assert after == {"data": {"lots": {"totalCount": 270}}}
