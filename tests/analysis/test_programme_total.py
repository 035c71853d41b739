from __future__ import annotations

from datetime import date

from analysis.money import UNKNOWN, Money
from analysis.programme_total import DatedTotal, adopted_total
from db.codes import Qualifier


def total(amount: int) -> Money:
    return Money(amount, "KZT", Qualifier.EXACT)


def test_without_an_adopted_version_the_total_is_unknown() -> None:
    assert adopted_total([]) == UNKNOWN


def test_the_total_is_that_of_the_latest_adopted_version() -> None:
    versions = [
        DatedTotal(date(2018, 3, 15), 1, total(3)),
        DatedTotal(date(2019, 3, 15), 2, total(5)),
        DatedTotal(None, 3, total(7)),
    ]

    assert adopted_total(versions) == total(5)


def test_a_version_without_a_total_makes_it_unknown() -> None:
    versions = [DatedTotal(date(2018, 3, 15), 1, total(3)), DatedTotal(date(2019, 3, 15), 2, UNKNOWN)]

    assert adopted_total(versions) == UNKNOWN
