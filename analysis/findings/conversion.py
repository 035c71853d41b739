"""Conversions of one source against each other: most of them share one rate, and some miss it.

Data say which claim a claim `converts`. A claim whose unit is RATE_OF_YEAR names a rate of its own and has no part
in this. The printed dollars are exact to half a unit of their last printed digit, and so the rate that they imply is
an interval; the rate that lies in most of the intervals is the source's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from analysis.findings.facts import Amount, Claim, Facts, Hit
from analysis.findings.printed import INFINITY, Interval, around, printed_step
from analysis.findings.wording import exactly, quoted, rate, told
from db.codes import Qualifier
from db.finding import Severity
from db.finding_rule import FindingRule

RATE_OF_YEAR = "rate of the year"  # a claim's unit; its quantity is the year

TWO_DIGITS = 10  # a figure of one digit fits too much by some power of ten
POWERS = [sign * power for power in range(1, 13) for sign in (1, -1)]
WORDS = {3: "thousand", 6: "million", 9: "billion", 12: "trillion"}


class Conversion(NamedTuple):
    """A claim whose amount another claim gives in another currency, and that other claim, with both amounts."""

    base: Claim
    converted: Claim
    given: Amount
    printed: Amount

    @property
    def step(self) -> Decimal:
        """One unit of the last printed digit of what it was converted to."""
        return printed_step(self.converted, self.printed)

    @property
    def currencies(self) -> tuple[str, str]:
        """What was converted, and to what."""
        return self.given.currency, self.printed.currency

    @property
    def rate(self) -> Decimal:
        """The rate that the figures imply, in units of the first currency for one of the second."""
        return self.given.value / self.printed.value

    @property
    def rates(self) -> Interval | None:
        """All rates that give the printed figures; None if these are told too loosely to say."""
        allowed = around(self.printed, self.step)
        return None if allowed is None else implied(self.given.value, allowed)


class CommonRate(NamedTuple):
    """The rate that most conversions of a source use: which fit, of how many."""

    rates: Interval
    fitting: int
    of: int


def conversions(facts: Facts) -> Iterator[Conversion]:
    """Every conversion that a source prints."""
    for converted in facts.claims:
        base = facts.claim.get(converted.converts or 0)
        given, printed = base.amount if base else None, converted.amount
        if base and given and printed and given.currency != printed.currency and given.value and printed.value:
            yield Conversion(base, converted, given, printed)


def missed_rates(facts: Facts) -> Iterator[Hit]:
    """The conversions that miss the common rate of their source."""
    groups: dict[tuple[int, str, str], list[tuple[Conversion, Interval]]] = defaultdict(list)
    for conversion in conversions(facts):
        rates = conversion.rates
        if rates and conversion.converted.unit != RATE_OF_YEAR:
            groups[conversion.converted.source, *conversion.currencies].append((conversion, rates))
    for group in groups.values():
        common = common_rate([rates for _, rates in group])
        if common:
            yield from (_hit(each, rates, common) for each, rates in group if not rates.meets(common.rates))


def common_rate(intervals: Sequence[Interval]) -> CommonRate | None:
    """The rates that lie in the most intervals, if these are two or more and over half of all."""
    ends = sorted([(each.low, 0) for each in intervals] + [(each.high, 1) for each in intervals])
    most = place = count = 0
    for at, (_, closes) in enumerate(ends):
        count += -1 if closes else 1
        if count > most:
            most, place = count, at
    if most < 2 or most * 2 <= len(intervals):
        return None
    return CommonRate(Interval(ends[place][0], ends[place + 1][0]), most, len(intervals))


def implied(amount: Decimal, converted: Interval) -> Interval:
    """The rates at which an amount is worth something in the interval."""
    low = Decimal(0) if converted.high == INFINITY else amount / converted.high
    return Interval(low, amount / converted.low if converted.low > 0 else INFINITY)


def _hit(conversion: Conversion, rates: Interval, common: CommonRate) -> Hit:
    printed, step = conversion.printed.value, conversion.step
    near = implied(conversion.given.value, Interval(printed - step, printed + step))
    if printed > step and conversion.printed.qualifier is Qualifier.EXACT and near.meets(common.rates):
        return _rounding(conversion, common)
    for power in POWERS if printed >= TWO_DIGITS * step else ():
        larger = Interval(rates.low.scaleb(-power), rates.high.scaleb(-power))
        if larger.meets(common.rates):
            return _power_of_ten(conversion, common, power)
    return _implied_rate(conversion, common)


def _implied_rate(conversion: Conversion, common: CommonRate) -> Hit:
    own = rate(conversion.rate, *conversion.currencies)
    right = conversion.given.value / common.rates.middle
    off = right - conversion.printed.value
    explanation = (
        f"{_told(conversion, common)} At their rate it would be {told(right, conversion.printed.currency)},"
        f" {told(abs(off), conversion.printed.currency)} {'more' if off > 0 else 'less'}."
    )
    expected = rate(common.rates, *conversion.currencies)
    return _found(FindingRule.IMPLIED_RATE, conversion, Severity.WARNING, (expected, own), explanation)


def _power_of_ten(conversion: Conversion, common: CommonRate, power: int) -> Hit:
    right = conversion.printed._replace(value=conversion.printed.value.scaleb(power))
    factor = f"{Decimal(1).scaleb(abs(power)):f}"
    wrong = f"too {'small' if power > 0 else 'large'} by a factor of {factor}"
    word = f': the word "{WORDS[power]}" seems to be missing' if power in WORDS else ""
    explanation = (
        f"{_told(conversion, common)} So the figure is {wrong}{word}. It should be {told(right.value, right.currency)}."
    )
    figures = exactly(right), exactly(conversion.printed)
    return _found(FindingRule.POWER_OF_TEN, conversion, Severity.ERROR, figures, explanation)


def _rounding(conversion: Conversion, common: CommonRate) -> Hit:
    value = conversion.given.value / common.rates.middle
    right = conversion.printed._replace(value=(value / conversion.step).quantize(Decimal(1)) * conversion.step)
    explanation = (
        f"{_told(conversion, common)} At their rate it is {told(value, right.currency)}, which rounds to"
        f" {told(right.value, right.currency)}: only the last printed digit is off."
    )
    figures = exactly(right), exactly(conversion.printed)
    return _found(FindingRule.ROUNDING, conversion, Severity.INFO, figures, explanation)


def _told(conversion: Conversion, common: CommonRate) -> str:
    """What the source prints, the rate that it implies, and that of the others."""
    base, quote = conversion.currencies
    return (
        f"The source gives {quoted(conversion.base)} as {quoted(conversion.converted)}: that is"
        f" {rate(conversion.rate, base, quote)}. {common.fitting} of its {common.of} conversions"
        f" from {base} to {quote} fit one rate, {rate(common.rates, base, quote)}."
    )


def _found(
    rule: FindingRule, conversion: Conversion, severity: Severity, figures: tuple[str, str], explanation: str
) -> Hit:
    return Hit(rule, (conversion.base, conversion.converted), severity, *figures, explanation)
