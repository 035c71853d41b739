from __future__ import annotations

from datetime import date

from analysis.findings.facts import Claim, Facts, Renaming, Span
from analysis.findings.renamed import renamed_places
from tests.analysis.findings.claims import claim, told

DAY = Span(date(2018, 6, 19), date(2018, 6, 19))
RENAMING = Renaming(7, DAY, ("South Kazakhstan region", "South"), ("Turkestan region",))
OLD = claim(63, subject=1, statement="Tenders of the South Kazakhstan Region.")
NEW = claim(98, subject=2, printed="Turkestan region", statement="They were called off.")


def facts(*claims: Claim, renaming: Renaming = RENAMING) -> Facts:
    """Process 1 and the tender 2 of process 3 are in the place 7, process 4 in another."""
    return Facts(claims=claims, places={1: 7, 2: 7, 3: 7, 4: 8}, renamings=[renaming])


def test_a_place_under_both_names_rests_on_the_first_claim_with_each() -> None:
    again = claim(99, subject=1, statement="The South Kazakhstan region again.")

    assert told(renamed_places, facts(OLD, NEW, again)) == [
        (
            "renamed",
            ["F63", "F98"],
            "one place: South Kazakhstan region before 2018-06-19, Turkestan region since",
            "South Kazakhstan region; Turkestan region",
        )
    ]


def test_one_name_two_sources_or_another_place_are_no_finding() -> None:
    assert told(renamed_places, facts(OLD)) == []
    assert told(renamed_places, facts(OLD, claim(98, subject=2, source=9, printed="Turkestan region"))) == []
    assert told(renamed_places, facts(OLD, claim(98, subject=4, printed="Turkestan region"))) == []


def test_a_claim_that_tells_of_the_renaming_itself_is_none() -> None:
    both = claim(1, subject=1, statement="Turkestan region, until then South Kazakhstan region.")

    assert told(renamed_places, facts(both)) == []


def test_a_name_inside_a_longer_word_or_name_is_not_meant() -> None:
    assert told(renamed_places, facts(NEW, claim(1, subject=1, statement="In the Southern steppe."))) == []
    longer = RENAMING._replace(before=("Turkestan",))
    assert told(renamed_places, facts(NEW, renaming=longer)) == []


def test_a_renaming_without_names_is_left_alone() -> None:
    assert told(renamed_places, facts(OLD, NEW, renaming=RENAMING._replace(before=()))) == []
