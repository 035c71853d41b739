from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from analysis.body_coverage import derive_body_coverage, strongest
from analysis.coverage import Branch, rest
from analysis.ledger import Ledger
from analysis.money import UNKNOWN, Money, added
from analysis.tender_coverage import COLUMNS, Lots, derive_tender_coverage, tender_coverage
from db.body_coverage import BodyCoverage
from db.codes import Basis, Qualifier
from db.coverage import Exclusion, Stage
from db.process import Process
from db.table import table_of
from db.tender import Tender
from db.tender_coverage import TenderCoverage
from db.writer import defer_references, open_writer
from tests.analysis.test_body_totals import Tables, money_of
from tests.engine.rows import fill, nasty_rows

VALUE = Money(100, "KZT", Qualifier.EXACT)
NO_LOTS = Lots(0, [])
TABLES = {model.__tablename__: table_of(model) for model in (Tender, Process, TenderCoverage, BodyCoverage)}
MONEY = st.builds(Money, st.integers(0, 60), st.sampled_from(("KZT", "USD")), st.sampled_from(Qualifier))
AWARDS = st.lists(
    st.builds(
        Branch,
        st.just(0),
        st.just(0),
        st.sampled_from(Basis),
        st.just(Stage.AWARDED),
        MONEY | st.just(UNKNOWN),
        st.sampled_from((None, Exclusion.CANCELLED)),
    ),
    max_size=6,
)


def award(
    amount: int | None, basis: Basis = Basis.STATED, fallen: Exclusion | None = None, *, number: int = 1
) -> Branch:
    money = Money(amount, "KZT" if amount is not None else None, Qualifier.EXACT)
    return Branch(number, number, basis, Stage.AWARDED, money, fallen)


def figures(awards: Sequence[Branch], lots: Lots = NO_LOTS) -> dict[str, object]:
    found = tender_coverage(VALUE, awards, lots)
    assert found is not None
    return dict(zip(COLUMNS[2:], found, strict=True))


def test_a_tender_without_a_value_has_no_coverage() -> None:
    assert tender_coverage(UNKNOWN, [award(1)], NO_LOTS) is None


def test_what_was_not_awarded_is_the_rest() -> None:
    found = figures([award(40), award(25, Basis.INFERRED, number=2), award(30, fallen=Exclusion.CANCELLED, number=3)])

    assert (found["traced_amount"], found["stated_amount"], found["excluded_amount"]) == (65, 40, 30)
    assert (found["residual_amount"], found["percent"], found["awards"]) == (35, "65.0000", 2)


def test_an_award_without_an_amount_makes_the_sum_a_lower_bound_unless_it_fell() -> None:
    known, fallen = award(40), award(None, fallen=Exclusion.CANCELLED, number=3)

    assert figures([known, fallen])["traced_qualifier"] is Qualifier.EXACT
    found = figures([known, award(None, number=2), fallen])
    assert (found["traced_qualifier"], found["residual_qualifier"]) == (Qualifier.AT_LEAST, Qualifier.AT_MOST)
    assert found["unknown_amounts"] == 1


@pytest.mark.parametrize(
    ("failed", "expected"),
    [
        ([], (None, 0)),
        ([UNKNOWN, UNKNOWN], (None, 2)),
        ([Money(7, "KZT", Qualifier.EXACT), Money(5, "KZT", Qualifier.EXACT)], (12, 2)),
        ([Money(7, "KZT", Qualifier.EXACT), Money(5, "USD", Qualifier.EXACT)], (7, 2)),
    ],
    ids=["none", "unknown", "added", "in another currency"],
)
def test_lots_that_failed_are_counted_and_what_was_planned_for_them_told(
    failed: list[Money], expected: tuple[int | None, int]
) -> None:
    found = figures([], Lots(9, failed))

    assert (found["failed_amount"], found["failed_lots"], found["lots"]) == (*expected, 9)


@given(AWARDS)
def test_every_award_is_counted_left_out_or_unknown(awards: list[Branch]) -> None:
    numbered = [replace(each, link=place, record=place) for place, each in enumerate(awards)]
    standing = [each.amount for each in numbered if each.exclusion is None]
    counted = [each.amount or 0 for each in standing if each.currency == "KZT"]
    fallen = [each.amount.amount or 0 for each in numbered if each.exclusion and each.amount.currency == "KZT"]

    found = figures(numbered)

    assert found["traced_amount"] == sum(counted)
    assert found["residual_amount"] == max(100 - sum(counted), 0)
    assert found["excluded_amount"] == sum(fallen) + sum(0 for each in standing if each.currency == "USD")
    assert (found["awards"], found["unknown_amounts"]) == (len(counted), standing.count(UNKNOWN))


def test_a_record_that_several_budget_lines_pay_for_counts_once_by_the_strongest_link() -> None:
    weak, strong = award(5, Basis.ASSUMED, number=1), replace(award(5, number=1), link=2)

    assert strongest([weak, strong, award(7, number=3)]) == [strong, award(7, number=3)]


@pytest.mark.parametrize("seed", range(3))
def test_a_buyers_coverage_is_that_of_its_tenders_together(database_url: str, seed: int) -> None:
    fill(database_url, nasty_rows(seed))
    with open_writer(database_url).connect() as connection:
        defer_references(connection)
        derive_tender_coverage(connection)
        derive_body_coverage(connection, Ledger(connection))
        names = ("tender", "process", "tender_coverage", "body_coverage")
        tables: Tables = {
            name: [dict(row) for row in connection.execute(select(TABLES[name])).mappings()] for name in names
        }

    buyers = {row["id"]: row["buyer_id"] for row in tables["process"]}
    covered = {row["tender_id"]: row for row in tables["tender_coverage"]}
    assert covered.keys() == {row["id"] for row in tables["tender"] if row["value_amount"] is not None}
    parts: dict[tuple[int, str], list[tuple[Money, Money]]] = defaultdict(list)
    for tender in tables["tender"]:
        if tender["id"] in covered and tender["status"] not in ("CANCELLED", "WITHDRAWN", "UNSUCCESSFUL"):
            row = covered[tender["id"]]
            traced = Money(*(row[f"traced_{part}"] for part in ("amount", "currency", "qualifier")))
            parts[buyers[tender["process_id"]], tender["value_currency"]].append((money_of(tender), traced))
    found = {
        (row["body_id"], row["published_currency"]): (row["records"], row["published_amount"], row["residual_amount"])
        for row in tables["body_coverage"]
        if row["role"] == "BUYER" and row["published_amount"] is not None
    }
    expected = {}
    for key, some in parts.items():
        published, traced = added([one for one, _ in some]), added([other for _, other in some])
        if key[0] is not None and published.amount is not None:
            expected[key] = (len(some), published.amount, rest(published, traced).amount)
    assert found == expected
