from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from analysis.findings.facts import Facts, Programme, Series, Span
from analysis.findings.real_terms import UNIT, contradicted_conclusions
from db.price_index import PriceSeries
from tests.analysis.findings.claims import claim, told

RATES = {2013: "152.1292", 2014: "179.1917", 2015: "221.7283", 2016: "342.16", 2017: "326.001"} | {
    2018: "344.70583333",
    2019: "382.74731061",
    2020: "412.9533",
    2021: "425.9075",
    2022: "460.165",
}
PRICES = {2013: "100", 2014: "106.85", 2015: "113.99", 2016: "130.35", 2017: "140.06"} | {
    2018: "148.69",
    2019: "156.62",
    2020: "167.14",
    2021: "180.58",
    2022: "207.72",
}
YEARLY = {("USD", "KZT"): {year: Decimal(rate) for year, rate in RATES.items()}}
INDEX: Mapping[tuple[str, PriceSeries, int | None], Series] = {
    ("KZ", PriceSeries.CPI, 2013): {year: Decimal(value) for year, value in PRICES.items()}
}


def programme(first: int, last: int) -> Programme:
    return Programme("A programme", "KZ", Span(date(first, 1, 1), date(last, 12, 31)))


def facts(
    said: str,
    rates: Mapping[tuple[str, str], Series] = YEARLY,
    indexes: Mapping[tuple[str, PriceSeries, int | None], Series] = INDEX,
    wholes: Mapping[int, int] = {3: 1},
) -> Facts:
    later, earlier = claim(9, "270148000000 KZT", subject=3), claim(12, "103176000000 KZT", subject=2)
    conclusion = claim(16, quantity=said, unit=UNIT, compares=(9, 12))
    programmes = {1: programme(2018, 2022), 2: programme(2013, 2017)}
    claims = [later, earlier, conclusion]
    return Facts(claims=claims, rates=rates, indexes=indexes, programmes=programmes, wholes=wholes)


def test_a_fall_that_no_conversion_shows_is_found() -> None:
    (hit,) = contradicted_conclusions(facts("LESS_THAN 1"))

    assert (hit.expected, hit.found) == ("1.16 to 1.80 times in real terms", f"less than 1 {UNIT}")
    assert "673.012 million USD against 467.472 million USD at the average rate of each year" in hit.explanation
    assert "159.091 billion KZT against 88.6139 billion KZT in prices of 2013 by consumer prices" in hit.explanation
    assert "equal parts are assumed" in hit.explanation


def test_a_conclusion_that_one_conversion_shows_is_no_finding() -> None:
    assert told(contradicted_conclusions, facts("MORE_THAN 1.5")) == []


def test_years_without_a_price_leave_their_conversion_out() -> None:
    partly = {("USD", "KZT"): {year: rate for year, rate in YEARLY["USD", "KZT"].items() if year != 2021}}

    (hit,) = contradicted_conclusions(facts("LESS_THAN 1", rates=partly))

    assert hit.expected == "1.16 to 1.80 times in real terms"
    assert "each year" not in hit.explanation


def test_without_any_price_nothing_is_found() -> None:
    assert told(contradicted_conclusions, facts("LESS_THAN 1", rates={}, indexes={})) == []


def test_without_the_years_of_both_nothing_is_found() -> None:
    assert told(contradicted_conclusions, facts("LESS_THAN 1", wholes={})) == []
