from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import db
from db.check import LARGEST, check_of
from db.codes import ProcurementStatus
from db.layout import layout_of
from db.node import RecordKey, models

TENDER = RecordKey("Tender", "tender")
LOT: dict[str, Any] = {"slug": "lot", "tender_id": TENDER, "value_amount": 5, "value_currency": "KZT"}


def misfits(model: type[db.Record] | type[db.Part], *rows: dict[str, Any]) -> list[tuple[int, str, str]]:
    """Row, column and what is wrong, of rows with the same columns."""
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    return [(each.row, each.column, each.wrong.wrong) for each in check_of(model).misfits(columns, {"slug"})]


def test_what_fits_is_not_told_of() -> None:
    full = LOT | {"title": "Қазақша", "status": ProcurementStatus.ACTIVE, "value_qualifier": "ABOUT", "number": None}

    assert misfits(db.Lot, full, full | {"slug": "other", "status": "ACTIVE", "value_amount": LARGEST}) == []


@pytest.mark.parametrize(
    ("column", "value", "wrong"),
    [
        ("slug", None, "is missing"),
        ("slug", "Big Lot", "has the wrong form"),
        ("slug", "a" * 201, "is longer than 200 characters"),
        ("tender_id", RecordKey("Process", "buying"), "is a Process"),
        ("tender_id", 7, "is a int"),
        ("title", "", "is empty"),
        ("title", "bell\x07", "has a control character in it"),
        ("title", 7, "is a int"),
        ("status", "DONE", "is not a value of the codelist"),
        ("value_amount", -1, "is negative"),
        ("value_amount", 2**63, f"is more than {LARGEST}, the most that can be stored"),
        ("value_amount", 1.5, "is a float"),
        ("value_amount", True, "is a bool"),
        ("value_currency", "XXX", "is not a value of the codelist"),
        ("value_currency", None, "stands beside None in value_currency"),
    ],
)
def test_what_does_not_fit_is_named(column: str, value: object, wrong: str) -> None:
    right = {"title": None, "status": None, **LOT}

    ((row, named, told),) = misfits(db.Lot, right, right | {column: value})

    assert (row, told) == (1, wrong)
    assert named == ("value_amount" if "beside" in wrong else column)


def test_an_interval_that_ends_before_it_begins_does_not_fit() -> None:
    name = {"slug": "s", "period_start": date(2019, 1, 1), "period_end": date(2018, 1, 1)}

    assert misfits(db.Programme, name) == [(0, "period_end", "does not fit 2019-01-01 in period_start")]


def test_a_link_leads_to_another_record() -> None:
    process = RecordKey("Process", "p")
    link = {"slug": "p>p", "payer_id": RecordKey("Programme", "p"), "payee_id": process}

    assert misfits(db.FundingLink, link) == []
    assert [column for _, column, _ in misfits(db.FundingLink, link | {"payer_id": process})] == [
        "payer_id",
        "payee_id",
    ]


def test_every_column_that_an_import_writes_can_be_checked() -> None:
    for model in models():
        assert {column.name for column in layout_of(model).given} <= check_of(model).kinds.keys()


VALUES = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["KZT", "KZ", "ACTIVE", "a" * 501, "slug", "2.8", "https://a.b"]),
    st.integers(-2, 2),
    st.sampled_from([2**31, 2**63, 2**63 - 1]),
    st.dates(),
    st.booleans(),
    st.builds(RecordKey, st.sampled_from(["Lot", "Tender"]), st.just("x")),
)
KINDS = [kind for model in (db.Lot, db.Tender, db.Source, db.Claim, db.Name) for kind in check_of(model).kinds.values()]


@given(st.sampled_from(KINDS), st.lists(VALUES, min_size=1, max_size=5))
def test_all_values_fit_together_if_none_is_wrong_alone(kind: Any, values: list[Any]) -> None:
    assert kind.fits(values) == (not any(kind.wrong(value) for value in values))
