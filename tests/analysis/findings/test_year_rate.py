from __future__ import annotations

from decimal import Decimal

import pytest

from analysis.findings.conversion import RATE_OF_YEAR
from analysis.findings.facts import Claim, Facts
from analysis.findings.year_rate import wrong_year_rates
from tests.analysis.findings.claims import claim, told

TENGE = {2012: Decimal("149.1125"), 2013: Decimal("152.1292"), 2014: Decimal("179.1917")}
RATES = {("USD", "KZT"): TENGE}


def at_rate_of(year: str, dollars: str, **more: str) -> tuple[Claim, Claim]:
    return claim(12, "103176000000 KZT"), claim(13, dollars, year, converts=12, unit=RATE_OF_YEAR, **more)


def test_a_figure_that_no_rate_around_the_year_gives_is_found() -> None:
    claims = at_rate_of("2013", "MORE_THAN 1000000000 USD", printed="over 1 billion dollars at the rate of 2013")

    assert told(wrong_year_rates, Facts(claims=claims, rates=RATES)) == [
        (
            "rate-of-the-year",
            ["F12", "F13"],
            "678212992.64 USD at the average of 2013, 152.1292 KZT for one USD",
            "more than 1000000000.00 USD",
        )
    ]


def test_the_rate_may_be_stored_the_other_way_round() -> None:
    turned = {("KZT", "USD"): {2013: 1 / TENGE[2013]}}

    (hit,) = told(wrong_year_rates, Facts(claims=at_rate_of("2013", "1010000000 USD"), rates=turned))

    assert hit[2] == "678212992.64 USD at the average of 2013, 152.1292 KZT for one USD"


@pytest.mark.parametrize(
    "dollars", ["678000000 USD", "660000000 USD", "MORE_THAN 600000000 USD", "LESS_THAN 1000000000 USD"]
)
def test_a_rate_between_those_of_the_years_beside_it_is_no_finding(dollars: str) -> None:
    assert told(wrong_year_rates, Facts(claims=at_rate_of("2013", dollars), rates=RATES)) == []


def test_without_a_stored_rate_of_the_year_nothing_is_found() -> None:
    assert told(wrong_year_rates, Facts(claims=at_rate_of("2016", "1000000000 USD"), rates=RATES)) == []
