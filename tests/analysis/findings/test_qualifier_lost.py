from __future__ import annotations

import pytest

from analysis.findings.facts import Facts
from analysis.findings.qualifier_lost import lost_qualifiers
from tests.analysis.findings.claims import converted, told


@pytest.mark.parametrize(("bound", "words"), [("MORE_THAN", "more than"), ("AT_MOST", "at most")])
def test_a_bound_that_is_converted_as_exact_is_found(bound: str, words: str) -> None:
    claims = converted(78, f"{bound} 10000000 KZT", "25.83 thousand dollars", "25830 USD")

    assert told(lost_qualifiers, Facts(claims=claims)) == [
        ("qualifier-lost", ["F78", "F79"], f"{words} 25830.00 USD", "25830.00 USD")
    ]


@pytest.mark.parametrize(
    ("base", "printed", "money"),
    [
        ("10000000 KZT", "25.83 thousand dollars", "25830 USD"),
        ("ABOUT 10000000 KZT", "25.83 thousand dollars", "25830 USD"),
        ("MORE_THAN 10000000 KZT", "over 25.83 thousand dollars", "MORE_THAN 25830 USD"),
        ("MORE_THAN 196000000000 KZT", "$1.3 billion", "1300000000 USD"),
    ],
)
def test_a_kept_bound_and_a_round_figure_are_no_finding(base: str, printed: str, money: str) -> None:
    assert told(lost_qualifiers, Facts(claims=converted(1, base, printed, money))) == []
