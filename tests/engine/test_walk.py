"""Following cursors through a list meets each of its rows once, in order, and what is no cursor of it is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from schema.entity import ENTITIES
from schema.filters import constant, sortable
from tests.engine.conftest import Ask
from tests.engine.plain import Plain
from tests.engine.tables import Record

pytestmark = pytest.mark.asyncio(loop_scope="session")

ROW = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { slug } }"
SHORT_LISTS = [
    ("Query", "awards", "Award"),
    ("Query", "changeEvents", "ChangeEvent"),
    ("Tender", "bids", "Bid"),
    ("Organization", "changeEvents", "ChangeEvent"),
    ("Organization", "awards", "Award"),
    ("Award", "lots", "Lot"),
    ("Process", "contracts", "Contract"),
]
LONG_LISTS = [("Query", "lots", "Lot"), ("Tender", "lots", "Lot"), ("Query", "claims", "Claim")]
Order = list[dict[str, str]]
Place = tuple[str, str, str]


def orders(target: str) -> Iterator[Order]:
    """By nothing, by each field both ways, and by two fields both the same way and not."""
    yield []
    names = [constant(name) for name in sortable(ENTITIES[target])]
    for name in names:
        yield from ([{"field": name, "direction": way}] for way in ("ASC", "DESC"))
    if len(names) > 1:
        last, first = names[-1], names[0]
        for way in ("ASC", "DESC"):
            yield [{"field": last, "direction": "DESC"}, {"field": first, "direction": way}]


def asked(plain: Plain, owner: str, field: str, target: str) -> str:
    """A document for one page of a list, of the record that has the longest one."""
    variables = f"$first: Int, $last: Int, $after: String, $before: String, $order: [{target}Order!]"
    page = f"list: {field}(first: $first, last: $last, after: $after, before: $before, orderBy: $order) {{ {ROW} }}"
    if owner != "Query":
        page = f"owner: node(id: {json.dumps(fullest(plain, owner, field))}) {{ ... on {owner} {{ {page} }} }}"
    return f"query ({variables}) {{ {page} }}"


def fullest(plain: Plain, owner: str, field: str) -> str:
    """The id of the record that has the most of something."""
    entity, tables = ENTITIES[owner], plain.tables
    declared: Any = entity.fields[field]
    records = [Record(owner, row) for row in tables.rows[entity.table.name]]
    most = max(records, key=lambda each: len(tables.related(each, declared)))
    return f"{owner}:{most.row['slug']}".encode().hex()


def listed(answer: Any) -> Any:
    """The page in an answer."""
    assert "errors" not in answer, answer["errors"]
    return answer["data"]["owner"]["list"] if "owner" in answer["data"] else answer["data"]["list"]


async def walk(ask: Ask, document: str, order: Order, size: int, *, backwards: bool) -> list[Any]:
    """All edges of a list, page by page, in the order of the list."""
    edges: list[Any] = []
    cursor = None
    while True:
        page = {"last": size, "before": cursor} if backwards else {"first": size, "after": cursor}
        found = listed(await ask(document, order=order, **page))
        info, shown = found["pageInfo"], found["edges"]
        edges = shown + edges if backwards else edges + shown
        assert len(edges) < 1_000, f"the walk goes in circles by {order}"
        assert [info["startCursor"], info["endCursor"]] == [shown[0]["cursor"], shown[-1]["cursor"]]
        assert info["hasNextPage" if backwards else "hasPreviousPage"] is (cursor is not None)
        if not info["hasPreviousPage" if backwards else "hasNextPage"]:
            return edges
        cursor = info["startCursor" if backwards else "endCursor"]


async def walks_agree(ask: Ask, plain: Plain, place: Place, size: int, *, backwards: bool) -> None:
    document = asked(plain, *place)
    for order in orders(place[2]):
        expected = listed(plain.answer(document, {"first": 1_000, "order": order}))["edges"]
        assert len(expected) > 3, f"{place} is too short to walk"
        assert await walk(ask, document, order, size, backwards=backwards) == expected, order


@pytest.mark.parametrize("backwards", [False, True], ids=["forwards", "backwards"])
@pytest.mark.parametrize("size", [1, 7])
@pytest.mark.parametrize("place", SHORT_LISTS, ids=str)
async def test_a_walk_meets_every_row_once(ask: Ask, plain: Plain, place: Place, size: int, backwards: bool) -> None:
    await walks_agree(ask, plain, place, size, backwards=backwards)


@pytest.mark.parametrize("backwards", [False, True], ids=["forwards", "backwards"])
@pytest.mark.parametrize("place", LONG_LISTS, ids=str)
async def test_a_walk_through_a_long_list_meets_every_row_once(
    ask: Ask, plain: Plain, place: Place, backwards: bool
) -> None:
    await walks_agree(ask, plain, place, 53, backwards=backwards)


BY_SLUG = [{"field": "SLUG"}]
CURSORS = {
    "of another kind of list": ["Claim,SLUG ASC", "", 1],
    "of another order": ["Lot,SLUG DESC", "", 1],
    "with too few keys": ["Lot,SLUG ASC", ""],
    "with too many keys": ["Lot,SLUG ASC", "", 1, 1],
    "with a number for a text": ["Lot,SLUG ASC", 1, 1],
    "with a text for a number": ["Lot,SLUG ASC", "", "1"],
    "with a flag for a number": ["Lot,SLUG ASC", "", True],
    "with a fraction": ["Lot,SLUG ASC", "", 1.0],
    "with a number that no row can have": ["Lot,SLUG ASC", "", 2**63],
    "with NUL": ["Lot,SLUG ASC", "\0", 1],
    "with half of a surrogate pair": ["Lot,SLUG ASC", "\ud800", 1],
    "without an order": [],
    "of no list": {"Lot,SLUG ASC": 1},
    "of nothing": None,
}
TEXTS = {
    "not hexadecimal": "slug",
    "empty": "",
    "cut short": json.dumps(["Lot,SLUG ASC", "", 1]).encode().hex()[:-1],
    "not JSON": b"Lot".hex(),
    "not UTF-8": "ff",
    "too deep": ("[" * 20_000).encode().hex(),
    **{name: json.dumps(value).encode().hex() for name, value in CURSORS.items()},
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("argument", ["after", "before"])
async def test_what_is_no_cursor_of_the_list_is_refused(ask: Ask, plain: Plain, argument: str, name: str) -> None:
    answer = await ask(asked(plain, "Query", "lots", "Lot"), order=BY_SLUG, **{argument: TEXTS[name]})

    (error,) = answer["errors"]
    assert "data" not in answer
    assert error["extensions"]["code"] == "BAD_CURSOR"
    assert error["path"] == ["list"]
    assert "take startCursor or endCursor from an answer with the same orderBy" in error["message"]


async def test_a_day_that_is_none_is_refused_in_a_cursor(ask: Ask, plain: Plain) -> None:
    cursor = json.dumps(["Award,AWARDED_ON ASC", "2018-02-30", 1]).encode().hex()

    answer = await ask(asked(plain, "Query", "awards", "Award"), order=[{"field": "AWARDED_ON"}], after=cursor)

    assert answer["errors"][0]["extensions"]["code"] == "BAD_CURSOR"


async def test_a_cursor_holds_where_its_row_is_not_in_the_list(ask: Ask, plain: Plain) -> None:
    document = asked(plain, "Tender", "lots", "Lot")
    whole = listed(plain.answer(asked(plain, "Query", "lots", "Lot"), {"first": 1_000, "order": BY_SLUG}))["edges"]

    for edge in whole[::30]:
        page = {"first": 5, "after": edge["cursor"], "order": BY_SLUG}
        assert await ask(document, **page) == plain.answer(document, page)


async def test_both_ends_of_a_page_may_be_cursors(ask: Ask, plain: Plain) -> None:
    document = asked(plain, "Query", "awards", "Award")
    order = [{"field": "VALUE", "direction": "DESC"}]
    edges = listed(plain.answer(document, {"first": 1_000, "order": order}))["edges"]

    for after, before in ((0, 10), (10, 0), (5, 6), (5, 5)):
        for size in ({"first": 3}, {"last": 3}):
            page = {**size, "after": edges[after]["cursor"], "before": edges[before]["cursor"], "order": order}
            assert await ask(document, **page) == plain.answer(document, page)
