"""What the two databases say differently. Every expression here gives text that is valid JSON, never null."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from db.currency import DIGITS


class Dialect(ABC):
    """One database's way of writing."""

    name: str
    looks_up: bool  # whether a page of numbers, looked up again, is sooner read than a page that carries all columns

    @abstractmethod
    def placeholder(self, number: int, kind: str) -> str:
        """The sign for the parameter with this number; kinds: text, int, date, texts."""

    @abstractmethod
    def convert(self, kind: str, value: Any) -> Any:
        """A parameter's value as the driver takes it."""

    @abstractmethod
    def quoted(self, expression: str) -> str:
        """A text, or null."""

    @abstractmethod
    def number(self, expression: str) -> str:
        """A whole number, or null."""

    @abstractmethod
    def decimal(self, minor: str, digits: int) -> str:
        """The digits of an amount, without quotation marks; `minor` is not null and not negative."""

    @abstractmethod
    def padded(self, number: str, length: int) -> str:
        """A whole number that is not negative, with zeros before it."""

    @abstractmethod
    def words(self, expression: str) -> str:
        """A text that sorts by code point."""

    @abstractmethod
    def members(self, numbers: str) -> str:
        """The numbers in a text with commas between, for IN."""

    @abstractmethod
    def day(self, expression: str) -> str:
        """A date as text, year first; not JSON."""

    @abstractmethod
    def moment(self, expression: str) -> str:
        """A time in UTC, to the second; not JSON."""

    @abstractmethod
    def hexadecimal(self, expression: str) -> str:
        """A text's bytes in hexadecimal digits; not JSON."""

    @abstractmethod
    def joined(self, expression: str, order: str | None, condition: str | None = None) -> str:
        """The texts of several rows with commas between; without rows, what adds nothing to a chain.

        No order means that in which the rows come.
        """

    @abstractmethod
    def position(self, text: str, part: str) -> str:
        """Where a part begins in a text, from 1; 0 if it is not there."""

    @abstractmethod
    def place_of(self, text: str, part: str) -> str:
        """Where one text begins in another, from 1; 0 if it is not there. Both are expressions."""

    @abstractmethod
    def holds_all(self, text: str, part: str, source: str) -> str:
        """Whether a text holds `part` of every row of a source; parts are letters, digits and spaces."""

    @abstractmethod
    def each(self, numbers: str, alias: str) -> str:
        """A FROM clause over a query for numbers called `value` that may speak of what stands before it."""

    @abstractmethod
    def within(self, expression: str, placeholder: str) -> str:
        """Whether a text is one of those in a list parameter."""

    @abstractmethod
    def pairs(self, first: str, second: str) -> str:
        """A FROM clause over two list parameters of one length: columns `one`, `two` and `place` of `pair`."""

    @abstractmethod
    def each_with(self, outer: str, inner: str, numbers: str) -> tuple[str, str]:
        """Rows of a table beside each outer row: those whose ids a query gives that speaks of the outer row.

        A FROM clause, and a condition.
        """

    @abstractmethod
    def places(self, placeholder: str) -> str:
        """A table of a list parameter for FROM: columns `value` and `place`."""

    def concatenated(self, parts: Sequence[str]) -> str:
        """Texts one after the other; long chains are halved, since databases bound the depth of an expression."""
        if len(parts) > 100:
            middle = len(parts) // 2
            return f"({self.concatenated(parts[:middle])})||({self.concatenated(parts[middle:])})"
        return "||".join(grouped(each) for each in parts)

    def flag(self, condition: str) -> str:
        """A condition that may be unknown, as JSON."""
        return f"CASE WHEN {condition} THEN 'true' WHEN NOT ({condition}) THEN 'false' ELSE 'null' END"

    def amount(self, minor: str, currency: str) -> str:
        """The digits of an amount in its currency's own decimals."""
        return self._by_digits(partial(self.decimal, minor), currency)

    def _by_digits(self, written: Callable[[int], str], currency: str) -> str:
        """What is written for the number of decimals that a currency has."""
        cases = "".join(
            f" WHEN {self.position(codes, currency)} > 0 THEN {written(digits)}" for digits, codes in UNUSUAL.items()
        )
        usual = f"{self.position(''.join(UNUSUAL.values()), currency)} = 0"
        return f"CASE WHEN {usual} THEN {written(2)}{cases} END"

    def total(self, high: str, low: str, currency: str) -> str:
        """The digits of a sum of `high` thousands of millions of minor units and `low` more, which no number holds."""

        def decimal(digits: int) -> str:
            unit, rest = 10**digits, NINE - digits
            whole = f"CASE WHEN {high} > 0 THEN {self.padded(high, 1)}||{self.padded(f'({low})/{unit}', rest)}"
            fraction = f"||'.'||{self.padded(f'({low})%{unit}', digits)}" if digits else ""
            return f"{whole} ELSE {self.padded(f'({low})/{unit}', 1)} END{fraction}"

        return self._by_digits(decimal, currency)

    def partial(self, day: str, precision: str) -> str:
        """As much of a date as is known; not JSON."""
        text = self.day(day)
        return (
            f"CASE {precision} WHEN 'YEAR' THEN substr({text},1,4) WHEN 'MONTH' THEN substr({text},1,7) ELSE {text} END"
        )


def by_digits(usual: int = 2) -> dict[int, str]:
    """The currencies whose minor unit has another number of decimals than most, each as `|BHD`."""
    groups: dict[int, str] = {}
    for code, digits in sorted(DIGITS.items()):
        if digits != usual:
            groups[digits] = f"{groups.get(digits, '')}|{code}"
    return groups


def grouped(expression: str) -> str:
    """An expression that stays whole between two `||`."""
    return f"({expression})" if expression.startswith("CASE") or "||" in expression else expression


def iso(value: object) -> str:
    """A day as text, year first."""
    return value.isoformat() if isinstance(value, date) else str(value)


NINE = 9  # digits that are left over where a sum is split
UNUSUAL = by_digits()
Convert = Callable[[Any], Any]
