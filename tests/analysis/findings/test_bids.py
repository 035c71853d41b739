"""The rules about bids, by the definitions of Cardinal; `test_cardinal` compares them on random processes."""

from __future__ import annotations

import pytest

from analysis.findings.price_distance import fences, quantile
from tests.analysis.findings.made import Made


@pytest.mark.parametrize(
    ("method", "tenderers", "status", "is_found"),
    [
        ("OPEN", 1, "COMPLETE", True),
        ("SELECTIVE", 1, None, True),
        ("LIMITED", 1, None, False),
        ("DIRECT", 1, None, False),
        (None, 1, None, False),
        ("OPEN", 2, None, False),
        ("OPEN", 0, None, False),
        ("OPEN", None, None, False),
        ("OPEN", 1, "CANCELLED", False),
    ],
)
def test_a_single_bid_counts_where_others_could_compete(
    made: Made, method: str | None, tenderers: int | None, status: str | None, is_found: bool
) -> None:
    made.tender("t", method=method, number_of_tenderers=tenderers, status=status)

    found = [(each.code, each.cardinal, each.record_count) for each in made.found()]

    assert found == ([("single-bid:t", "R018", 1)] if is_found else [])


@pytest.mark.parametrize(
    ("start", "end", "is_found"),
    [
        ("2018-05-01", "2018-05-15", True),
        ("2018-05-01", "2018-05-16", False),
        ("2018-05", "2018-05-10", True),
        ("2018-05-20", "2018-05", False),
        ("2018-05-01", "2018-05", False),
        ("2018", "2018", False),
        ("2018-05-01", None, False),
    ],
)
def test_a_period_is_short_only_if_its_longest_reading_is(
    made: Made, start: str, end: str | None, is_found: bool
) -> None:
    made.tender("t", method="OPEN", period_start=start, period_end=end)
    made.tender("direct", method="DIRECT", period_start=start, period_end=end)

    assert made.codes("SHORT_PERIOD") == (["short-period:t"] if is_found else [])


def test_bidders_with_one_price_are_one_finding(made: Made) -> None:
    made.tender("same", "1 KZT", "1 KZT")
    made.bids("same", "VALID a 10 KZT", "DISQUALIFIED b 10 KZT", "PENDING c 11 KZT", "VALID d 11 KZT")
    made.bids("same", "VALID a 12 KZT", lot="same/1")
    made.bids("same", "VALID b 12 KZT", lot="same/2")

    assert made.codes("IDENTICAL_BIDS") == ["identical-bids:same"]
    assert made.records("identical-bids:same") == ["same", *(f"same/bid-{place}" for place in range(1, 5))]


@pytest.mark.parametrize(
    "bids",
    [
        ("VALID a 10 KZT", "VALID a 10 KZT"),
        ("VALID a 10 KZT", "WITHDRAWN b 10 KZT"),
        ("VALID a 10 KZT", "INVITED b 10 KZT"),
        ("VALID a 10 KZT", "VALID b 10 USD"),
        ("VALID a 10 KZT", "VALID b 10.01 KZT"),
        ("VALID a 0 KZT", "VALID b 0 KZT"),
        ("VALID a", "VALID b"),
    ],
)
def test_bids_that_are_not_of_one_price_are_no_finding(made: Made, bids: tuple[str, ...]) -> None:
    made.tender("t")
    made.bids("t", *bids)

    assert made.codes("IDENTICAL_BIDS") == []


@pytest.mark.parametrize(
    ("made_on", "end", "bidder", "is_found"),
    [
        ("2018-05-02", "2018-05-01", "a", True),
        ("2018-05-01", "2018-05-01", "a", False),
        ("2018-05", "2018-04", "a", True),
        ("2018-05-02", "2018-05", "a", False),
        ("2018-05-02", "2018-05-01", "b", False),
    ],
)
def test_a_late_bid_is_a_finding_if_it_won(made: Made, made_on: str, end: str, bidder: str, is_found: bool) -> None:
    made.tender("t", period_end=end)
    made.bids("t", f"VALID {bidder} 1 KZT {made_on}", "DISQUALIFIED a 1 KZT 2018-06")
    made.award("w", "t", "a")

    assert made.codes("LATE_BID_WON") == (["late-bid-won:t"] if is_found else [])


@pytest.mark.parametrize(
    ("bids", "status", "is_found"),
    [
        (("VALID a", "DISQUALIFIED b", "DISQUALIFIED c"), "COMPLETE", True),
        (("VALID a", "VALID a", "DISQUALIFIED b", "INVITED d", "PENDING c"), None, True),
        (("VALID a", "DISQUALIFIED a"), None, False),
        (("VALID a", "VALID b", "DISQUALIFIED c"), None, False),
        (("VALID b", "DISQUALIFIED c"), None, False),
        (("DISQUALIFIED b",), None, False),
        (("VALID a", "DISQUALIFIED b"), "CANCELLED", False),
    ],
)
def test_all_others_were_refused(made: Made, bids: tuple[str, ...], status: str | None, is_found: bool) -> None:
    made.tender("t", status=status)
    made.body("a")
    made.bids("t", *bids)
    made.award("w", "t", "a")
    made.award("fallen", "t", status="UNSUCCESSFUL")

    assert made.codes("OTHERS_DISQUALIFIED") == (["others-disqualified:t"] if is_found else [])


