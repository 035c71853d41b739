from __future__ import annotations

from analysis.findings.counts import different_counts
from analysis.findings.facts import Claim, Facts
from db.claim import ClaimKind
from tests.analysis.findings.claims import claim, told


def counted(number: int, quantity: str, unit: str | None = "lots", subject: int = 1, field: str | None = None) -> Claim:
    return claim(number, quantity=quantity, unit=unit, subject=subject, field=field, kind=ClaimKind.COUNT)


def test_different_numbers_of_the_same_things_are_found() -> None:
    claims = [counted(1, "20"), counted(2, "19"), counted(3, "20")]

    assert told(different_counts, Facts(claims=claims)) == [
        ("counts-disagree", ["F1", "F2", "F3"], None, "19 and 20 lots")
    ]


def test_counts_that_agree_or_are_of_other_things_are_left_alone() -> None:
    claims = [
        *(counted(1, "20"), counted(2, "20"), counted(3, "ABOUT 25"), counted(4, "8", "lots awarded")),
        *(counted(5, "3", subject=2), counted(6, "4", field="tenders"), counted(7, "5", None), counted(8, "6", None)),
        claim(9, quantity="7", unit="lots", subject=1),
    ]

    assert told(different_counts, Facts(claims=claims)) == []
