from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from analysis.findings.facts import Amount, Span
from analysis.findings.printed import INFINITY, Interval
from analysis.findings.wording import between, days, exactly, listed, quoted, rate, told
from db.codes import Qualifier
from tests.analysis.findings.claims import claim


def test_sums_are_told_to_their_minor_units_or_in_words() -> None:
    assert exactly(Amount(Decimal(402550), "USD")) == "402550.00 USD"
    assert exactly(Amount(Decimal(7), "JPY", Qualifier.MORE_THAN)) == "more than 7 JPY"
    assert told(Decimal(155854000), "KZT") == "155.854 million KZT"
    assert told(Decimal("402.55"), "USD") == "402.55 USD"
    assert told(Decimal(10000), "KZT") == "10 thousand KZT"


def test_a_rate_is_told_the_way_that_gives_one_or_more() -> None:
    assert rate(Decimal("387.9268"), "KZT", "USD") == "387.927 KZT for one USD"
    assert rate(1 / Decimal("387.9268"), "USD", "KZT") == "387.927 KZT for one USD"
    assert rate(Interval(Decimal(0), Decimal("0.5")), "USD", "EUR") == "at least 2 EUR for one USD"
    assert rate(Interval(Decimal("0.25"), INFINITY), "USD", "EUR") == "at most 4 EUR for one USD"


def test_an_interval_whose_ends_look_alike_is_one_number() -> None:
    assert between(Interval(Decimal("2.0000001"), Decimal("2.0000002"))) == "2"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2017, 1, 1), date(2017, 12, 31), "2017"),
        (date(2018, 1, 1), date(2022, 12, 31), "2018 to 2022"),
        (date(2019, 2, 1), date(2019, 2, 28), "2019-02"),
        (date(2018, 6, 19), date(2018, 6, 19), "2018-06-19"),
        (date(2018, 6, 19), date(2018, 7, 31), "2018-06-19 to 2018-07-31"),
        (date(9999, 1, 1), date(9999, 12, 31), "9999"),
    ],
)
def test_days_are_told_as_far_as_they_are_known(first: date, last: date, text: str) -> None:
    assert days(Span(first, last)) == text


def test_a_claim_is_quoted_as_printed_or_else_by_what_it_says() -> None:
    assert quoted(claim(1, "10 KZT", printed="ten")) == '"ten" (F1)'
    assert quoted(claim(1, "10 KZT")) == "10.00 KZT (F1)"
    assert quoted(claim(1, statement="Taxes were paid.")) == '"Taxes were paid." (F1)'


def test_of_many_words_the_first_few_are_listed() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(list("abcdefghij")) == "a, b, c, d, e, f, g and 3 more"
