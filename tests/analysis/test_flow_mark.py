"""What ends a flow, what is no part of one, and what records carry that have no amount of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection

import db
from analysis import derive
from db.writer import defer_references, open_writer
from exchange.generated.draws import money
from tests.batch import Batch

MARKS = "SELECT node.slug, mark.reason FROM flow_mark mark JOIN node ON node.id = mark.id"
CARRIED = (
    "SELECT node.slug, carried.basis, carried.amount_amount, carried.amount_qualifier FROM carried_amount carried"
    " JOIN node ON node.id = carried.record_id"
)


class World:
    """A programme with an activity, and rows that a test adds below them."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._batch = connection, Batch()
        source = self.add(db.Source, "source", kind="PORTAL", title="Source", publisher="Made up")
        self.citation = self._batch.citation(source, "page 1")
        self.programme = self.add(db.Programme, "programme", title="P", country="KZ", total_qualifier="EXACT")
        told = {"title": "A", "number": "1", "status": "IMPLEMENTATION", "amount_qualifier": "EXACT"}
        self.activity = self.add(db.Activity, "activity", programme_id=self.programme, **told)
        self.process = self.add(db.Process, "process", title="Process")
        self.tender = self.add(db.Tender, "tender", process_id=self.process, title="T", **money("value", None))

    def add(self, model: type[db.Record], slug: str, **values: Any) -> int:
        return self._batch.record(model, slug, values)

    def lot(self, slug: str, amount: int | None = None, status: str | None = None) -> int:
        return self.add(db.Lot, slug, tender_id=self.tender, status=status, **money("value", amount))

    def award(self, slug: str, amount: int | None, *lots: int, **values: Any) -> int:
        told = {"process_id": self.process, "tender_id": self.tender, "basis": "STATED", "status": None, **values}
        number = self.add(db.Award, slug, **told, **money("value", amount))
        for lot in lots:
            self._batch.part(db.AwardLot, {"award_id": number, "lot_id": lot})
        return number

    def contract(
        self,
        slug: str,
        amount: int | None,
        award: int | None = None,
        *,
        status: str | None = None,
        amends: int | None = None,
    ) -> int:
        told = {"process_id": self.process, "award_id": award, "status": status, "parent_id": amends}
        return self.add(db.Contract, slug, **told, **money("value", amount))

    def link(self, payer: int, payee: int, basis: str = "STATED") -> None:
        told = {"payer_id": payer, "payee_id": payee, "explanation": "It is so.", "citation_id": self.citation}
        self.add(db.FundingLink, f"{payer}>{payee}", basis=basis, **told)

    def line(self, slug: str, amount: int) -> int:
        told = {"programme_id": self.programme, "activity_id": self.activity, "title": "Line"}
        number = self.add(db.BudgetLine, slug, **told)
        self._batch.part(db.BudgetAmount, {"budget_line_id": number, "phase": "APPROVED", **money("value", amount)})
        return number

    def marks(self) -> dict[str, str]:
        """Derive; which records are marked, and why."""
        self._derive()
        return {str(slug): str(reason) for slug, reason in self._connection.exec_driver_sql(MARKS)}

    def carried(self) -> dict[tuple[str, str], tuple[int, str]]:
        """Derive; what records carry by links up to a strength, and how exactly that is known."""
        self._derive()
        return {(slug, basis): (minor, how) for slug, basis, minor, how in self._connection.exec_driver_sql(CARRIED)}

    def _derive(self) -> None:
        self._batch.write(self._connection)
        derive(self._connection)


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    engine = open_writer(database_url)
    with engine.connect() as connection:
        defer_references(connection)
        yield World(connection)
    engine.dispose()


def test_what_was_called_off_ends_a_flow_and_an_award_taken_back_is_no_part_of_one(world: World) -> None:
    world.lot("cancelled", status="CANCELLED")
    world.lot("withdrawn", status="WITHDRAWN")
    world.lot("failed", status="UNSUCCESSFUL")
    award = world.award("taken-back", 5, world.lot("open"), status="CANCELLED")
    world.contract("called-off", 5, award, status="CANCELLED")

    assert world.marks() == {
        "cancelled": "CANCELLED",
        "withdrawn": "CANCELLED",
        "failed": "UNSUCCESSFUL",
        "taken-back": "LEFT_OUT",
        "called-off": "LEFT_OUT",
    }


