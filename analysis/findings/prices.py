"""What money of several years was worth: by yearly rates, and by price indexes."""

from __future__ import annotations

from decimal import Decimal

from analysis.findings.facts import Facts


def units_for_one(facts: Facts, base: str, quote: str) -> dict[int, Decimal]:
    """How many units of `base` one of `quote` cost, by year, whichever way the averages are stored."""
    turned = facts.rates.get((base, quote), {})
    return {year: 1 / price for year, price in turned.items()} | dict(facts.rates.get((quote, base), {}))


def spread(total: Decimal, prices: dict[int, Decimal], years: range) -> Decimal | None:
    """A total in equal parts over the years, each divided by the price of its year; None if a price is unknown."""
    if not years or not all(prices.get(year) for year in years):
        return None
    return sum((total / len(years) / prices[year] for year in years), Decimal(0))
