"""Whether one total is worth more than another of earlier years, against what a source concludes.

Data mark it by a claim whose unit is UNIT and that `compares` two claims of totals: the first is, by its `quantity`
with qualifier, so many times the second in real terms; "less" is LESS_THAN 1. Both totals are spread in equal parts
over the years of their programmes, for want of their yearly budgets. They are compared by every stored average rate
and price index that covers all the years; the conclusion is contradicted only if none of these ways gives it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from analysis.findings.facts import Claim, Facts, Hit, Programme, Quantity
from analysis.findings.prices import spread, units_for_one
from analysis.findings.printed import Interval, around, last_place
from analysis.findings.ratio import said
from analysis.findings.wording import SAID, listed, places, quoted, told
from db.finding import Severity
from db.finding_rule import FindingRule
from db.price_index import PriceSeries

UNIT = "times in real terms"
SERIES = {PriceSeries.CPI: "consumer prices", PriceSeries.GDP_DEFLATOR: "the GDP deflator"}


class Total(NamedTuple):
    """A total with the years over which it is spent."""

    value: Decimal
    currency: str
    country: str
    years: range


class Comparison(NamedTuple):
    """Two totals made comparable in one way: what they are worth, and in what."""

    first: Decimal
    second: Decimal
    currency: str
    way: str

    @property
    def ratio(self) -> Decimal:
        """How many times the second the first is."""
        return self.first / self.second


def contradicted_conclusions(facts: Facts) -> Iterator[Hit]:
    """Conclusions about real terms that hold in no conversion."""
    for claim in facts.claims:
        pair = facts.compared(claim) if claim.unit == UNIT and claim.quantity else None
        first, second = (_total(facts, each) for each in pair) if pair else (None, None)
        if pair and first and second and claim.quantity and first.currency == second.currency:
            ways = [*_in_currencies(facts, first, second), *_in_prices(facts, first, second)]
            if ways and not any(holds(way.ratio, claim.quantity) for way in ways):
                yield _hit(claim, claim.quantity, pair, ways)


def holds(ratio: Decimal, quantity: Quantity) -> bool:
    """Whether a ratio is what the source says; what it tells too loosely always holds."""
    meant = around(quantity, last_place(quantity.value))
    return meant is None or meant.meets(Interval(ratio, ratio))


def _total(facts: Facts, claim: Claim) -> Total | None:
    """What a claim says of a programme or a version of one; None if the years are not known."""
    programme: Programme | None = facts.programmes.get(facts.wholes.get(claim.subject, claim.subject))
    if programme is None or programme.period is None or claim.amount is None or not claim.amount.value:
        return None
    years = range(programme.period.first.year, programme.period.last.year + 1)
    return Total(claim.amount.value, claim.amount.currency, programme.country, years)


def _in_currencies(facts: Facts, first: Total, second: Total) -> Iterator[Comparison]:
    """By the average rate of each year, and by that of each first year."""
    others = {code for pair in facts.rates for code in pair if first.currency in pair} - {first.currency}
    for currency in sorted(others):
        rates = units_for_one(facts, first.currency, currency)
        for years, way in ((None, "at the average rate of each year"), (1, "at that of each first year")):
            worth = [spread(each.value, rates, each.years[:years]) for each in (first, second)]
            if worth[0] is not None and worth[1] is not None:
                yield Comparison(worth[0], worth[1], currency, way)


def _in_prices(facts: Facts, first: Total, second: Total) -> Iterator[Comparison]:
    """In the prices of the second total's first year, by each index."""
    start = second.years[0]
    for (country, series, _), values in facts.indexes.items():
        if country == first.country == second.country and series in SERIES and start in values:
            prices = {year: value / values[start] for year, value in values.items()}
            worth = [spread(each.value, prices, each.years) for each in (first, second)]
            if worth[0] is not None and worth[1] is not None:
                yield Comparison(worth[0], worth[1], first.currency, f"in prices of {start} by {SERIES[series]}")


def _hit(claim: Claim, quantity: Quantity, pair: tuple[Claim, Claim], ways: list[Comparison]) -> Hit:
    ratios = sorted(way.ratio for way in ways)
    low, high = places(ratios[0], 2), places(ratios[-1], 2)
    figures = [
        f"{told(way.first, way.currency)} against {told(way.second, way.currency)} {way.way}"
        f" ({places(way.ratio, 2)} times)"
        for way in ways
    ]
    explanation = (
        f"The source concludes ({claim.code}) that {quoted(pair[0])} is {_as_told(quantity)} {quoted(pair[1])} in"
        f" real terms. No conversion shows it: it is {listed(figures)}. Where a total is spread over years, equal"
        " parts are assumed, since no yearly budgets are known."
    )
    expected = f"{low if low == high else f'{low} to {high}'} times in real terms"
    return Hit(FindingRule.REAL_TERMS, (*pair, claim), Severity.WARNING, expected, said(quantity, UNIT), explanation)


def _as_told(quantity: Quantity) -> str:
    """How much of the second the first is: less than it, or 0.5 times it."""
    return (
        SAID[quantity.qualifier].strip()
        if quantity.value == 1 and SAID[quantity.qualifier]
        else said(quantity, "times")
    )
