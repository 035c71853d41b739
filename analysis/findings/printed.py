"""How exactly a source prints a figure: the place of its last digit, and what its rounding allows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from analysis.findings.facts import Amount, Claim, Quantity
from db.codes import Qualifier
from db.currency import DIGITS
from db.sums import LOWER, UPPER

NUMBER = re.compile(r"(\d+(?:[ \u00a0\u202f]\d{3}\b)*(?:[.,]\d+)*)\s*([^\W\d_]*)")
BLANKS = str.maketrans("", "", " \u00a0\u202f")
MARKS = ((",", "."), (".", ","))  # what groups digits, and what stands before decimals
SHORT = {"k": 3, "m": 6, "mn": 6, "mln": 6, "bn": 9, "bln": 9, "tn": 12, "тыс": 3, "млн": 6, "млрд": 9, "трлн": 12}
LONG = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "мың": 3, "миллион": 6, "миллиард": 9, "тысяч": 3}
MOST_NUMBERS = 5  # that make one figure up together: trillions, billions, millions, thousands and the rest
INFINITY = Decimal("Infinity")


class Interval(NamedTuple):
    """All values from `low` to `high`."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Whether a value lies in both."""
        return self.low <= other.high and other.low <= self.high

    @property
    def middle(self) -> Decimal:
        """The value between the ends, or the end that there is."""
        if self.high == INFINITY:
            return self.low
        return (self.low + self.high) / 2 if self.low else self.high


def printed_step(claim: Claim, amount: Amount) -> Decimal:
    """What one unit of the last printed digit of a claim's amount is worth.

    Where no reading of the printed words gives the amount, its own last digit that is not zero counts. It is never
    less than the minor unit of the currency.
    """
    step = next(_steps(claim.printed or "", amount.value), last_place(amount.value.normalize()))
    return max(step, Decimal(1).scaleb(-DIGITS[amount.currency]))


def last_place(number: Decimal) -> Decimal:
    """One unit of the last place that a number is written to: 0.01 for 402.55, 1000 for 155E+3."""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)


def around(figure: Amount | Quantity, step: Decimal) -> Interval | None:
    """The values that are printed like a figure: those that round to it, or lie on the side that its qualifier says.

    None if it is told too loosely to say.
    """
    if figure.qualifier in LOWER:
        return Interval(figure.value, INFINITY)
    if figure.qualifier in UPPER:
        return Interval(Decimal(0), figure.value)
    if figure.qualifier is not Qualifier.EXACT:
        return None
    return Interval(figure.value - step / 2, figure.value + step / 2)


def _steps(printed: str, value: Decimal) -> Iterator[Decimal]:
    """The step of each reading of the words that gives the value; several numbers may make it up together."""
    for group, point in MARKS:
        numbers = list(_numbers(printed, group, point))
        for start in range(len(numbers)):
            for end in range(start + 1, min(start + MOST_NUMBERS, len(numbers)) + 1):
                if sum(numbers[start:end]) == value:
                    yield last_place(numbers[end - 1])


def _numbers(printed: str, group: str, point: str) -> Iterator[Decimal]:
    """The numbers in a text with the scale words behind them, each with the last place that it is printed to."""
    for digits, word in NUMBER.findall(printed):
        try:
            number = Decimal(digits.translate(BLANKS).replace(group, "").replace(point, "."))
        except InvalidOperation:
            continue
        yield number.scaleb(_scale(word.lower()))


def _scale(word: str) -> int:
    return SHORT.get(word) or next((power for begin, power in LONG.items() if word.startswith(begin)), 0)
