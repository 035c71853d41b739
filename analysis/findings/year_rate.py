"""A conversion that names the year of its rate, against the averages of that year and its neighbours.

Data mark it by a claim that `converts` another and whose `unit` is RATE_OF_YEAR and `quantity` the year. Rates move
within a year: the printed figure is wrong only if no rate from the lowest to the highest of the averages of the year
before, the year itself and the year after gives it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from analysis.findings.conversion import RATE_OF_YEAR, Conversion, conversions
from analysis.findings.facts import Amount, Facts, Hit
from analysis.findings.prices import units_for_one
from analysis.findings.printed import Interval
from analysis.findings.wording import exactly, quoted, rate, told
from db.finding import Severity
from db.finding_rule import FindingRule


def wrong_year_rates(facts: Facts) -> Iterator[Hit]:
    """Conversions at the rate of a year that had no such rate."""
    for each in conversions(facts):
        if each.converted.unit == RATE_OF_YEAR and each.converted.quantity:
            rates = units_for_one(facts, *each.currencies)
            year = int(each.converted.quantity.value)
            near = [rates[other] for other in (year - 1, year, year + 1) if other in rates]
            if year in rates and each.rates and not each.rates.meets(Interval(min(near), max(near))):
                yield _hit(each, year, rates[year])


def _hit(conversion: Conversion, year: int, average: Decimal) -> Hit:
    right = Amount(conversion.given.value / average, conversion.printed.currency)
    at = rate(average, *conversion.currencies, digits=10)
    explanation = (
        f"The source gives {quoted(conversion.base)} as {quoted(conversion.converted)}. At the average rate of {year},"
        f" {at}, it is {told(right.value, right.currency)}. The printed figure would need"
        f" {rate(conversion.rate, *conversion.currencies)}, and the averages of that year and of those beside it are"
        " far from that."
    )
    figures = f"{exactly(right)} at the average of {year}, {at}", exactly(conversion.printed)
    return Hit(
        FindingRule.RATE_OF_THE_YEAR, (conversion.base, conversion.converted), Severity.ERROR, *figures, explanation
    )
