from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.findings.facts import Facts
from analysis.findings.ratio import wrong_ratios
from tests.analysis.findings.claims import claim, told

TOTALS = (
    claim(9, "270148000000 KZT", subject=1, field="total"),
    claim(12, "103176000000 KZT", subject=2, field="total"),
)


def test_a_ratio_that_rounds_otherwise_is_found() -> None:
    said = claim(14, quantity="2.8", unit="times", compares=(9, 12))

    assert told(wrong_ratios, Facts(claims=[*TOTALS, said])) == [
        ("ratio", ["F9", "F12", "F14"], "2.62 times", "2.8 times")
    ]


def test_another_amount_of_the_same_record_that_fits_is_named() -> None:
    said = claim(14, quantity="2.8", unit="times", compares=(9, 12))
    draft = claim(20, "286900000000 KZT", subject=3, field="total", printed="286.9 billion")
    facts = Facts(claims=[*TOTALS, said, draft], wholes={3: 1})

    (hit,) = wrong_ratios(facts)

    assert '"286.9 billion" (F20) against 103176000000.00 KZT (F12), which is 2.78 times' in hit.explanation


@pytest.mark.parametrize(
    ("quantity", "unit"),
    [
        ("2.6", "times"),
        ("3", "times"),
        ("MORE_THAN 1", "times"),
        ("LESS_THAN 3", "times"),
        ("ABOUT 2.8", "times"),
        ("262", "per cent"),
        ("2.8", "times in real terms"),
        ("2.8", "lots"),
    ],
)
def test_a_ratio_that_fits_or_is_told_otherwise_is_no_finding(quantity: str, unit: str) -> None:
    said = claim(14, quantity=quantity, unit=unit, compares=(9, 12))

    assert told(wrong_ratios, Facts(claims=[*TOTALS, said])) == []


@pytest.mark.parametrize("other", ["100 USD", "0 KZT", None])
def test_amounts_that_cannot_be_divided_are_left_alone(other: str | None) -> None:
    claims = [TOTALS[0], claim(12, other), claim(14, quantity="2.8", unit="times", compares=(9, 12))]

    assert told(wrong_ratios, Facts(claims=claims)) == []


@given(st.integers(1, 10**12), st.integers(1, 10**9), st.integers(0, 4))
def test_a_rightly_rounded_ratio_never_is_a_finding(first: int, second: int, places: int) -> None:
    ratio = (Decimal(first) / second).quantize(Decimal(1).scaleb(-places))
    claims = [claim(1, f"{first} KZT"), claim(2, f"{second} KZT")]

    assert (
        told(wrong_ratios, Facts(claims=[*claims, claim(3, quantity=f"{ratio}", unit="times", compares=(1, 2))])) == []
    )
