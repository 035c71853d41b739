"""Each limit refuses what exceeds it, by name, with the limit and the actual value, before anything is costly."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from graphql import get_introspection_query

from engine.engine import Engine
from tengetrail.settings import Limits
from tests.engine.conftest import Ask, engine_on

pytestmark = pytest.mark.asyncio(loop_scope="session")

GRAPHIQL = get_introspection_query(
    descriptions=True,
    specified_by_url=True,
    directive_is_repeatable=True,
    schema_description=True,
    input_value_deprecation=True,
    one_of=True,
)


def nested(field: str, times: int, inside: str = "slug") -> str:
    """A field in itself."""
    return f"{field} {{ " * times + inside + " }" * times


def doubling(levels: int, kind: str, field: str) -> str:
    """Fragments that each spread the next one twice."""
    parts = [f"fragment F{level} on {kind} {{ ...F{level + 1} ...F{level + 1} }}" for level in range(levels)]
    return " ".join([*parts, f"fragment F{levels} on {kind} {{ {field} }}"])


def by_slug(field: str, inside: str = "slug") -> str:
    return f'{{ {field}(slug: "") {{ {inside} }} }}'


MANY_TOKENS = "{ lots(filter: {or: [" + '{slug: {eq: "a"}} ' * 215 + "]}) { totalCount } }"

# what is too much, and the figure that the error names; what is just enough
TOO_MUCH: dict[str, tuple[str, int, int, str]] = {
    "tokens": ("{ " + "a " * 1_999 + "}", 2_001, 2_000, by_slug("lot", "slug " * 490)),
    "depth, counted in records": (
        by_slug("activity", nested("parent", 12)),
        13,
        12,
        by_slug("activity", nested("parent", 11)),
    ),
    "aliases": (
        "{ " + " ".join(f"a{n}: __typename" for n in range(31)) + " }",
        31,
        30,
        by_slug("lot", " ".join(f"a{n}: slug" for n in range(30))),
    ),
    "root fields": ("{ " + "__typename " * 21 + "}", 21, 20, "{ " + "__typename " * 20 + "}"),
    "fields with fragments laid out": (
        by_slug("lot", "slug " * 500),
        501,
        500,
        by_slug("lot", "slug " * 499),
    ),
    "directives": (
        by_slug("lot", "slug @skip(if: false) " * 51),
        51,
        50,
        by_slug("lot", "slug @skip(if: false) " * 50),
    ),
    "depth of introspection": (
        f'{{ __type(name: "Lot") {{ {nested("ofType", 20, "name")} }} }}',
        21,
        20,
        f'{{ __type(name: "Lot") {{ {nested("ofType", 19, "name")} }} }}',
    ),
    "rows in first": ("{ lots(first: 201) { totalCount } }", 201, 200, "{ lots(first: 200) { totalCount } }"),
    "rows in last": ("{ lots(last: 201) { totalCount } }", 201, 200, "{ lots(last: 200) { totalCount } }"),
}


async def refused(ask: Ask, document: str, code: str = "LIMIT_EXCEEDED", **variables: Any) -> Any:
    """The error of a refusal, with the seconds that it took."""
    gc.freeze()  # as a server does: the collector shall not walk what other tests left
    start = time.process_time()
    answer = await ask(document, **variables)
    assert time.process_time() - start < 0.5
    (error,) = answer["errors"]
    assert "data" not in answer
    assert error["extensions"]["code"] == code
    return error


@pytest.mark.parametrize("what", TOO_MUCH)
async def test_a_limit_names_itself_and_the_actual_value(ask: Ask, statements: list[str], what: str) -> None:
    document, actual, limit, _ = TOO_MUCH[what]

    error = await refused(ask, document)

    assert error["message"].startswith(f"{what}: {actual} is more than the limit of {limit}; ")
    assert error["extensions"] == {"code": "LIMIT_EXCEEDED", "what": what, "actual": actual, "limit": limit}
    assert statements == []


@pytest.mark.parametrize("what", TOO_MUCH)
async def test_what_just_fits_is_answered(ask: Ask, what: str) -> None:
    answer = await ask(TOO_MUCH[what][3])

    assert "errors" not in answer


async def test_a_question_over_the_budget_is_refused_with_its_whole_cost(ask: Ask, statements: list[str]) -> None:
    costly = (
        "lots(first: 200) { nodes { tender { lots(first: 200) { nodes {"
        "  awards(first: 200) { edges { cursor } } } } } } }"
    )

    error = await refused(ask, f"{{ a: lots(first: 3) {{ totalCount }} b: {costly} c: {costly} }}", "COST_EXCEEDED")

    assert error["path"] == ["b"]
    assert error["extensions"] == {"code": "COST_EXCEEDED", "cost": 16_080_800, "limit": 100_000}
    assert "16080800 is more than the limit of 100000; ask for fewer rows" in error["message"]
    assert statements == []
    just = "{ lots(first: 200) { nodes { tender { lots(first: 200) { nodes { slug } } } } } }"
    assert "errors" not in await ask(just)


async def test_the_cost_is_told_on_request(engine: Engine) -> None:
    document = "{ lots(first: 3) { nodes { tender { slug } } } __typename }"

    told = json.loads((await engine.answer(document, tell_cost=True)).body)
    plain = json.loads((await engine.answer(document)).body)

    assert told == {**plain, "extensions": {"cost": {"requested": 6, "limit": 100_000}}}


async def test_pages_and_edges_do_not_make_a_question_deep(ask: Ask) -> None:
    pair = "lots(first: 1) {{ edges {{ node {{ awards(first: 1) {{ nodes {{ {} }} pageInfo {{ endCursor }} }} }} }} }}"
    document = "slug"
    for _ in range(6):
        document = pair.format(document)

    assert "errors" not in await ask(f"{{ {document} }}")


@pytest.mark.parametrize(
    "document",
    [
        "{ ...F0 } " + doubling(24, "Query", "__typename"),
        by_slug("lot", "...F0") + doubling(24, "Lot", "slug"),
        by_slug("lot", "...F0") + doubling(24, "Lot", "claims { slug }"),
        "{ __schema { types { ...F0 } } } " + doubling(24, "__Type", "name"),
    ],
    ids=["at the top", "of a record", "of lists", "of the schema"],
)
async def test_fragments_that_double_each_other_are_refused_at_once(ask: Ask, document: str) -> None:
    error = await refused(ask, document)

    assert error["extensions"]["actual"] >= 2**24
    assert error["extensions"]["what"] == "fields with fragments laid out"


@pytest.mark.parametrize(
    "document",
    ["{ ...F0 } " + doubling(60, "Query", ""), '{ node(id: "") { ...F0 } } ' + doubling(60, "Node", "")],
    ids=["at the top", "of a record"],
)
async def test_fragments_that_double_nothing_cost_nothing(ask: Ask, document: str) -> None:
    start = time.process_time()
    answer = await ask(document)

    assert time.process_time() - start < 0.5
    assert answer.get("data") == {} or answer["errors"][0]["extensions"]["code"] == "BAD_ID"


def circles(count: int, kind: str) -> str:
    """Fragments of which each spreads all others."""
    names = range(count)
    spread = {here: " ".join(f"...F{there}" for there in names if there != here) for here in names}
    return " ".join(f"fragment F{here} on {kind} {{ {spread[here]} }}" for here in names)


@pytest.mark.parametrize(
    "document",
    [
        "{ ...F0 } fragment F0 on Query { ...F0 }",
        "{ ...F0 } " + circles(25, "Query"),
        by_slug("lot", "...F0") + circles(25, "Lot"),
        by_slug("lot", "...F0") + " fragment F0 on Lot { awards { nodes { lots { nodes { ...F0 } } } } }",
    ],
    ids=["one", "many at the top", "many of a record", "over records"],
)
async def test_fragments_in_a_circle_are_refused_at_once(ask: Ask, document: str) -> None:
    start = time.process_time()
    answer = await ask(document)

    assert time.process_time() - start < 0.5
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"INVALID_DOCUMENT"}
    assert "Cannot spread fragment" in answer["errors"][0]["message"]


async def test_items_of_a_list_argument_are_limited(ask: Ask) -> None:
    document = "query ($slugs: [String!]) { lots(filter: {slug: {in: $slugs}}) { totalCount } }"

    assert "errors" not in await ask(document, slugs=["a"] * 250)
    error = await refused(ask, document, slugs=["a"] * 251)

    assert error["path"] == ["lots"]
    assert (error["extensions"]["actual"], error["extensions"]["limit"]) == (251, 250)


@pytest.mark.parametrize("name", ["and", "or"])
async def test_alternatives_of_a_filter_are_limited(ask: Ask, name: str) -> None:
    document = "query ($filter: LotFilter) { lots(filter: $filter) { totalCount } }"

    assert "errors" not in await ask(document, filter={name: [{}] * 250})
    error = await refused(ask, document, filter={name: [{}] * 251})

    assert (error["extensions"]["actual"], error["extensions"]["limit"]) == (251, 250)


async def test_parts_of_a_filter_are_limited(ask: Ask) -> None:
    document = "query ($filter: LotFilter) { lots(filter: $filter) { totalCount } }"
    parts = [{"or": [{"slug": {"eq": "a"}}] * 60} for _ in range(60)]

    error = await refused(ask, document, filter={"or": parts})

    assert error["path"] == ["lots"]
    assert (error["extensions"]["what"], error["extensions"]["limit"]) == ("parts of a filter", 500)


def relations(depth: int) -> dict[str, Any]:
    """A filter through so many relations."""
    given: dict[str, Any] = {"slug": {"eq": ""}}
    for level in range(depth):
        given = {"awards" if (depth - level) % 2 else "lots": given}
    return given


def negations(depth: int) -> dict[str, Any]:
    """A filter in so many negations."""
    given: dict[str, Any] = {"slug": {"eq": ""}}
    for _ in range(depth):
        given = {"not": given}
    return given


@pytest.mark.parametrize("make", [relations, negations])
async def test_filters_inside_filters_are_limited(ask: Ask, make: Callable[[int], dict[str, Any]]) -> None:
    document = "query ($filter: LotFilter) { lots(filter: $filter) { totalCount } }"

    assert "errors" not in await ask(document, filter=make(12))
    error = await refused(ask, document, filter=make(13))

    assert error["path"] == ["lots"]
    assert error["extensions"]["what"] == "depth of filters"
    assert (error["extensions"]["actual"], error["extensions"]["limit"]) == (13, 12)


async def test_ids_are_limited(ask: Ask) -> None:
    document = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    known = b"Lot:nope".hex()

    assert "errors" not in await ask(document, ids=[known] * 200)
    error = await refused(ask, document, ids=[known] * 201)

    assert error["path"] == ["nodes"]
    assert (error["extensions"]["actual"], error["extensions"]["limit"]) == (201, 200)


async def test_the_question_of_graphiql_on_the_schema_is_accepted(ask: Ask) -> None:
    answer = await ask(GRAPHIQL)

    assert "errors" not in answer
    assert answer["data"]["__schema"]["queryType"] == {"name": "Query", "kind": "OBJECT"}


async def test_long_lists_that_the_data_do_not_have_cost_nothing(nasty_url: str) -> None:
    document = (
        "{ tenders(first: 200) { nodes { lots(first: 200) { nodes { awards(first: 200) { nodes { slug } } } } } } }"
    )

    async with engine_on(nasty_url, Limits()) as engine:
        before = await engine.answer(document)
        await known_lists(engine, {"Query.tenders": 15, "Tender.lots": 230, "Lot.awards": 3})
        after = await engine.answer(document)

    assert (before.executed, after.executed) == (False, True)


async def known_lists(engine: Engine, lengths: dict[str, int]) -> None:
    """As if an import had counted the longest lists."""
    engine._renew(lengths)  # what refresh() reads, the odd rows do not hold


@pytest.mark.parametrize(
    "opening", ["{", "{...{", "{lots(filter:{not:", "{lots(filter:{and:[", "[", '"""', "query($a:[", "{a(b:["]
)
@pytest.mark.parametrize("times", [10, 100, 200, 400, 660])
async def test_no_depth_of_a_document_is_an_unexpected_error(ask: Ask, opening: str, times: int) -> None:
    answer = await ask(opening + opening.removeprefix("{") * times)

    assert answer["errors"][0]["extensions"]["code"] in {"SYNTAX_ERROR", "LIMIT_EXCEEDED"}


@pytest.mark.parametrize("times", [*range(20, 660, 40)])
async def test_a_document_of_braces_alone_is_answered_or_explained(ask: Ask, times: int) -> None:
    answer = await ask("{ ..." * times + "{ __typename" + " }" * (times + 1))

    assert answer.get("data") == {"__typename": "Query"} or answer["errors"][0]["extensions"]["code"] == "SYNTAX_ERROR"


@pytest.mark.parametrize("times", [*range(50, 400, 25), 900, 5_000])
async def test_a_variable_of_any_depth_is_explained(ask: Ask, times: int) -> None:
    document = "query ($filter: LotFilter) { lots(filter: $filter) { totalCount } }"

    answer = await ask(document, filter=negations(times))

    assert answer["errors"][0]["extensions"]["code"] in {"BAD_VARIABLE", "LIMIT_EXCEEDED"}
