from __future__ import annotations

from datetime import date

import pytest

from analysis.findings.facts import Award, Facts, Lot, Span, Tender
from analysis.findings.same_title import repeated_titles
from tests.analysis.findings.claims import claim, told

CLAIMS = [
    claim(68, "10 KZT", subject=11, statement='What the programme "Rites in religion" is worth.'),
    claim(69, "25 USD", subject=11, converts=68),
    claim(76, "10 KZT", subject=22, statement="What it cost."),
    claim(77, subject=29, statement='A station made "Rites  in Religion" and something else.'),
]


def tender(year: int, buyer: int | None = 5, territory: int | None = None) -> Tender:
    return Tender(f"Tender of {year}", 0, buyer, territory, Span(date(year, 4, 1), date(year, 4, 30)))


def facts(second: Tender, title: str = "rites in religion", naming: bool = True) -> Facts:
    """Lot 11 of tender 1 in 2018, and lots 21 and 23 of tender 2; award 22 is of lot 21, award 29 of lot 23."""
    return Facts(
        claims=CLAIMS if naming else CLAIMS[:3],
        tenders={1: tender(2018, territory=7), 2: second},
        lots={11: Lot(1, "Rites in religion"), 21: Lot(2, title), 23: Lot(2, "Something else"), 24: Lot(2)},
        awards={22: Award(0, 2, None, (21,)), 29: Award(0, 2, None, (23,))},
    )


def test_a_title_of_two_years_rests_on_the_claims_that_name_it() -> None:
    assert told(repeated_titles, facts(tender(2017))) == [
        ("same-title", ["F68", "F77"], None, '"Rites in religion" in 2017 and 2018')
    ]


def test_without_a_claim_that_names_it_the_first_about_lot_or_award_counts() -> None:
    ((_, claims, *_),) = told(repeated_titles, facts(tender(2017), naming=False))

    assert claims == ["F68", "F76"]


def test_buyers_of_one_territory_count_too() -> None:
    assert len(told(repeated_titles, facts(tender(2017, buyer=6, territory=7)))) == 1


@pytest.mark.parametrize(
    ("second", "title"),
    [
        (tender(2018), "Rites in religion"),
        (tender(2017, buyer=6), "Rites in religion"),
        (tender(2017, buyer=None), "Rites in religion"),
        (Tender("Undated", 0, 5), "Rites in religion"),
        (tender(2017), "Rites in religions"),
    ],
)
def test_one_year_another_buyer_or_another_title_are_no_finding(second: Tender, title: str) -> None:
    assert told(repeated_titles, facts(second, title)) == []


def test_lots_of_which_nobody_tells_anything_are_no_finding() -> None:
    given = facts(tender(2017))

    assert told(repeated_titles, Facts(tenders=given.tenders, lots=given.lots)) == []


def test_a_title_of_many_tenders_is_one_finding_with_the_first_named() -> None:
    years = range(2001, 2021)
    given = Facts(
        claims=[claim(year, "1 KZT", subject=year + 5000) for year in years],
        tenders={year: tender(year) for year in years},
        lots={year + 5000: Lot(year, "Calendars") for year in years},
    )

    (hit,) = repeated_titles(given)

    assert len(hit.claims) == 20
    assert "(2007-04) and 13 more" in hit.explanation
