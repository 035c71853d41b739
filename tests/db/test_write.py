from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Engine, text

import db
from db.batch import RowsRefusedError
from db.codes import Precision, ProcurementStatus, Qualifier
from db.layout import Row
from db.node import RecordKey
from db.register import Register
from db.write import Origin, Written, last_digest, record_revision, write
from db.writer import open_writer

BUYING = Row(db.Process, {"slug": "buying", "title": "Buying"})
TENDER = Row(db.Tender, {"slug": "tender", "title": "Tender", "process_id": RecordKey("Process", "buying")})


def dataset(name: str = "small") -> db.Dataset:
    return db.Dataset(
        name=name, title="T", description="D", publisher="P", licence="L", url=None, language=None, imported_at=""
    )


def lot(slug: str = "lot", **values: Any) -> Row:
    return Row(db.Lot, {"slug": slug, "tender_id": RecordKey("Tender", "tender"), **values})


@pytest.fixture
def writer(database_url: str) -> Engine:
    """Connections that may write."""
    return open_writer(database_url)


def load(writer: Engine, rows: Sequence[Row], name: str = "small") -> Written:
    """Write rows as a data set, as an import does."""
    with writer.begin() as connection:
        register = Register(connection, name)
        keys = {row.key for row in rows}
        register.others({value for row in rows for value in row.values.values() if isinstance(value, RecordKey)} - keys)
        written = write(register, dataset(name), rows, register.settle(keys))
        if written.rows:
            record_revision(connection, name, Origin("digest", "a test"), written)
    return written


def asked(writer: Engine, sql: str) -> list[tuple[Any, ...]]:
    with writer.begin() as connection:
        return [tuple(row) for row in connection.execute(text(sql))]


def test_rows_may_come_before_what_they_refer_to(writer: Engine) -> None:
    load(writer, [lot(), TENDER, BUYING])

    assert asked(
        writer,
        "SELECT process.slug FROM lot JOIN tender ON tender.id = tender_id JOIN process ON process.id = process_id",
    ) == [("buying",)]


def test_what_a_row_does_not_tell_takes_its_default(writer: Engine) -> None:
    load(writer, [BUYING, TENDER, lot()])

    assert asked(writer, "SELECT status, value_amount, value_qualifier, value_order FROM lot") == [
        (None, None, "EXACT", -1)
    ]


@pytest.mark.parametrize("amount", [0, 27014800000000, 9007199254740993, 2**63 - 1])
def test_money_is_exact_to_the_last_unit(writer: Engine, amount: int) -> None:
    load(writer, [BUYING, TENDER, lot(value_amount=amount, value_currency="KZT")])

    assert asked(writer, "SELECT value_amount, value_order FROM lot") == [(amount, amount)]


def test_a_changed_row_keeps_its_number_and_its_old_values_are_told(writer: Engine) -> None:
    load(writer, [BUYING, TENDER, lot(status=ProcurementStatus.ACTIVE)])
    numbers = asked(writer, "SELECT id, slug FROM lot")

    written = load(writer, [BUYING, TENDER, lot(status=ProcurementStatus.COMPLETE)])

    assert asked(writer, "SELECT id, slug FROM lot") == numbers
    (change,) = written.changes
    assert (change["kind"], change["type"], change["slug"]) == (db.revision.ChangeKind.CHANGED, "Lot", "lot")
    assert json.loads(change["before"]) == {"status": "ACTIVE"}
    assert json.loads(change["after"]) == {"status": "COMPLETE"}


def test_only_what_differs_is_written(writer: Engine) -> None:
    lots = [lot(f"lot-{number}") for number in range(50)]
    load(writer, [BUYING, TENDER, *lots])
    lots[7].values["value_amount"], lots[7].values["value_currency"] = 100, "KZT"

    assert load(writer, [BUYING, TENDER, *lots]).rows == 1
    assert load(writer, [BUYING, TENDER, *lots]).rows == 0


def test_a_tender_may_pass_to_another_process_that_had_one(writer: Engine) -> None:
    more = Row(db.Process, {"slug": "more", "title": "More"})
    second = Row(db.Tender, {"slug": "second", "title": "Second", "process_id": RecordKey("Process", "more")})
    load(writer, [BUYING, more, TENDER, second, lot()])
    swapped = [
        Row(db.Tender, TENDER.values | {"process_id": RecordKey("Process", "more")}),
        Row(db.Tender, second.values | {"process_id": RecordKey("Process", "buying")}),
    ]

    load(writer, [BUYING, more, *swapped, lot()])

    assert asked(
        writer, "SELECT tender.slug, process.slug FROM tender JOIN process ON process.id = process_id ORDER BY 1"
    ) == [("second", "buying"), ("tender", "more")]


def test_a_part_is_replaced_with_its_list(writer: Engine) -> None:
    def line(*amounts: int) -> list[Row]:
        key = RecordKey("BudgetLine", "line")
        values = {"value_currency": "KZT", "value_qualifier": Qualifier.EXACT, "as_of_precision": Precision.YEAR}
        parts = [
            Row(db.BudgetAmount, {"budget_line_id": key, "phase": phase, "value_amount": amount, **values})
            for phase, amount in zip(db.budget_line.BudgetPhase, amounts, strict=False)
        ]
        programme = Row(db.Programme, {"slug": "p", "title": "P", "country": "KZ"})
        of_line: dict[str, Any] = {"slug": "line", "title": "Line", "programme_id": RecordKey("Programme", "p")}
        return [programme, Row(db.BudgetLine, of_line, parts)]

    load(writer, line(1, 2, 3))

    assert load(writer, line(1, 2, 3)).rows == 0
    written = load(writer, line(1, 5))

    assert asked(writer, "SELECT value_amount FROM budget_amount ORDER BY id") == [(1,), (5,)]
    assert [amount["value_amount"] for amount in json.loads(written.changes[0]["before"])["amounts"]] == [1, 2, 3]


def test_other_sets_are_left_alone(writer: Engine) -> None:
    load(writer, [BUYING, TENDER])
    load(writer, [lot("a"), lot("b")], "other")

    load(writer, [lot("a")], "other")

    assert asked(writer, "SELECT slug, dataset FROM node ORDER BY slug") == [
        ("a", "other"),
        ("buying", "small"),
        ("tender", "small"),
    ]


def test_what_was_loaded_last_is_known(writer: Engine) -> None:
    load(writer, [BUYING])

    with writer.begin() as connection:
        assert last_digest(connection, "small") == "digest"
        assert last_digest(connection, "other") is None


def test_an_error_on_the_way_leaves_nothing_behind(writer: Engine) -> None:
    load(writer, [BUYING])

    second = Row(db.Tender, {"slug": "second", "title": "Second", "process_id": RecordKey("Process", "buying")})
    with pytest.raises(RowsRefusedError) as refused:
        load(writer, [TENDER, second])

    (problem,) = refused.value.problems
    assert problem.row is second
    assert "refused by the database" in problem.wrong.wrong

    assert asked(writer, "SELECT slug FROM node") == [("buying",)]
