"""The sums of bodies' money against the same sums made by hand, one record at a time, from whole tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pytest
from sqlalchemy import Connection, select, text
from sqlmodel import SQLModel

from analysis.body_totals import derive_body_totals
from analysis.lineage import derive_lineages
from analysis.money import UNKNOWN, Money, added
from db.codes import Qualifier
from db.writer import defer_references, open_writer
from tests.engine.rows import fill, nasty_rows

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]
SEEDS = range(6)
CALLED_OFF = {
    "tender": ("CANCELLED", "WITHDRAWN", "UNSUCCESSFUL"),
    "award": ("CANCELLED", "UNSUCCESSFUL"),
    "contract": ("CANCELLED",),
}
DAYS = {"tender": "published_on", "award": "awarded_on", "contract": "signed_on", "transaction": "paid_on"}
STAGES = {"tender": "TENDERED", "award": "AWARDED", "contract": "CONTRACTED", "transaction": "PAID"}


class Entry(NamedTuple):
    """A record and everybody who has one role in it."""

    role: str
    stage: str
    day: date | None
    money: Money
    bodies: frozenset[int]


def entries(tables: Tables) -> Iterator[Entry]:
    """Every record that counts, once for each role."""
    processes = {row["id"]: row for row in tables["process"]}
    contracts = {row["id"]: row for row in tables["contract"]}
    approved = {row["budget_line_id"]: row for row in tables["budget_amount"] if row["phase"] == "APPROVED"}
    for line in tables["budget_line"]:
        money = money_of(approved[line["id"]]) if line["id"] in approved else UNKNOWN
        yield Entry("ADMINISTRATOR", "ALLOCATED", line["period_start"], money, frozenset({line["administrator_id"]}))
    for kind, stage in STAGES.items():
        for row in tables[kind]:
            if row.get("status") in CALLED_OFF.get(kind, ()):
                continue
            contract = contracts[row["contract_id"]] if kind == "transaction" else row
            buyer = processes[contract["process_id"]]["buyer_id"]
            suppliers = suppliers_of(tables, "contract" if kind == "transaction" else kind, contract["id"])
            if kind == "transaction" and row["payee_id"] is not None:
                suppliers = frozenset({row["payee_id"]})
            for role, bodies in (("BUYER", frozenset({buyer})), ("SUPPLIER", suppliers)):
                yield Entry(role, stage, row[DAYS[kind]], money_of(row), bodies)


def money_of(row: Row) -> Money:
    return Money(row["value_amount"], row["value_currency"], Qualifier(row["value_qualifier"]))  # type: ignore[call-arg]


def suppliers_of(tables: Tables, kind: str, number: int) -> frozenset[int]:
    links = tables.get(f"{kind}_supplier", ())
    return frozenset(row["organization_id"] for row in links if row[f"{kind}_id"] == number)


def expected(found: Sequence[Entry], members: set[int]) -> Counter[tuple[Any, ...]]:
    """The totals of some bodies together."""
    groups: dict[tuple[str, str, bool], list[Money]] = defaultdict(list)
    for each in found:
        if each.bodies & members:
            groups[each.role, each.stage, not each.bodies <= members].append(each.money)
    return Counter((*key, *told) for key, parts in groups.items() for told in rows_of(parts))


def rows_of(parts: Sequence[Money]) -> Iterator[tuple[Any, ...]]:
    unknown = [part for part in parts if part.amount is None]
    currencies = {part.currency for part in parts} - {None}
    for currency in currencies or {None}:
        known = [part for part in parts if currency and part.currency == currency]
        total = added([*known, *unknown])
        told = (total.amount, total.currency, total.qualifier) if total.amount is not None else (None, None, None)
        yield (len(known), *told, len(unknown))


def stored(connection: Connection, owner: str, *, whole_lineage: bool) -> dict[int, Counter[tuple[Any, ...]]]:
    table = SQLModel.metadata.tables["body_total"]
    names = ("role", "stage", "joint", "count", "sum_amount", "sum_currency", "sum_qualifier", "unknown_amounts")
    chosen = [table.c[owner], *(table.c[name] for name in names)]
    query = select(*chosen).where(table.c[owner].is_not(None), table.c.whole_lineage == whole_lineage)
    found: dict[int, Counter[tuple[Any, ...]]] = defaultdict(Counter)
    for number, *row in connection.execute(query):
        row[6] = None if row[4] is None else row[6]
        found[number][tuple(row)] += 1
    return found


@pytest.fixture(params=SEEDS)
def connection(database_url: str, request: pytest.FixtureRequest) -> Iterator[Connection]:
    """A database of odd rows of which lineages and totals were derived."""
    fill(database_url, nasty_rows(request.param))
    with open_writer(database_url).connect() as opened:
        defer_references(opened)
        opened.execute(text("DELETE FROM lineage"))
        derive_lineages(opened)
        derive_body_totals(opened)
        yield opened


@pytest.fixture
def tables(connection: Connection) -> Tables:
    return {
        table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
        for table in SQLModel.metadata.sorted_tables
    }


def test_totals_are_the_sums_of_the_records_each_counted_once(connection: Connection, tables: Tables) -> None:
    found = list(entries(tables))
    own = stored(connection, "body_id", whole_lineage=False)
    with_kin = stored(connection, "body_id", whole_lineage=True)
    kin: dict[int, set[int]] = defaultdict(set)
    for row in tables["lineage"]:
        if row["passed"] != "FUNCTION":
            kin[row["body_id"]].add(row["member_id"])

    for body in (row["id"] for row in tables["organization"]):
        assert own[body] == expected(found, {body})
        assert with_kin[body] == expected(found, kin[body])


def test_under_a_name_counts_what_happened_in_its_time(connection: Connection, tables: Tables) -> None:
    under = stored(connection, "name_id", whole_lineage=False)
    found = [(each.day, each) for each in entries(tables) if each.day is not None]

    assert under
    for name in tables["name"]:
        start, end = name["valid_from"], name["valid_to"]
        inside = [each for day, each in found if (start or date.min) <= day and (end is None or day < end)]
        dated = start is not None or end is not None
        assert under[name["id"]] == (expected(inside, {name["subject_id"]}) if dated else Counter())
