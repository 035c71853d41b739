"""The rates and price indexes, against figures that were written down apart from the data set."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from tests.api.servers import Server

# tenge for a dollar; change and index of consumer prices; change and index of the GDP deflator
YEARS = {
    2011: "146.6208",
    2012: "149.1125",
    2013: "152.1292  5.94 100.00  9.50 100.00",
    2014: "179.1917  6.85 106.85  5.77 105.77",
    2015: "221.7283  6.68 113.99  1.82 107.70",
    2016: "342.1600 14.36 130.35 13.64 122.39",
    2017: "326.0010  7.44 140.06 11.21 136.11",
    2018: "344.70583333 6.16 148.69 9.21 148.64",
    2019: "382.74731061 5.33 156.62 7.63 159.99",
    2020: "412.9533  6.72 167.14  4.21 166.72",
    2021: "425.9075  8.04 180.58 13.93 189.95",
    2022: "460.1650 15.03 207.72 19.77 227.50",
    2023: "456.165",
    2024: "468.9625",
    2025: "521.035",
}
DAYS = {"2019-08-15": "386.16", "2019-08-23": "386.04", "2019-08-28": "387.5", "2019-11-01": "388.67"}
CALCULATION_INDEX = {2011: 1512, 2015: 1982, 2016: 2121, 2018: 2405, 2019: 2525, 2023: 3450, 2026: 4325}

RATES = """
query Rates($basis: RateBasis!) {
  exchangeRates(first: 50, filter: { basis: { eq: $basis } }, orderBy: [{ field: PERIOD, direction: ASC }]) {
    nodes { base quote rate period { value } citation { locator source { slug } } }
  }
}
"""
INDEX = """
query Index($series: PriceSeries!) {
  priceIndexes(first: 50, filter: { series: { eq: $series } }, orderBy: [{ field: SLUG, direction: ASC }]) {
    nodes { country year value change baseYear currency }
  }
}
"""


def index(server: Server, series: str) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = server.ask(INDEX, series=series)["data"]["priceIndexes"]["nodes"]
    return nodes


def test_the_yearly_averages_are_those_of_the_world_bank(server: Server) -> None:
    nodes = server.ask(RATES, basis="ANNUAL_AVERAGE")["data"]["exchangeRates"]["nodes"]

    assert {int(node["period"]["value"]): node["rate"] for node in nodes} == {
        year: figures.split()[0] for year, figures in YEARS.items()
    }
    assert {(node["base"], node["quote"]) for node in nodes} == {("USD", "KZT")}
    assert {node["citation"]["source"]["slug"] for node in nodes} == {"worldbank-wdi"}


def test_each_daily_rate_has_a_source_of_its_own(server: Server) -> None:
    nodes = server.ask(RATES, basis="DAILY_OFFICIAL")["data"]["exchangeRates"]["nodes"]

    assert {node["period"]["value"]: node["rate"] for node in nodes} == DAYS
    assert len({node["citation"]["source"]["slug"] for node in nodes}) == len(DAYS)


@pytest.mark.parametrize(("series", "column"), [("CPI", 1), ("GDP_DEFLATOR", 3)])
def test_a_price_index_begins_at_100_and_follows_the_yearly_changes(server: Server, series: str, column: int) -> None:
    nodes = index(server, series)

    assert {node["year"]: [node["change"], node["value"]] for node in nodes} == {
        year: figures.split()[column : column + 2] for year, figures in YEARS.items() if len(figures.split()) > 1
    }
    assert {(node["country"], node["baseYear"], node["currency"]) for node in nodes} == {("KZ", 2013, None)}
    for before, after in pairwise(nodes):
        chained = Decimal(before["value"]) * (1 + Decimal(after["change"]) / 100)
        assert abs(chained - Decimal(after["value"])) < Decimal("0.03")


def test_the_calculation_index_has_only_the_years_that_a_source_confirms(server: Server) -> None:
    nodes = index(server, "CALCULATION_INDEX")

    assert {node["year"]: int(node["value"]) for node in nodes} == CALCULATION_INDEX
    assert {(node["baseYear"], node["change"], node["currency"]) for node in nodes} == {(None, None, "KZT")}
