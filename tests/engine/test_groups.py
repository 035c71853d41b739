"""Sums and groups: nothing is lost, counted twice, or added over currencies."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest

from schema.groups import summed
from schema.kinds import AllOf
from schema.query import ROOTS
from tests.engine.conftest import Ask

pytestmark = pytest.mark.asyncio(loop_scope="session")

SUM = "sum { amount currency qualifier lowerBound }"
LISTS = {
    name: found
    for name, root in ROOTS.items()
    if isinstance(root, AllOf) and root.only is None and (found := summed(root.target)) is not None
}
EVERY = [(name, dimension) for name, found in LISTS.items() for dimension in found.dimensions]


@pytest.mark.parametrize(("name", "dimension"), EVERY)
async def test_groups_add_up_to_the_whole_list(ask: Ask, name: str, dimension: str) -> None:
    asked = f"groups(by: [{dimension}], first: $first) {{ count unknownAmounts groups isRest {SUM} }}"
    document = f"query ($first: Int) {{ {name} {{ totalCount {SUM} {asked} }} }}"

    for first in (0, 1, 200):
        (whole,) = (await ask(document, first=first))["data"].values()

        assert sum(group["count"] for group in whole["groups"]) == whole["totalCount"]
        assert [group["isRest"] for group in whole["groups"][:first]] == [False] * len(whole["groups"][:first])
        assert added(whole["groups"]) == added([whole])


@pytest.mark.parametrize(("name", "dimension"), EVERY)
async def test_stored_sums_are_what_the_records_add_up_to(ask: Ask, name: str, dimension: str) -> None:
    beside = {each for each in ("YEAR", "STATUS") if each in LISTS[name].dimensions}
    told = "count unknownAmounts groups isRest " + SUM
    for by in ([dimension], sorted({dimension, *beside})):
        asked = f"{SUM} groups(by: [{', '.join(by)}], first: 30) {{ {told} {keys_of(name, by)} }}"
        every = 'filter: {not: {slug: {eq: "nothing is called so"}}}'
        answer = (await ask(f"{{ stored: {name} {{ {asked} }} added: {name}({every}) {{ {asked} }} }}"))["data"]

        assert answer["stored"] == answer["added"]


def keys_of(name: str, by: list[str]) -> str:
    """What is asked of a group to tell it apart."""
    dimensions = [LISTS[name].dimensions[each] for each in by]
    return " ".join(each.field + (" { slug }" if each.target else "") for each in dimensions)


def added(groups: list[Any]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for group in groups:
        for each in group["sum"]:
            sums[each["currency"]] += Decimal(each["amount"])
    return sums


async def test_a_sum_is_exact_beyond_what_a_number_of_the_databases_holds(ask: Ask) -> None:
    sums = (await ask(f"{{ lots {{ {SUM} }} }}"))["data"]["lots"]["sum"]

    assert len({each["currency"] for each in sums}) == len(sums)
    assert max(Decimal(each["amount"].replace(".", "")) for each in sums) > 2**63


async def test_what_goes_to_several_is_a_group_of_its_own(ask: Ask) -> None:
    groups = (await ask("{ awards { groups(by: [SUPPLIER], first: 200) { supplier { id } suppliers { id } } } }"))[
        "data"
    ]

    joint = [tuple(each["id"] for each in group["suppliers"]) for group in groups["awards"]["groups"]]
    assert len(set(joint)) == len(joint)
    assert max(map(len, joint)) > 1
    for group in groups["awards"]["groups"]:
        assert (group["supplier"] is not None) == (len(group["suppliers"]) == 1)


async def test_groups_are_told_in_one_statement_with_everything_of_their_records(
    ask: Ask, statements: list[str]
) -> None:
    answer = await ask(
        "{ lots { groups(by: [TENDER, BUYER, PROGRAMME, YEAR], first: 3) { tender { slug lots { totalCount } }"
        " buyer { name } programme { total { amount } } year sum { amount } } } }"
    )

    assert len(answer["data"]["lots"]["groups"]) == 4
    assert len(statements) == 1


@pytest.mark.parametrize(
    ("asked", "stored"),
    [
        ("lots { sum { amount } }", True),
        ("lots { groups(by: [YEAR, BUYER]) { count } }", True),
        ("lots(filter: {status: {in: [COMPLETE]}}) { groups(by: [BUYER_FAMILY, STATUS]) { count } }", True),
        ("awards { groups(by: [SUPPLIER]) { suppliers { slug } } }", True),
        ("lots { groups(by: [TENDER]) { count } }", False),
        ("lots { groups(by: [BUYER, TERRITORY]) { count } }", False),
        ('lots(filter: {slug: {eq: "1"}}) { sum { amount } }', False),
    ],
)
async def test_what_is_added_up_already_is_not_added_up_again(
    ask: Ask, statements: list[str], asked: str, stored: bool
) -> None:
    assert "errors" not in await ask(f"{{ {asked} }}")

    (statement,) = statements
    assert ('"amount_sum"' in statement) is stored
    assert (f'"{asked.partition("s")[0]}"' in statement) is not stored


@pytest.mark.parametrize(
    ("asked", "placed"),
    [
        ("contracts { groups(by: [YEAR, BUYER]) { count } }", True),
        ("contracts { groups(by: [SUPPLIER]) { count } }", True),
        ("contracts { groups(by: [BUYER, YEAR]) { count } }", False),
        ("contracts { groups(by: [YEAR, BUYER], currency: KZT) { count } }", False),
        ("contracts(filter: {status: {in: [ACTIVE]}}) { groups(by: [YEAR, BUYER]) { count } }", False),
    ],
)
async def test_groups_that_an_import_placed_are_not_sorted_again(
    ask: Ask, statements: list[str], asked: str, placed: bool
) -> None:
    assert "errors" not in await ask(f"{{ {asked} }}")

    assert ("sized" not in statements[0]) is placed


async def test_below_a_record_no_step_of_the_sums_is_named(ask: Ask, statements: list[str]) -> None:
    """SQLite would read it anew for every row: a tender with a few hundred lots took longer than a second."""
    answer = await ask("{ tenders(first: 20) { nodes { lots { groups(by: [STATUS]) { count } } } } }")

    assert "errors" not in answer
    assert "WITH " not in statements[0]