def test_nothing_is_said_of_refusals_while_an_award_is_open_or_shared(made: Made) -> None:
    for tender, suppliers, status in (("open", "a", "PENDING"), ("shared", "ab", "ACTIVE")):
        made.tender(tender)
        made.bids(tender, "VALID a", "DISQUALIFIED c")
        if "b" not in made.numbers:
            made.body("b")
        made.award(f"{tender}/award", tender, *suppliers)
        made.award(f"{tender}/another", tender, "a", status=status)

    assert made.codes("OTHERS_DISQUALIFIED") == []


@pytest.mark.parametrize(
    ("bids", "award", "is_found"),
    [
        (("DISQUALIFIED b 9 KZT", "VALID a 10 KZT"), "ACTIVE", True),
        (("DISQUALIFIED b 9 KZT", "VALID a 10 KZT", "WITHDRAWN c 1 KZT", "INVITED d 1 KZT"), "ACTIVE", True),
        (("DISQUALIFIED b 9 KZT", "VALID a 10 KZT", "PENDING c 8 KZT"), "ACTIVE", False),
        (("DISQUALIFIED b 10 KZT", "VALID a 10 KZT"), "ACTIVE", False),
        (("DISQUALIFIED b 9 USD", "VALID a 10 KZT"), "ACTIVE", False),
        (("DISQUALIFIED b 0 KZT", "VALID a 10 KZT"), "ACTIVE", False),
        (("DISQUALIFIED b 9 KZT", "VALID a"), "ACTIVE", False),
        (("DISQUALIFIED b 9 KZT", "VALID a 10 KZT"), "PENDING", False),
    ],
)
def test_the_lowest_bid_was_refused(made: Made, bids: tuple[str, ...], award: str, is_found: bool) -> None:
    made.tender("t")
    made.bids("t", *bids)
    made.award("w", "t", "a", status=award)

    assert made.codes("LOWEST_DISQUALIFIED") == (["lowest-disqualified:t"] if is_found else [])


def test_a_refused_bid_is_compared_within_its_lot(made: Made) -> None:
    made.tender("t", "1 KZT", "1 KZT")
    made.bids("t", "DISQUALIFIED b 9 KZT", "VALID a 8 KZT", lot="t/1")
    made.bids("t", "VALID a 10 KZT", lot="t/2")
    made.award("w", "t", "a", lots=("t/1", "t/2"))

    assert made.codes("LOWEST_DISQUALIFIED") == []


def compared(made: Made, distances: list[int]) -> None:
    """Processes in which the winner offers 100 and the next bidder so many per cent more."""
    for place, distance in enumerate(distances):
        made.tender(f"t{place:02}")
        made.bids(f"t{place:02}", "VALID w 100 KZT", f"VALID l {100 + distance} KZT", "VALID l 900 KZT")
        made.award(f"t{place:02}/award", f"t{place:02}", "w")


def test_a_price_far_from_what_is_usual_is_found_on_both_sides(made: Made) -> None:
    compared(made, [0, 60, *(30 + place % 5 for place in range(20))])

    assert made.codes("CLOSE_BID", "DEEP_DISCOUNT") == ["close-bid:t00", "deep-discount:t01"]
    found = {each.code: each.found for each in made.found()}
    assert (found["close-bid:t00"], found["deep-discount:t01"]) == ("0.00%", "60.00%")


@pytest.mark.parametrize("usual", [[30, 31, 32], [30] * 30])
def test_among_few_or_equal_distances_none_is_unusual(made: Made, usual: list[int]) -> None:
    compared(made, [0, *usual])

    assert made.codes("CLOSE_BID", "DEEP_DISCOUNT") == []


def test_quantiles_are_between_two_values() -> None:
    assert [quantile([1.0, 2.0, 3.0, 4.0, 5.0], share) for share in (0.0, 0.25, 0.5, 0.75, 1.0)] == [
        1.0,
        pytest.approx(5 / 3),
        pytest.approx(3.0),
        pytest.approx(13 / 3),
        5.0,
    ]
    assert quantile([0.0, 100.0, 100.0, 100.0, 100.0], 0.25) == pytest.approx(66.6667)  # as Cardinal's page prints it
    assert fences([float(value) for value in range(1, 21)]) == pytest.approx((5 + 5 / 12 - 15.25, 15 + 7 / 12 + 15.25))
