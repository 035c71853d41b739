"""What an operation costs: statements, and plans."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine.engine import Engine
from tests.engine.conftest import Ask
from tests.engine.plain import Plain

pytestmark = pytest.mark.asyncio(loop_scope="session")

LEADS_ON = {"Contract": "suppliers: {isNull: false}"}
for kind, field, target in (
    ("Award", "contracts", "Contract"),
    ("Lot", "awards", "Award"),
    ("Tender", "lots", "Lot"),
    ("Process", "tender", "Tender"),
    ("Activity", "processes", "Process"),
    ("Programme", "activities", "Activity"),
):
    LEADS_ON[kind] = f"{field}: {{{LEADS_ON[target]}}}"


def some(kind: str) -> str:
    """Arguments for those from which the path goes on to suppliers."""
    return f"(first: 3, filter: {{{LEADS_ON[kind]}}})"


DOWN = f"""{{
  programmes{some("Programme")} {{ nodes {{ slug total {{ amount currency }}
    activities{some("Activity")} {{ nodes {{ slug
      budgetLines(first: 3) {{ nodes {{ slug amounts {{ phase value {{ amount }} }} }} }}
      processes{some("Process")} {{ nodes {{ slug
        tender {{ slug
          lots{some("Lot")} {{ totalCount nodes {{ slug value {{ amount }}
            awards{some("Award")} {{ nodes {{ slug
              contracts{some("Contract")} {{ nodes {{ slug value {{ amount currency }}
                suppliers(first: 3) {{ nodes {{ slug name }} }}
              }} }}
            }} }}
          }} }}
        }}
      }} }}
    }} }}
  }} }}
}}"""
UP = """{
  contracts(first: 50) { nodes { slug
    award { slug lots(first: 3) { nodes { slug tender { slug process { slug buyer { name }
      activities(first: 3) { nodes { slug programme { slug predecessor { slug } } } }
      budgetLines(first: 3) { nodes { slug programme { slug } } }
    } } } } }
  } }
}"""


@pytest.mark.parametrize(
    ("document", "end"),
    [(DOWN, '"suppliers": {"nodes": [{"slug"'), (UP, '"programme": {"slug"')],
    ids=["down to suppliers", "up to programmes"],
)
async def test_the_whole_path_costs_one_statement(
    ask: Ask, plain: Plain, statements: list[str], document: str, end: str
) -> None:
    answer = await ask(document)

    assert answer == plain.answer(document)
    assert end in json.dumps(answer)
    assert len(statements) == 1


async def test_each_root_field_costs_one_statement(ask: Ask, statements: list[str]) -> None:
    await ask('{ lots { nodes { slug } } again: lots { nodes { slug } } claim(code: "") { slug } }')

    assert len(statements) == 3


@pytest.mark.parametrize("document", ["{ __typename }", '{ __type(name: "Lot") { name } __schema { __typename } }'])
async def test_what_the_schema_says_of_itself_costs_no_statement(
    ask: Ask, statements: list[str], document: str
) -> None:
    assert "errors" not in await ask(document)
    assert statements == []


async def test_a_total_is_counted_only_if_it_is_asked(ask: Ask, statements: list[str]) -> None:
    await ask("{ lots { nodes { slug } } }")
    await ask("{ lots { nodes { slug } totalCount } }")

    assert ["count(*)" in sql.replace("CASE WHEN count(*) >= 0", "") for sql in statements] == [False, True]


def plans(engine: Engine) -> int:
    """How many plans were made since the engine was refreshed."""
    cached: Any = engine.plan
    return int(cached.cache_info().misses)


def written(engine: Engine) -> int:
    """How many statements were written since then."""
    cached: Any = engine.planner.written
    return int(cached.cache_info().misses)


SHAPED = """query ($first: Int, $filter: LotFilter, $on: Boolean = true, $slug: String = "", $order: [LotOrder!]) {
  tender(slug: $slug) { lots(first: $first, filter: $filter, orderBy: $order) { nodes { slug @include(if: $on) } } }
}"""

SAME_SHAPE = [
    ({"slug": ""}, {"slug": "'1"}),
    ({"filter": {"slug": {"eq": "a"}}}, {"filter": {"slug": {"eq": "' OR 1=1 --"}}}),
    ({"filter": {"slug": {"in": ["a"]}}}, {"filter": {"slug": {"in": ["a", "b", "5"]}}}),
    ({"filter": {"value": {"gt": "1", "currency": "KZT"}}}, {"filter": {"value": {"gt": "7.5", "currency": "KZT"}}}),
]
OTHER_SHAPE = [
    ({"first": 1}, {"first": 2}),
    ({"on": True}, {"on": False}),
    ({"filter": None}, {"filter": {}}),
    ({"filter": {"or": []}}, {"filter": {"or": [{}]}}),
    ({"filter": {"status": {"isNull": True}}}, {"filter": {"status": {"isNull": False}}}),
    ({"filter": {"value": {"gt": "1", "currency": "KZT"}}}, {"filter": {"value": {"gt": "1", "currency": "JPY"}}}),
    ({"order": [{"field": "VALUE"}]}, {"order": [{"field": "SLUG"}]}),
    ({"order": [{"field": "VALUE"}]}, {"order": [{"field": "VALUE", "direction": "DESC"}]}),
]


@pytest.mark.parametrize(("variables", "others"), SAME_SHAPE, ids=str)
async def test_other_texts_and_numbers_need_no_other_plan(
    engine: Engine, ask: Ask, plain: Plain, variables: dict[str, Any], others: dict[str, Any]
) -> None:
    await engine.refresh()

    for each in (variables, others, variables):
        assert await ask(SHAPED, **each) == plain.answer(SHAPED, each)

    assert plans(engine) == 1


@pytest.mark.parametrize(("variables", "others"), OTHER_SHAPE, ids=str)
async def test_what_changes_the_statement_needs_another_plan(
    engine: Engine, ask: Ask, plain: Plain, variables: dict[str, Any], others: dict[str, Any]
) -> None:
    await engine.refresh()

    for each in (variables, others, variables):
        assert await ask(SHAPED, **each) == plain.answer(SHAPED, each)

    assert plans(engine) == 2


ALIKE = [
    "query ($slug: String!) { tender(slug: $slug) { lots(first: 2) { nodes { slug } } } }",
    "query Named($slug: String!) { called: tender(slug: $slug) { lots(first: 2) { nodes { slug } } } }",
    "query ($slug: String!) {\n  # the same\n  tender(slug: $slug) { lots(first: 2), { nodes { slug } } }\n}",
    'query ($slug: String = "1") { a: tender(slug: $slug) { lots(first: 2) { nodes { slug } } } __typename }',
]
UNLIKE = [
    '{ tender(slug: "1") { lots(first: 2) { nodes { slug } } } }',
    "query ($slug: String!) { tender(slug: $slug) { lots(first: 3) { nodes { slug } } } }",
    "query ($slug: String!) { tender(slug: $slug) { lots(last: 2) { nodes { slug } } } }",
    "query ($slug: String!) { tender(slug: $slug) { lots(first: 2) { nodes { a: slug } } } }",
    "query ($slug: String!) { lot(slug: $slug) { lots: awards(first: 2) { nodes { slug } } } }",
    "query ($slug: String!) { tender(slug: $slug) { ...F } } fragment F on Tender { lots(first: 2) { nodes { slug }}}",
    "query ($slug: String!) { tender(slug: $slug) { ...F } } fragment F on Tender { lots(first: 2) { nodes { id }}}",
]


async def test_what_is_called_otherwise_needs_no_other_statement(engine: Engine, ask: Ask, plain: Plain) -> None:
    await engine.refresh()

    for document in ALIKE:
        assert await ask(document, slug="1") == plain.answer(document, {"slug": "1"})

    assert (plans(engine), written(engine)) == (len(ALIKE), 1)


async def test_what_differs_inside_needs_another_statement(engine: Engine, ask: Ask, plain: Plain) -> None:
    await engine.refresh()

    for document in (ALIKE[0], *UNLIKE, *ALIKE, *UNLIKE):
        variables = {"slug": "1"} if "$slug" in document else {}
        assert await ask(document, **variables) == plain.answer(document, variables)

    assert written(engine) == 1 + len(UNLIKE)


async def test_a_mistake_is_told_at_the_name_that_this_question_gives_it(ask: Ask) -> None:
    text = "query ($cursor: String) { %s lots(after: $cursor) { nodes { slug } } }"

    paths = [(await ask(text % name, cursor="x"))["errors"][0]["path"] for name in ("", "one:", "two:", "one:")]

    assert paths == [["lots"], ["one"], ["two"], ["one"]]


async def test_a_type_that_a_variable_names_is_not_that_of_the_last_request(ask: Ask) -> None:
    document = "query ($name: String!) { __type(name: $name) { name } }"

    names = [(await ask(document, name=name))["data"]["__type"]["name"] for name in ("Lot", "Award", "Lot")]

    assert names == ["Lot", "Award", "Lot"]


async def test_plans_are_made_anew_when_the_data_change(engine: Engine, ask: Ask) -> None:
    for _ in range(2):
        await engine.refresh()
        await ask("{ lots { totalCount } }")

        assert plans(engine) == 1
