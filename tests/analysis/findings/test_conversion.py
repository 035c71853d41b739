from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.findings.conversion import RATE_OF_YEAR, common_rate, missed_rates
from analysis.findings.facts import Claim, Facts
from analysis.findings.printed import Interval
from db.finding import Severity
from tests.analysis.findings.claims import claim, converted, told

OTHERS = (
    *converted(101, "246000000 KZT", "635.38 thousand dollars", "635380 USD"),
    *converted(103, "212000000 KZT", "547.565 thousand dollars", "547565 USD"),
    *converted(105, "39000000 KZT", "100.73 thousand dollars", "100730 USD"),
)


def hits(*claims: Claim) -> list[tuple[str, list[str], str | None, str | None]]:
    return told(missed_rates, Facts(claims=[*claims, *OTHERS]))


def test_conversions_at_one_rate_are_no_finding() -> None:
    assert hits() == []


def test_a_conversion_at_a_rate_of_its_own_is_told_with_both_rates() -> None:
    assert hits(*converted(9, "270148000000 KZT", "696.389 million dollars", "696389000 USD")) == [
        ("implied-rate", ["F9", "F10"], "387.168 to 387.169 KZT for one USD", "387.927 KZT for one USD")
    ]


def test_a_missing_scale_word_is_a_power_of_ten() -> None:
    facts = Facts(claims=[*converted(73, "155854000 KZT", "402.55 dollars", "402.55 USD"), *OTHERS])

    (hit,) = missed_rates(facts)

    assert (hit.rule.slug, hit.severity, hit.expected, hit.found) == (
        "power-of-ten",
        Severity.ERROR,
        "402550.00 USD",
        "402.55 USD",
    )
    assert 'too small by a factor of 1000: the word "thousand" seems to be missing' in hit.explanation


def test_a_figure_can_be_too_large_by_a_power_of_ten() -> None:
    assert hits(*converted(1, "155854000 KZT", "4.0255 million dollars", "4025500 USD")) == [
        ("power-of-ten", ["F1", "F2"], "402550.00 USD", "4025500.00 USD")
    ]


def test_a_figure_that_misses_by_its_last_digit_is_rounded_wrongly() -> None:
    assert hits(*converted(81, "7300000 KZT", "18.86 thousand dollars", "18860 USD")) == [
        ("rounding", ["F81", "F82"], "18850.00 USD", "18860.00 USD")
    ]


def test_a_figure_of_one_digit_is_neither_rounded_nor_a_power_of_ten() -> None:
    (hit,) = hits(*converted(1, "1700000000 KZT", "$1 million", "1000000 USD"))

    assert hit[0] == "implied-rate"


def test_a_bound_is_wrong_only_on_its_own_side() -> None:
    assert hits(*converted(1, "1700000000 KZT", "over 4 million dollars", "MORE_THAN 4000000 USD")) == []
    assert hits(*converted(1, "1700000000 KZT", "under 5 million dollars", "LESS_THAN 5000000 USD")) == []
    ((rule, *_),) = hits(*converted(1, "1700000000 KZT", "over 5 million dollars", "MORE_THAN 5000000 USD"))
    assert rule == "implied-rate"


def test_what_is_told_loosely_or_names_its_rate_is_left_alone() -> None:
    base, dollars = converted(1, "1700000000 KZT", "2 million dollars", "ABOUT 2000000 USD")
    named = claim(3, "2000000 USD", "2013", converts=1, unit=RATE_OF_YEAR)

    assert hits(base, dollars, named) == []


def test_each_source_and_each_pair_of_currencies_has_its_own_rate() -> None:
    elsewhere = [claim(1, "10000 KZT"), claim(2, "30 USD", converts=1, source=7), claim(3, "28 EUR", converts=1)]

    assert hits(*elsewhere) == []


def test_two_that_differ_are_no_majority() -> None:
    claims = (*converted(1, "100 KZT", "10.0", "10 USD"), *converted(3, "100 KZT", "20.0", "20 USD"))

    assert told(missed_rates, Facts(claims=claims)) == []


def test_a_rate_below_one_is_told_the_other_way_round() -> None:
    claims = [each for at in (1, 3, 5) for each in converted(at, "1000.00 USD", "387,169", "387169 KZT")]
    wrong = converted(7, "1000 USD", "401,000", "401000 KZT")

    assert told(missed_rates, Facts(claims=[*claims, *wrong])) == [
        ("implied-rate", ["F7", "F8"], "387.168 to 387.17 KZT for one USD", "401 KZT for one USD")
    ]


rates = st.decimals(min_value="0.01", max_value="9999", places=4)
sums = st.lists(st.integers(10**6, 10**12), min_size=2, max_size=8)


@given(rates, sums, st.integers(2, 5))
def test_conversions_that_are_rounded_rightly_never_are_findings(
    rate: Decimal, amounts: list[int], digits: int
) -> None:
    claims = [each for number, amount in enumerate(amounts) for each in honest(2 * number + 1, amount, rate, digits)]

    assert told(missed_rates, Facts(claims=claims)) == []


@given(rates, sums, st.integers(1, 6), st.data())
def test_a_figure_with_the_point_in_the_wrong_place_is_found(
    rate: Decimal, amounts: list[int], power: int, data: st.DataObject
) -> None:
    claims = [each for number, amount in enumerate(amounts) for each in honest(2 * number + 11, amount, rate, 5)]
    base, right = honest(1, data.draw(st.integers(10**6, 10**12)), rate, 5)
    assert right.amount
    value = right.amount.value.scaleb(-power)
    assume(len(value.normalize().as_tuple().digits) == 5)
    assume(value == value.quantize(Decimal("0.01")))
    wrong = claim(2, f"{value:f} USD", converts=1)

    (hit,) = missed_rates(Facts(claims=[base, wrong, *claims]))

    assert hit.rule.slug == "power-of-ten"
    assert hit.expected == f"{right.amount.value:.2f} USD"


def honest(number: int, amount: int, rate: Decimal, digits: int) -> tuple[Claim, Claim]:
    """A sum and its conversion at a rate, rounded to so many digits."""
    value = Decimal(amount) / rate
    to = Decimal(1).scaleb(value.adjusted() - digits + 1)
    rounded = (value / to).quantize(Decimal(1), ROUND_HALF_EVEN) * to
    return claim(number, f"{amount} KZT"), claim(
        number + 1, f"{rounded:f} USD", converts=number, printed=f"{rounded:f}" if to < 1 else None
    )


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 20)), min_size=2, max_size=9))
def test_the_common_rate_is_where_most_intervals_meet(drawn: list[tuple[int, int]]) -> None:
    intervals = [Interval(Decimal(low), Decimal(low + width)) for low, width in drawn]
    most = max(sum(each.low <= at <= each.high for each in intervals) for at in range(1, 71))

    common = common_rate(intervals)

    assert (common is not None) == (most >= 2 and 2 * most > len(intervals))
    if common:
        fitting = [each for each in intervals if each.meets(common.rates)]
        assert common.fitting == most == len(fitting)
        assert common.rates == (max(each.low for each in fitting), min(each.high for each in fitting))
