"""The steps that the database makes, against the same made by hand, one record at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, cast, delete, literal, select
from sqlalchemy.types import BigInteger

import db
from analysis.coverage import STRENGTH
from analysis.shares import know_shares, percent, share
from analysis.way_up import derive_steps
from db.node import records
from db.step import Step
from db.table import Table, table_of
from db.writer import defer_references, open_writer
from tests.engine.rows import fill, nasty_rows

STEP = table_of(Step)
Row = Mapping[str, Any]
AMOUNTS = st.integers(0, 2**63 - 1) | st.integers(0, 1_000)


def rows_of(connection: Connection, model: type[Table]) -> list[Row]:
    table = table_of(model)
    return [dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()]


class ByHand:
    """What lies above what, worked out from whole tables."""

    def __init__(self, connection: Connection) -> None:
        kinds: dict[str, type[Table]] = {**records(), "AwardLot": db.AwardLot}
        self._tables = {name: rows_of(connection, model) for name, model in kinds.items()}
        self._approved = {
            row["budget_line_id"]: row for row in rows_of(connection, db.BudgetAmount) if row["phase"] == "APPROVED"
        }
        self._payers: dict[int, Row] = {}
        for link in self._tables["FundingLink"]:
            best = self._payers.get(link["payee_id"])
            if best is None or STRENGTH.index(link["basis"]) < STRENGTH.index(best["basis"]):
                self._payers[link["payee_id"]] = link
        self._tender: dict[int, int] = {row["process_id"]: row["id"] for row in self._tables["Tender"]}
        self._rungs = {number: (kind, up, basis, money) for number, kind, up, basis, money in self.rungs()}

    def rungs(self) -> Iterator[tuple[int, str, int | None, str | None, tuple[Any, ...]]]:
        """Number, kind, the next one up, on what basis, and the amount."""
        for row in self._tables["Programme"]:
            yield row["id"], "PROGRAMME", None, None, money(row, "total")
        for row in self._tables["Activity"]:
            up, basis = self._paid(row["id"]) if row["id"] in self._payers else (row["programme_id"], "STATED")
            yield row["id"], "ACTIVITY", up, basis, money(row, "amount")
        for row in self._tables["BudgetLine"]:
            approved = self._approved.get(row["id"])
            told = (None, None, "EXACT") if approved is None else money(approved, "value")
            yield row["id"], "BUDGET_LINE", row["activity_id"] or row["programme_id"], "STATED", told
        for row in self._tables["Process"]:
            if row["id"] not in self._tender:
                yield row["id"], "PROCESS", *self._paid(row["id"]), (None, None, "EXACT")
        for row in self._tables["Tender"]:
            paid = row["id"] if row["id"] in self._payers else row["process_id"]
            yield row["id"], "TENDER", *self._paid(paid), money(row, "value")
        for row in self._tables["Lot"]:
            yield row["id"], "LOT", row["tender_id"], "STATED", money(row, "value")
        for row in self._tables["Award"]:
            lots = [each["lot_id"] for each in self._tables["AwardLot"] if each["award_id"] == row["id"]]
            above = row["tender_id"] or self._of_process(row["process_id"])
            yield row["id"], "AWARD", lots[0] if len(lots) == 1 else above, row["basis"], money(row, "value")
        for row in self._tables["Contract"]:
            up = row["award_id"] or self._of_process(row["process_id"])
            yield row["id"], "CONTRACT", up, "STATED", money(row, "value")

    def steps(self) -> Iterator[tuple[Any, ...]]:
        for number, (kind, up, basis, told) in self._rungs.items():
            programme, activity = self._above(number, "PROGRAMME"), self._above(number, "ACTIVITY")
            amount, currency, _ = (None, None, None) if programme is None else self._rungs[programme][3]
            share_of_total = percent(told[0], amount) if told[1] == currency else None
            yield number, up, kind, basis, *told, share_of_total, programme, activity

    def _paid(self, number: int) -> tuple[int | None, str | None]:
        link = self._payers.get(number)
        return (None, None) if link is None else (link["payer_id"], link["basis"])

    def _of_process(self, process: int) -> int:
        return self._tender.get(process, process)

    def _above(self, number: int | None, kind: str) -> int | None:
        for _ in range(20):
            if number is None or self._rungs[number][0] == kind:
                return number
            number = self._rungs[number][1]
        return None


def money(row: Row, prefix: str) -> tuple[Any, ...]:
    return tuple(row[f"{prefix}_{part}"] for part in ("amount", "currency", "qualifier"))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("empty", [True, False], ids=["nothing was there", "others were there"])
def test_steps_are_what_the_rows_and_links_say(database_url: str, seed: int, empty: bool) -> None:
    fill(database_url, nasty_rows(seed))
    with open_writer(database_url).connect() as connection:
        defer_references(connection)
        if empty:
            connection.execute(delete(STEP))
        derive_steps(connection)
        stored = {row["id"]: row for row in rows_of(connection, Step)}
        by_hand = {row[0]: row for row in ByHand(connection).steps()}

    names = ("id", "up_id", "kind", "basis", "amount_amount", "amount_currency", "amount_qualifier")
    assert {
        number: tuple(row[name] for name in (*names, "percent", "programme_id", "activity_id"))
        for number, row in stored.items()
    } == by_hand


@given(AMOUNTS, AMOUNTS)
def test_a_share_is_rounded_half_to_even(part: int, whole: int) -> None:
    told = percent(part, whole)

    if not whole:
        assert told is None
    else:
        assert told == f"{round(Fraction(part * 1_000_000, whole)) / 10_000:.4f}" or part * 1_000_000 >= 2**53 * whole
        assert told is not None
        assert Fraction(told) == Fraction(round(Fraction(part * 1_000_000, whole)), 10_000)


def test_the_database_tells_the_same_shares(database_url: str) -> None:
    odd = (0, 1, 2, 3, 7, 999_999, 1_000_000, 2_000_000, 2**53 + 1, 2**62, 2**63 - 2, 2**63 - 1)
    pairs = [(part, whole) for part in (*odd, None) for whole in (*odd, None)]
    with open_writer(database_url).connect() as connection:
        know_shares(connection)
        for part, whole in pairs:
            given_to = (cast(literal(each, BigInteger), BigInteger) for each in (part, whole))
            assert connection.scalar(select(share(*given_to))) == percent(part, whole), (part, whole)
