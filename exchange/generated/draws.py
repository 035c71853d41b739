"""Chance that is the same each time, and the columns that are drawn together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

CURRENCY = "KZT"
FIRST_DAYS = {year: date(year, 1, 1) for year in range(1990, 2040)}

T = TypeVar("T")
Values = dict[str, Any]


def shares(parts: Mapping[T, int]) -> tuple[T, ...]:
    """The keys, each as often as its share says: one of them drawn is one by its share."""
    return tuple(key for key, share in parts.items() for _ in range(share))


QUALIFIERS = shares({"EXACT": 94, "ABOUT": 4, "MORE_THAN": 2})


class Draws:
    """Numbers, days and choices that follow from a seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed).random  # the only method whose numbers Python promises to keep

    def below(self, end: int) -> int:
        """A whole number from 0, less than `end`."""
        return int(self._random() * end)

    def between(self, first: int, last: int) -> int:
        """A whole number from `first` to `last`."""
        return first + int(self._random() * (last - first + 1))

    def of(self, things: Sequence[T]) -> T:
        """One of them."""
        return things[int(self._random() * len(things))]

    def tail(self, things: Sequence[T]) -> T:
        """One of them: a few often, most of them seldom."""
        return things[int(len(things) * self._random() ** 3)]

    def hits(self, per_mille: int) -> bool:
        """Whether something happens that happens so many times in a thousand."""
        return self._random() * 1000 < per_mille

    def day(self, year: int) -> date:
        """Some day of a year."""
        return FIRST_DAYS[year] + timedelta(days=self.below(365))

    def amount(self) -> int:
        """An amount in tiyn: many small ones, few large ones."""
        return self.between(100, 999) * self.of((100_000, 1_000_000, 10_000_000))

    def money(self, amount: int | None) -> Values:
        """What a value is, now and then with a qualifier."""
        return money("value", amount, self.of(QUALIFIERS))


def money(prefix: str, amount: int | None, qualifier: str = "EXACT") -> Values:
    """A money group in tiyn; None is an amount that is not known."""
    currency = None if amount is None else CURRENCY
    return {f"{prefix}_amount": amount, f"{prefix}_currency": currency, f"{prefix}_qualifier": qualifier}


def dated(name: str, day: date | None) -> Values:
    """A date that is known to the day, or not at all."""
    return {name: day, f"{name}_precision": None if day is None else "DAY"}
