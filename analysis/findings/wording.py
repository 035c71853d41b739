"""Figures and days as a reader wants them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal

from analysis.findings.facts import Amount, Claim, Span
from analysis.findings.printed import INFINITY, Interval
from db.codes import Qualifier
from db.currency import DIGITS

SCALES = ((12, " trillion"), (9, " billion"), (6, " million"), (3, " thousand"))
MOST_LISTED = 8
SAID = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: "about ",
    Qualifier.MORE_THAN: "more than ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.LESS_THAN: "less than ",
    Qualifier.AT_MOST: "at most ",
    Qualifier.RANGE: "in the range of ",
    Qualifier.UNKNOWN: "perhaps ",
}


def exactly(amount: Amount) -> str:
    """A sum to its minor units: `more than 402550.00 USD`."""
    return f"{SAID[amount.qualifier]}{places(amount.value, DIGITS[amount.currency])} {amount.currency}"


def told(value: Decimal, currency: str) -> str:
    """A sum in the largest scale word that fits, to six digits: `696.389 million USD`."""
    power, word = next((each for each in SCALES if abs(value) >= Decimal(1).scaleb(each[0])), (0, ""))
    return f"{rounded(value.scaleb(-power))}{word} {currency}"


def rounded(value: Decimal, digits: int = 6) -> str:
    """A number to so many digits, half to even, without zeros behind the point."""
    return f"{Context(prec=digits, rounding=ROUND_HALF_EVEN).plus(value).normalize():f}"


def places(value: Decimal, digits: int) -> str:
    """A number with so many decimals, half to even."""
    return f"{value:.{digits}f}"


def rate(value: Interval | Decimal, base: str, quote: str, digits: int = 6) -> str:
    """How much of one currency a unit of the other costs, whichever way gives one or more.

    `value` is in units of `base` for one of `quote`; told to so many digits.
    """
    interval = value if isinstance(value, Interval) else Interval(value, value)
    if interval.middle < 1:
        low = 1 / interval.high if interval.high != INFINITY else Decimal(0)
        interval, base, quote = Interval(low, 1 / interval.low if interval.low else INFINITY), quote, base
    return f"{between(interval, digits)} {base} for one {quote}"


def between(interval: Interval, digits: int = 6) -> str:
    """An interval in words, to so many digits; its ends once if they are told alike."""
    if interval.high == INFINITY:
        return f"at least {rounded(interval.low, digits)}"
    if not interval.low:
        return f"at most {rounded(interval.high, digits)}"
    low, high = rounded(interval.low, digits), rounded(interval.high, digits)
    return low if low == high else f"{low} to {high}"


def percent(part: Decimal, whole: Decimal) -> str:
    """A share to a tenth of a per cent."""
    return f"{places(100 * part / whole, 1)}%"


def quoted(claim: Claim) -> str:
    """What a source prints, or else the amount or the statement, with the claim's code."""
    words = exactly(claim.amount) if claim.amount and not claim.printed else f'"{claim.printed or claim.statement}"'
    return f"{words} ({claim.code})"


def days(span: Span) -> str:
    """A year, years, a month or a day; else the first and the last day."""
    first, last = span
    whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if first == last:
        return first.isoformat()
    if whole_months and (first.month, last.month) == (1, 12):
        return f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7]
    return f"{first.isoformat()} to {last.isoformat()}"


def listed(words: Sequence[str]) -> str:
    """Words with commas and an "and"; of many the first few."""
    if len(words) > MOST_LISTED:
        words = [*words[: MOST_LISTED - 1], f"{len(words) - MOST_LISTED + 1} more"]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
