"""Awards above their lots, lots against their tender, lots that are repeated, and more of them than announced."""

from __future__ import annotations

import db
from tests.analysis.findings.made import Made


def test_an_award_above_the_values_of_its_lots_is_found(made: Made) -> None:
    made.tender("t", "100 KZT", "50 KZT", "70 KZT")
    made.award("high", "t", lots=("t/1", "t/2"), value="150.01 KZT")
    made.award("equal", "t", lots=("t/1", "t/2"), value="150 KZT")
    made.award("bound", "t", lots=("t/3",), value="MORE_THAN 70.01 KZT")

    assert made.codes("AWARD_ABOVE_LOT") == ["award-above-lot:bound", "award-above-lot:high"]
    found = next(each for each in made.found() if each.code == "award-above-lot:high")
    assert (found.expected, found.found, found.record_count) == ("at most 150.00 KZT", "150.01 KZT", 3)


def test_an_award_that_may_be_within_its_lots_is_no_finding(made: Made) -> None:
    made.tender("t", "100 KZT", "AT_LEAST 100 KZT", "ABOUT 100 KZT", "100 USD")
    made.record(db.Lot, "t/unknown", tender_id="t")
    made.award("below", "t", lots=("t/1",), value="AT_MOST 500 KZT")
    made.award("roughly", "t", lots=("t/1",), value="ABOUT 500 KZT")
    made.award("fallen", "t", lots=("t/1",), value="500 KZT", status="CANCELLED")
    made.award("unknown", "t", lots=("t/1", "t/unknown"), value="500 KZT")
    for place in (2, 3, 4):
        made.award(f"lot-{place}", "t", lots=(f"t/{place}",), value="500 KZT")

    assert made.codes("AWARD_ABOVE_LOT") == []


def test_an_award_without_lots_is_compared_with_a_tender_without_lots(made: Made) -> None:
    made.tender("whole", value="100 KZT")
    made.award("above", "whole", value="101 KZT")
    made.award("within", "whole", value="100 KZT")
    made.tender("parted", "100 KZT", value="100 KZT")
    made.award("unlinked", "parted", value="101 KZT")

    assert made.codes("AWARD_ABOVE_LOT") == ["award-above-lot:above"]
    assert made.records("award-above-lot:above") == ["above", "whole"]


def test_the_largest_amounts_are_added_up(made: Made) -> None:
    largest = "92233720368547758.07 KZT"
    made.tender("t", largest, largest, value=largest)
    made.award("a", "t", lots=("t/1", "t/2"), value=largest)

    assert made.codes("AWARD_ABOVE_LOT", "PARTS_AND_WHOLE") == ["parts-and-whole:t"]


def test_lots_that_are_more_than_their_tender_are_found(made: Made) -> None:
    made.tender("more", "60 KZT", "60 KZT", value="100 KZT")
    made.tender("partly", "60 KZT", "60 KZT", value="100 KZT", number_of_lots=9)
    made.tender("exact", "60 KZT", "40 KZT", value="100 KZT", number_of_lots=2)
    made.tender("rounded", "60 KZT", "40.1 KZT", value="100 KZT", number_of_lots=2)
    made.tender("bound", "60 KZT", "AT_MOST 60 KZT", value="100 KZT")
    made.tender("dollars", "60 KZT", "60 USD", value="100 KZT")

    assert made.codes("PARTS_AND_WHOLE") == ["parts-and-whole:more", "parts-and-whole:partly"]


def test_lots_that_are_less_than_their_tender_are_found_only_if_all_are_known(made: Made) -> None:
    made.tender("all", "60 KZT", "30 KZT", value="100 KZT", number_of_lots=2)
    made.tender("some", "60 KZT", "30 KZT", value="100 KZT", number_of_lots=3)
    made.tender("unknown", "60 KZT", "30 KZT", value="100 KZT")
    made.tender("one-unknown", "60 KZT", "", value="100 KZT", number_of_lots=2)

    assert made.codes("PARTS_AND_WHOLE") == ["parts-and-whole:all"]


def test_more_lots_or_bidders_than_the_tender_is_said_to_have_are_found(made: Made) -> None:
    made.tender("two", "1 KZT", "1 KZT", number_of_lots=1, number_of_tenderers=1)
    made.tender("one", "1 KZT", number_of_lots=2, number_of_tenderers=2)
    made.tender("unknown", "1 KZT")
    for tender in ("two", "one", "unknown"):
        made.bids(tender, "VALID a", "DISQUALIFIED b", "WITHDRAWN c", "INVITED d", "VALID a")

    assert made.codes("MORE_LOTS", "MORE_BIDDERS") == ["more-bidders:two", "more-lots:two"]


def repeated(made: Made, slug: str, value: str = "10 KZT", title: str = "Guides", **tender: object) -> None:
    status = tender.pop("lot_status", None)
    values = {"process": {"buyer_id": "buyer"}, "published_on": "2018", **tender}
    made.tender(slug, **values)  # type: ignore[arg-type]
    made.record(db.Lot, f"{slug}/lot", tender_id=slug, title=title, value=value, status=status)


def test_the_same_lot_in_two_tenders_of_a_buyer_and_year_is_one_finding(made: Made) -> None:
    made.body("buyer")
    repeated(made, "first")
    repeated(made, "second", published_on="2018-12-31")

    assert made.codes("REPEATED_LOT") == ["repeated-lot:first/lot"]
    assert made.records("repeated-lot:first/lot") == ["first/lot", "second/lot"]


def test_what_is_bought_again_or_tried_again_is_no_repetition(made: Made) -> None:
    made.body("buyer")
    made.body("another")
    repeated(made, "first")
    repeated(made, "next-year", published_on="2019")
    repeated(made, "another-sum", value="11 KZT")
    repeated(made, "another-title", title="Guide")
    repeated(made, "another-buyer", process={"buyer_id": "another"})
    repeated(made, "without-date", published_on=None)
    repeated(made, "called-off", status="CANCELLED")
    repeated(made, "no-winner", lot_status="UNSUCCESSFUL")
    for tender in ("symbolic", "symbolic-too"):
        repeated(made, tender, value="1 KZT")
    made.record(db.Lot, "first/again", tender_id="first", title="Guides", value="10 KZT")

    assert made.codes("REPEATED_LOT") == []


def test_of_many_repetitions_some_are_listed_and_all_are_counted(made: Made) -> None:
    made.body("buyer")
    for number in range(25):
        repeated(made, f"t{number:02}")

    (found,) = made.found()

    assert (found.code, found.record_count, found.severity) == ("repeated-lot:t00/lot", 25, "INFO")
    assert made.records(found.code) == [f"t{number:02}/lot" for number in range(20)]
