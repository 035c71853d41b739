"""Search finds what a scan of all texts finds, in the same order, on both databases."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from engine.engine import Engine
from tests.engine.conftest import Ask
from tests.engine.plain import Plain

pytestmark = pytest.mark.asyncio(loop_scope="session")

SEARCH = """query ($query: String!, $kinds: [SearchKind!], $first: Int, $after: String) {
  search(query: $query, kinds: $kinds, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { kind label field text score mended record { __typename id slug } } }
  }
}"""
SEARCHES = 400


def asked(plain: Plain, random: Random) -> str:
    """One to three words that stand somewhere, perhaps together; some cut short, some with a typing error."""
    texts = plain.search.texts
    same = random.choice(texts).words
    words = [
        random.choice(random.choice((same, same, random.choice(texts).words))) for _ in range(random.randint(1, 3))
    ]
    return " ".join(changed(word, random) for word in words)


def changed(word: str, random: Random) -> str:
    how, place = random.randrange(6), random.randrange(len(word))
    if how == 0:
        return word[: random.randint(3, 6)]
    if how == 1:
        return word[:place] + random.choice("aeiost") + word[place + random.randint(0, 1) :]
    return word.upper() if how == 2 else word


async def test_random_searches_find_what_a_scan_of_all_texts_finds(ask: Ask, plain: Plain) -> None:
    random, hits, mended = Random(2018), 0, 0
    for _ in range(SEARCHES):
        variables: dict[str, Any] = {"query": asked(plain, random), "first": random.choice((1, 5, 20, 200))}
        if random.random() < 1 / 4:
            variables["kinds"] = random.sample(["LOT", "CLAIM", "ORGANIZATION", "TENDER", "PROCESS"], 2)

        answer = await ask(SEARCH, **variables)

        assert answer == plain.answer(SEARCH, variables), variables
        hits += answer["data"]["search"]["totalCount"] > 0
        mended += any(edge["node"]["mended"] for edge in answer["data"]["search"]["edges"])
    assert hits > SEARCHES / 2
    assert mended > SEARCHES / 100


@pytest.mark.parametrize("query", ["0", "qazaqstan", "KAZ", "qazaqstam", "100"])
async def test_a_walk_meets_every_hit_once(ask: Ask, plain: Plain, query: str) -> None:
    whole = plain.search.hits(query, None)
    assert len(whole) > 7
    edges: list[Any] = []
    cursor, more = None, True
    while more:
        page = (await ask(SEARCH, query=query, first=7, after=cursor))["data"]["search"]
        edges += page["edges"]
        cursor, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]

    assert edges == plain.answer(SEARCH, {"query": query, "first": len(whole)})["data"]["search"]["edges"]
    assert len({edge["node"]["record"]["id"] for edge in edges}) == len(edges) == len(whole)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "query '' holds no letter or digit; ask for a name, a word or a number"),
        ("«?»", "query '«?»' holds no letter or digit; ask for a name, a word or a number"),
        ("a1 b1 c1 d1 e1 f1 g1 h1 i1", "query has 9 words; ask for 8 at most"),
        ("x" * 201, "query has 201 letters; ask for 200 at most"),
    ],
)
async def test_a_search_that_cannot_be_meant_is_explained(ask: Ask, query: str, told: str) -> None:
    (error,) = (await ask(SEARCH, query=query))["errors"]

    assert error["message"] == told
    assert error["path"] == ["search"]
    assert error["extensions"]["code"] == "BAD_SEARCH"


async def test_a_kind_that_there_is_not_is_refused(ask: Ask) -> None:
    (error,) = (await ask('{ search(query: "a", kinds: [LOTS]) { totalCount } }'))["errors"]

    assert "Did you mean the enum value 'LOT'" in error["message"]


@pytest.mark.parametrize("after", ["", "ff", json.dumps(["Lot", 1]).encode().hex()])
async def test_a_cursor_of_something_else_is_refused(ask: Ask, after: str) -> None:
    (error,) = (await ask(SEARCH, query="a", after=after))["errors"]

    assert error["extensions"]["code"] == "BAD_CURSOR"


async def test_too_many_hits_at_once_are_refused(ask: Ask) -> None:
    (error,) = (await ask(SEARCH, query="a", first=201))["errors"]

    assert error["extensions"]["code"] == "LIMIT_EXCEEDED"


async def test_a_search_costs_one_statement_and_other_words_no_other_plan(
    engine: Engine, ask: Ask, statements: list[str]
) -> None:
    await engine.refresh()
    statements.clear()
    for query in ("a", "qazaqstan true", "nothing of that kind"):
        assert "errors" not in await ask(SEARCH, query=query)

    made: Any = engine.plan
    assert made.cache_info().misses == 1
    assert len(statements) == 3