def test_lots_that_are_awarded_together_are_the_same_money_as_their_award(world: World) -> None:
    first, second, _ = world.lot("first", 60), world.lot("second", 40), world.lot("third", 30)
    world.award("together", 95, first, second)

    assert world.marks() == {"first": "LEFT_OUT", "second": "LEFT_OUT"}


def test_an_award_that_names_no_lot_stands_for_all_lots_without_one(world: World) -> None:
    world.award("of-the-first", 50, world.lot("first", 60))
    world.lot("second", 40)
    world.lot("failed", 30, status="UNSUCCESSFUL")
    world.award("of-some-lots", 35)

    assert world.marks() == {"second": "LEFT_OUT", "failed": "UNSUCCESSFUL"}


def test_a_contract_that_names_no_award_is_the_same_money_as_the_awards_of_its_process(world: World) -> None:
    world.contract("of-nothing", 50, world.award("award", 50))
    world.contract("alone", 50)

    assert world.marks() == {"alone": "LEFT_OUT"}


def test_of_a_contract_and_its_amendments_the_last_one_counts(world: World) -> None:
    award = world.award("award", 50)
    first = world.contract("first", 50, award)
    second = world.contract("second", 55, award, amends=first)
    world.contract("third", 60, award, amends=second)
    world.contract("without-a-sum", None, award, amends=world.contract("other", 5, award))

    assert world.marks() == {"first": "LEFT_OUT", "second": "LEFT_OUT"}


def test_a_budget_line_without_spending_is_the_same_money_as_what_its_activity_pays_for(world: World) -> None:
    world.line("idle", 100)
    spending = world.line("spending", 100)
    other = world.add(db.Process, "other", title="Other")
    world.add(db.Tender, "others", process_id=other, title="T", **money("value", 30))
    world.link(spending, other)
    world.award("award", 80)
    world.link(world.activity, world.process)

    assert world.marks() == {"idle": "LEFT_OUT"}


@pytest.mark.parametrize(
    ("field", "state", "marked"),
    [
        (None, "CLASSIFIED", True),
        ("lots", "NOT_PUBLISHED", True),
        ("title", "CLASSIFIED", False),
        (None, "NOT_FOUND", False),
    ],
)
def test_withheld_is_whose_parts_are_not_published(world: World, field: str | None, state: str, marked: bool) -> None:
    world.add(db.Disclosure, "d", subject_id=world.tender, field=field, state=state, citation_id=world.citation)

    assert world.marks() == ({"tender": "WITHHELD"} if marked else {})


def test_what_has_no_amount_carries_its_parts_by_links_up_to_a_strength(world: World) -> None:
    world.award("stated", 40, world.lot("first"))
    world.award("inferred", 50, world.lot("second"), basis="INFERRED")
    world.lot("unknown")
    world.link(world.activity, world.process, "ASSUMED")

    assert world.carried() == {
        ("first", "STATED"): (40, "EXACT"),
        ("first", "INFERRED"): (40, "EXACT"),
        ("first", "ASSUMED"): (40, "EXACT"),
        ("second", "INFERRED"): (50, "EXACT"),
        ("second", "ASSUMED"): (50, "EXACT"),
        ("tender", "STATED"): (40, "AT_LEAST"),
        ("tender", "INFERRED"): (90, "AT_LEAST"),
        ("tender", "ASSUMED"): (90, "AT_LEAST"),
        ("activity", "ASSUMED"): (90, "AT_LEAST"),
        ("programme", "ASSUMED"): (90, "AT_LEAST"),
    }


def test_a_contract_without_a_value_carries_what_was_paid_and_its_award_with_it(world: World) -> None:
    contract = world.contract("contract", None, world.award("award", None, world.lot("lot", 100)))
    for slug in ("first", "second"):
        world.add(db.Transaction, slug, contract_id=contract, **money("value", 30))

    assert {slug: minor for (slug, basis), (minor, _) in world.carried().items() if basis == "STATED"} == {
        "contract": 60,
        "award": 60,
        "tender": 100,
    }


def test_several_currencies_carry_nothing(world: World) -> None:
    world.lot("tenge", 100)
    dollars = {**money("value", 5), "value_currency": "USD"}
    world.add(db.Lot, "dollars", tender_id=world.tender, status=None, **dollars)

    assert world.carried() == {}
