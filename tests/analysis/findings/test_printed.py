from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.findings.facts import Amount
from analysis.findings.printed import INFINITY, Interval, around, last_place, printed_step
from db.codes import Qualifier
from tests.analysis.findings.claims import claim

SCALES = {0: "", 3: " thousand", 6: " million", 9: " billion", 12: " trillion"}


def step(printed: str | None, value: str) -> Decimal:
    made = claim(1, f"{value} USD", printed=printed)
    assert made.amount
    return printed_step(made, made.amount)


@pytest.mark.parametrize(
    ("printed", "value", "worth"),
    [
        ("635.38 thousand dollars", "635380", "10"),
        ("696.389 million dollars", "696389000", "1000"),
        ("402.55 dollars", "402.55", "0.01"),
        ("over 1 billion dollars at the rate of 2013", "1000000000", "1000000000"),
        ("155 million 854 thousand tenge", "155854000", "1000"),
        ("$1.30 billion", "1300000000", "10000000"),
        ("$897m", "897000000", "1000000"),
        ("1,7 млрд тенге", "1700000000", "100000000"),
        ("Более 270 млрд тенге", "270000000000", "1000000000"),
        ("1,700,000 tenge", "1700000", "1"),
        ("1.700.000,50 тенге", "1700000.50", "0.01"),
        ("155 854 000 tenge", "155854000", "1"),
        ("in 2017 some 57.5 million", "57500000", "100000"),
        ("1.000000000000000000000000000000000000 dollars", "1", "0.01"),
        ("1.00000 dollars", "1", "0.01"),
    ],
)
def test_the_last_printed_digit_is_found_behind_its_scale_word(printed: str, value: str, worth: str) -> None:
    assert step(printed, value) == Decimal(worth)


@pytest.mark.parametrize("printed", [None, "a lot", "57.4 million", "1.2.3 million 5,6,7", "as much as in 2017"])
def test_the_value_itself_tells_where_no_printed_number_gives_it(printed: str | None) -> None:
    assert step(printed, "57500000") == 100_000


@given(st.decimals(min_value="0.001", max_value="999.999", places=3), st.sampled_from(sorted(SCALES)))
def test_any_figure_with_a_scale_word_is_read_to_its_last_place(number: Decimal, power: int) -> None:
    value, place = number.scaleb(power), Decimal("0.001").scaleb(power)

    assert step(f"about {number}{SCALES[power]} dollars", f"{value:f}") == max(place, Decimal("0.01"))


@given(st.decimals(min_value=1, max_value=10**9, places=2), st.integers(0, 6))
def test_whatever_rounds_to_a_figure_lies_around_it(value: Decimal, places: int) -> None:
    to = Decimal(1).scaleb(places - 2)
    rounded = (value / to).quantize(Decimal(1)) * to
    interval = around(Amount(rounded, "USD"), to)

    assert interval
    assert interval.low <= value <= interval.high


def test_a_bound_is_open_on_its_side() -> None:
    assert around(Amount(Decimal(10), "USD", Qualifier.MORE_THAN), Decimal(1)) == Interval(Decimal(10), INFINITY)
    assert around(Amount(Decimal(10), "USD", Qualifier.AT_MOST), Decimal(1)) == Interval(Decimal(0), Decimal(10))
    assert around(Amount(Decimal(10), "USD", Qualifier.ABOUT), Decimal(1)) is None


def test_the_last_place_is_that_of_the_digits_as_written() -> None:
    assert last_place(Decimal("2.80")) == Decimal("0.01")
    assert last_place(Decimal("855E+3")) == 1000
