from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

import db
from analysis.body_coverage import derive_body_coverage, strongest
from analysis.coverage import Branch, coverage, rest
from analysis.ledger import CALLED_OFF, FALLEN
from analysis.money import Money, added
from analysis.tender_coverage import COVERAGE, derive_tender_coverage
from db.body_coverage import BodyCoverage
from db.codes import Basis, Qualifier
from db.coverage import Exclusion, Stage
from db.table import table_of
from db.tender_coverage import TenderCoverage
from db.writer import defer_references, open_writer
from tests.analysis.test_body_totals import Tables, money_of
from tests.batch import Batch
from tests.engine.rows import fill, nasty_rows

SEEDS = range(4)
SOURCES = (db.Tender, db.Process, db.Award, db.Lot, TenderCoverage, BodyCoverage)
TABLES = {model.__tablename__: table_of(model) for model in SOURCES}
Row = Mapping[str, Any]
Amount = int | None


def award(amount: Amount, basis: Basis = Basis.STATED, *, number: int = 1) -> Branch:
    money = Money(amount, "KZT" if amount is not None else None, Qualifier.EXACT)
    return Branch(number, number, basis, Stage.AWARDED, money)


def money(amount: Amount, currency: str = "KZT") -> dict[str, Any]:
    return {"value_amount": amount, "value_currency": None if amount is None else currency, "value_qualifier": "EXACT"}


def covered(
    database_url: str,
    value: Amount,
    awards: Sequence[tuple[Amount, str, str]] = (),
    lots: Sequence[tuple[Amount, str, str]] = (),
) -> Row | None:
    """The coverage of a tender: awards are amount, status and basis, lots are amount, currency and status."""
    batch = Batch()
    process = batch.record(db.Process, "process", {"title": "P"})
    tender = batch.record(db.Tender, "tender", {"title": "T", "process_id": process, **money(value)})
    for place, (amount, status, basis) in enumerate(awards):
        told = {"process_id": process, "tender_id": None, "status": status, "basis": basis}
        batch.record(db.Award, f"award-{place}", {**told, **money(amount)})
    for place, (amount, currency, status) in enumerate(lots):
        batch.record(db.Lot, f"lot-{place}", {"tender_id": tender, "status": status, **money(amount, currency)})
    with open_writer(database_url).connect() as connection:
        defer_references(connection)
        batch.write(connection)
        derive_tender_coverage(connection)
        found = connection.execute(select(COVERAGE)).mappings().first()
        return dict(found) if found else None


def test_a_tender_without_a_value_has_no_coverage(database_url: str) -> None:
    assert covered(database_url, None, [(1, "ACTIVE", "STATED")]) is None


def test_what_was_not_awarded_is_the_rest(database_url: str) -> None:
    awards = [(40, "ACTIVE", "STATED"), (25, "ACTIVE", "INFERRED"), (30, "CANCELLED", "STATED")]

    found = covered(database_url, 100, awards)

    assert found
    assert (found["traced_amount"], found["stated_amount"], found["excluded_amount"]) == (65, 40, 30)
    assert (found["residual_amount"], found["percent"], found["awards"]) == (35, "65.0000", 2)


def test_an_award_without_an_amount_makes_the_sum_a_lower_bound(database_url: str) -> None:
    found = covered(database_url, 100, [(40, "ACTIVE", "STATED"), (None, "ACTIVE", "STATED")])

    assert found
    assert (found["traced_qualifier"], found["residual_qualifier"]) == (Qualifier.AT_LEAST, Qualifier.AT_MOST)
    assert found["unknown_amounts"] == 1


def test_a_fallen_award_without_an_amount_changes_nothing(database_url: str) -> None:
    found = covered(database_url, 100, [(40, "ACTIVE", "STATED"), (None, "CANCELLED", "STATED")])

    assert found
    assert (found["traced_qualifier"], found["unknown_amounts"], found["awards"]) == (Qualifier.EXACT, 0, 1)


@pytest.mark.parametrize(
    ("failed", "expected"),
    [
        ([], (None, 0)),
        ([(None, "KZT"), (None, "KZT")], (None, 2)),
        ([(7, "KZT"), (5, "KZT")], (12, 2)),
        ([(7, "KZT"), (5, "USD")], (7, 2)),
    ],
    ids=["none", "unknown", "added", "in another currency"],
)
def test_lots_that_failed_are_counted_and_what_was_planned_for_them_told(
    database_url: str, failed: list[tuple[Amount, str]], expected: tuple[Amount, int]
) -> None:
    lots = [*((amount, currency, "UNSUCCESSFUL") for amount, currency in failed), (9, "KZT", "COMPLETE")]

    found = covered(database_url, 100, (), lots)

    assert found
    assert (found["failed_amount"], found["failed_lots"], found["lots"]) == (*expected, len(failed) + 1)


def branches(awards: Sequence[Row]) -> list[Branch]:
    """Awards as branches; a fallen one is told if its amount is known."""
    found = [
        Branch(row["id"], row["id"], row["basis"], Stage.AWARDED, money_of(row), fallen)
        for row in awards
        for fallen in [Exclusion.CANCELLED if row["status"] in FALLEN else None]
    ]
    return [each for each in found if each.exclusion is None or each.amount.amount is not None]


def by_hand(tables: Tables) -> Iterator[tuple[Any, ...]]:
    """The coverage of every tender, as that of a programme is worked out."""
    for tender in tables["tender"]:
        value = money_of(tender)
        told = branches([row for row in tables["award"] if row["process_id"] == tender["process_id"]])
        lots = [row for row in tables["lot"] if row["tender_id"] == tender["id"]]
        failed = [money_of(row) for row in lots if row["status"] in CALLED_OFF]
        figures, stated = (coverage(value, told, basis) for basis in (Basis.ASSUMED, Basis.STATED))
        if figures is not None and stated is not None:
            planned = added([each for each in failed if each.currency in {None, value.currency}])
            sums = (value, figures.traced, stated.traced, figures.excluded, planned, figures.residual)
            counted = sum(branch.exclusion is None for branch in figures.branches)
            counts = (counted, figures.unknown_amounts, len(lots), len(failed))
            yield (tender["id"], tender["id"], *(part for each in sums for part in each), figures.percent, *counts)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_database_adds_up_as_is_done_by_hand(database_url: str, seed: int) -> None:
    fill(database_url, nasty_rows(seed))
    with open_writer(database_url).connect() as connection:
        defer_references(connection)
        derive_tender_coverage(connection)
        tables: Tables = {
            name: [dict(row) for row in connection.execute(select(TABLES[name])).mappings()]
            for name in ("tender", "award", "lot")
        }
        stored = {tuple(row) for row in connection.execute(select(COVERAGE))}

    assert stored == set(by_hand(tables))


def test_a_record_that_several_budget_lines_pay_for_counts_once_by_the_strongest_link() -> None:
    weak, strong = award(5, Basis.ASSUMED, number=1), replace(award(5, number=1), link=2)

    assert strongest([weak, strong, award(7, number=3)]) == [strong, award(7, number=3)]


@pytest.mark.parametrize("seed", range(3))
def test_a_buyers_coverage_is_that_of_its_tenders_together(database_url: str, seed: int) -> None:
    fill(database_url, nasty_rows(seed))
    with open_writer(database_url).connect() as connection:
        defer_references(connection)
        derive_tender_coverage(connection)
        derive_body_coverage(connection)
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
