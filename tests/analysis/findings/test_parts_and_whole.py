from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.findings.facts import Amount, Award, Claim, Facts, Lot, Tender
from analysis.findings.parts_and_whole import unequal_parts
from db.codes import Qualifier
from db.finding import Severity
from tests.analysis.findings.claims import claim, told

TENDER = 1


def tenge(value: int | None, qualifier: Qualifier = Qualifier.EXACT) -> Amount | None:
    return None if value is None else Amount(Decimal(value), "KZT", qualifier)


def facts(whole: int, lots: Sequence[int | None], awards: dict[int, Amount | None], claims: Sequence[Claim]) -> Facts:
    """A tender with lots 10, 11 and so on, and with awards of one lot each, by the lot's number."""
    return Facts(
        claims=[claim(73, f"{whole} KZT", subject=TENDER, field="value"), *claims],
        tenders={TENDER: Tender("A tender", process=2, value=tenge(whole), number_of_lots=len(lots))},
        lots={10 + at: Lot(TENDER, f"Lot {at}" if value else None, tenge(value)) for at, value in enumerate(lots)},
        awards={90 + lot: Award(2, TENDER, amount, (lot,)) for lot, amount in awards.items()},
    )


def about(*subjects: int) -> list[Claim]:
    return [claim(100 + subject, "1 KZT", subject=subject, field="value") for subject in subjects]


def test_values_and_prices_of_some_lots_are_set_against_the_whole() -> None:
    awards = {10: tenge(39), 11: tenge(10, Qualifier.MORE_THAN), 12: tenge(7)}
    given = facts(156, [43, None, None, None, None], awards, about(10, 100, 101, 102))

    (hit,) = unequal_parts(given)

    assert (hit.expected, hit.found) == ("156.00 KZT for 5 lots", "at least 60.00 KZT for 3 of 5 lots (38.5%)")
    assert hit.severity is Severity.WARNING
    assert [each.code for each in hit.claims] == ["F73", "F110", "F200", "F201", "F202"]
    assert hit.explanation == (
        "Amounts are told for 3 of 5 lots: at least 60 KZT of 156 KZT (38.5%). They mix 1 lot value (43 KZT) with"
        " 2 prices (at least 17 KZT), and cannot really be added up. What is not told apart is at most 96 KZT (61.5%)."
        " 4 lots of the tender have no title."
    )


def test_a_gap_without_a_mixture_is_only_worth_knowing() -> None:
    (hit,) = unequal_parts(facts(156, [43, None], {}, about(10)))

    assert (hit.severity, hit.found) == (Severity.INFO, "43.00 KZT for 1 of 2 lots (27.6%)")


@pytest.mark.parametrize("values", [[43, 100], [43, 114]])
def test_values_of_all_lots_that_are_not_the_whole_are_an_error(values: list[int]) -> None:
    (hit,) = unequal_parts(facts(156, values, {}, about(10, 11)))

    assert hit.severity is Severity.ERROR


def test_prices_above_the_whole_are_doubtful() -> None:
    (hit,) = unequal_parts(facts(156, [None, None], {10: tenge(100), 11: tenge(60)}, about(100, 101)))

    assert hit.severity is Severity.WARNING
    assert hit.explanation.startswith("Amounts are told for 2 of 2 lots: 160 KZT of 156 KZT (102.6%). The parts are 4")


def test_prices_below_the_whole_of_all_lots_are_what_competition_is_for() -> None:
    assert told(unequal_parts, facts(156, [None, None], {10: tenge(100), 11: tenge(50)}, about(100, 101))) == []


def test_a_tender_that_is_not_in_lots_has_no_parts() -> None:
    whole = replace(facts(156, [], {}, about(90)), awards={90: Award(2, TENDER, tenge(200), ())})

    assert told(unequal_parts, whole) == []


def test_only_claimed_figures_contradict_each_other() -> None:
    assert told(unequal_parts, facts(156, [43, None], {}, [])) == []
    assert told(unequal_parts, facts(156, [None, None], {}, about(10))) == []


def test_an_award_without_lots_counts_where_no_lot_has_a_value() -> None:
    claims = [claim(73, "156 KZT", subject=TENDER, field="value"), *about(90)]
    tenders = {TENDER: Tender("A tender", process=2, value=tenge(156), number_of_lots=4)}
    given = Facts(claims=claims, tenders=tenders, awards={90: Award(2, TENDER, tenge(39))})

    assert [hit.found for hit in unequal_parts(given)] == ["39.00 KZT for 1 of 4 lots (25.0%)"]


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=9))
def test_lots_that_make_up_the_whole_never_are_a_finding(values: list[int]) -> None:
    subjects = range(10, 10 + len(values))

    assert told(unequal_parts, facts(sum(values), values, {}, about(*subjects))) == []
