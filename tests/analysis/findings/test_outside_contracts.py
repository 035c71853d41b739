"""Which contracts money reaches from outside their programme's period, as rows tell it."""

from __future__ import annotations

import pytest

import db
from tests.analysis.findings.made import Made

WAYS = {
    "process": "t/process",
    "tender": "t",
    "lot": "t/1",
    "award": "a",
    "contract": "c",
}


def programme(made: Made, start: str | None = "2018", end: str | None = "2022") -> None:
    """A programme with an activity and its budget line, a tender with its contract, and a place in a source."""
    made.record(db.Source, "news", kind="ARTICLE", title="News")
    made.record(db.Citation, "here", source_id="news", locator="line 1")
    made.record(db.Programme, "p", title="The programme", country="KZ", period_start=start, period_end=end, total=None)
    made.record(db.Activity, "p/1", programme_id="p", number="1", title="Guides", status="IMPLEMENTATION", amount=None)
    made.record(db.BudgetLine, "p/1/line", programme_id="p", activity_id="p/1", title="2018")
    made.tender("t", "5 KZT")
    made.award("a", "t", lots=("t/1",))


def pays(made: Made, payer: str, payee: str) -> None:
    made.record(
        db.FundingLink, f"{payer}>{payee}", payer_id=payer, payee_id=payee, basis="STATED",
        explanation="So it says.", citation_id="here",
    )  # fmt: skip


@pytest.mark.parametrize("payer", ["p", "p/1", "p/1/line"])
@pytest.mark.parametrize("payee", WAYS)
def test_money_reaches_a_contract_by_every_way(made: Made, payer: str, payee: str) -> None:
    programme(made)
    made.contract("c", "t", award_id="a", signed_on="2017")
    pays(made, payer, WAYS[payee])

    assert made.codes("OUTSIDE_PERIOD") == ["outside-period:p"]
    assert made.records("outside-period:p") == ["c", "p"]


@pytest.mark.parametrize(
    ("signed", "start", "end", "is_found"),
    [
        ("2017-12-31", "2018", "2022", True),
        ("2018-01-01", "2018", "2022", False),
        ("2018", "2018-05", "2022", False),
        ("2018-04", "2018-05", "2022", True),
        ("2022-12-31", "2018", "2022", False),
        ("2023", "2018", "2022", True),
        ("2017", None, "2022", False),
        (None, "2018", "2022", False),
    ],
)
def test_it_is_outside_only_if_every_reading_of_its_date_is(
    made: Made, signed: str | None, start: str | None, end: str, is_found: bool
) -> None:
    programme(made, start, end)
    made.contract("c", "t", award_id="a", signed_on=signed)
    pays(made, "p/1", "t/process")

    assert made.codes("OUTSIDE_PERIOD") == (["outside-period:p"] if is_found else [])


def test_all_contracts_of_a_programme_are_one_finding(made: Made) -> None:
    programme(made)
    pays(made, "p/1", "t/process")
    pays(made, "p", "t/process")
    for place in range(30):
        made.contract(f"c{place:02}", "t", signed_on=f"2017-01-{place + 1:02}")

    (found,) = made.found()

    assert (found.code, found.record_count) == ("outside-period:p", 31)
    assert len(made.records(found.code)) == 20
