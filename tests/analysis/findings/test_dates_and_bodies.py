"""Dates in the wrong order, suppliers younger than what they won, bodies that bought after their end, names."""

from __future__ import annotations

import pytest

import db
from tests.analysis.findings.made import Made


@pytest.mark.parametrize(
    ("published", "awarded", "is_found"),
    [
        ("2018-05-02", "2018-05-01", True),
        ("2018-05-02", "2018-05-02", False),
        ("2018-05-02", "2018-05", False),
        ("2018-05-02", "2018-04", True),
        ("2018-05-02", "2018", False),
        ("2018", "2017", True),
        ("2018", "2018-01-01", False),
        (None, "2018", False),
        ("2018", None, False),
    ],
)
def test_an_award_is_too_early_only_if_every_reading_of_its_date_is(
    made: Made, published: str | None, awarded: str | None, is_found: bool
) -> None:
    made.tender("t", published_on=published)
    made.award("a", "t", awarded_on=awarded)

    assert made.codes("DATES_OUT_OF_ORDER") == (["dates-out-of-order:a"] if is_found else [])


def test_a_contract_older_than_its_award_and_a_period_that_ends_first_are_found(made: Made) -> None:
    made.tender("turned", period_start="2018-05-02", period_end="2018-05-01")
    made.tender("loose", period_start="2018-05-02", period_end="2018-05")
    made.award("a", "turned", awarded_on="2018-06")
    made.contract("before", "turned", award_id="a", signed_on="2018-05-31")
    made.contract("after", "turned", award_id="a", signed_on="2018-06-01")
    made.contract("alone", "turned", signed_on="2018-05-31")

    assert made.codes("DATES_OUT_OF_ORDER") == ["dates-out-of-order:before", "dates-out-of-order:turned"]
    assert made.records("dates-out-of-order:before") == ["a", "before"]


def test_records_of_two_kinds_with_one_slug_are_two_findings(made: Made) -> None:
    made.tender("t", published_on="2018")
    made.award("same", "t", awarded_on="2017")
    made.numbers["award"] = made.numbers["same"]
    made.contract("same", "t", award_id="award", signed_on="2016")

    assert made.codes("DATES_OUT_OF_ORDER") == ["dates-out-of-order:same", "dates-out-of-order:same:contract"]


def test_a_supplier_that_is_younger_than_what_it_won_is_one_finding(made: Made) -> None:
    made.body("young", founded_on="2018-06")
    made.body("old", founded_on="2017")
    made.body("perhaps", founded_on="2018")
    made.tender("t")
    made.award("early", "t", "young", "old", "perhaps", awarded_on="2018-05-31")
    made.award("late", "t", "young", awarded_on="2018-06")
    made.contract("signed", "t", "young", signed_on="2017")

    assert made.codes("YOUNG_SUPPLIER") == ["young-supplier:young"]
    assert made.records("young-supplier:young") == ["early", "signed", "young"]


def test_a_body_that_bought_after_its_end_is_one_finding(made: Made) -> None:
    made.body("gone", dissolved_on="2018-06")
    made.body("perhaps", dissolved_on="2018")
    made.tender("t", process={"buyer_id": "gone"}, published_on="2018-07-01")
    made.tender("in-time", process={"buyer_id": "gone"}, published_on="2018-06-30")
    made.tender("of-others", process={"buyer_id": "perhaps", "procuring_entity_id": "gone"}, published_on="2018")
    made.award("a", "t", awarded_on="2019")
    made.contract("c", "of-others", signed_on="2018-12-31")

    assert made.codes("DISSOLVED_BUYER") == ["dissolved-buyer:gone"]
    assert made.records("dissolved-buyer:gone") == ["a", "c", "gone", "t"]


def named(made: Made, slug: str, *names: str, kind: str = "OFFICIAL") -> None:
    """A body with names as `from to`, each - where it is not known."""
    made.body(slug)
    for place, words in enumerate(names):
        start, end = (None if word == "-" else word for word in words.split())
        made.part(
            db.Name, subject_id=slug, text=f"{slug} {place}", language="EN", kind=kind, valid_from=start, valid_to=end
        )


def test_official_names_that_overlap_or_leave_a_gap_are_found(made: Made) -> None:
    named(made, "seamless", "- 2016-09-13", "2016-09-13 2018-06-28", "2018-06-28 -")
    named(made, "both", "- 2017-01-02", "2017-01-01 -")
    named(made, "endless", "- -", "2017 -")
    named(made, "gap", "- 2016-12-31", "2017 -")

    assert made.codes("NAMES_OVERLAP", "NAMES_GAP") == ["names-gap:gap", "names-overlap:both", "names-overlap:endless"]


def test_names_of_which_some_reading_fits_are_left_alone(made: Made) -> None:
    named(made, "month", "- 2017-01", "2017-01-20 -")
    named(made, "year", "- 2017", "2017-06 -")
    named(made, "early", "- 2017-06-15", "2017 -")
    named(made, "short", "- -", "2017 -", kind="SHORT")

    assert made.codes("NAMES_OVERLAP", "NAMES_GAP") == []
