from __future__ import annotations

from analysis.findings.facts import Hit
from analysis.findings.naming import Code, Key, named, natural, slug_of
from db.finding import Severity
from db.finding_rule import FindingRule
from tests.analysis.findings.claims import claim

RATIO, ROUNDING = FindingRule.RATIO, FindingRule.ROUNDING


def hit(rule: FindingRule, *claims: int, found: str = "") -> Hit:
    return Hit(rule, tuple(claim(number) for number in claims), Severity.INFO, None, found, "")


def key(rule: FindingRule, *claims: int) -> Key:
    return Key(rule, frozenset(claims))


def test_a_hit_on_the_claims_of_a_code_has_the_code_and_its_title() -> None:
    codes = {key(RATIO, 1, 2): Code("D3", "Not 2.8")}
    first, second = hit(RATIO, 2, 1), hit(RATIO, 1, 3)

    assert named([first, second], codes, {}, ()) == {"D3": ("Not 2.8", first), "ratio-1": (RATIO.heading, second)}


def test_numbers_count_by_rule_and_leave_out_what_is_taken() -> None:
    hits = [hit(RATIO, 1), hit(ROUNDING, 1), hit(RATIO, 2), hit(RATIO, 3)]

    assert list(named(hits, {key(RATIO, 9): Code("ratio-1", "")}, {}, {"ratio-3"})) == [
        "ratio-2",
        "rounding-1",
        "ratio-4",
        "ratio-5",
    ]


def test_a_number_stays_with_its_claims() -> None:
    stored = {key(RATIO, 2): "ratio-2", key(RATIO, 1): "ratio-1"}

    assert {
        code: [each.id for each in found.claims]
        for code, (_, found) in named([hit(RATIO, 3), hit(RATIO, 2)], {}, stored, ()).items()
    } == {"ratio-2": [2], "ratio-1": [3]}


def test_a_code_that_was_taken_away_does_not_stay() -> None:
    assert list(named([hit(RATIO, 1)], {}, {key(RATIO, 1): "D3"}, ())) == ["ratio-1"]


def test_a_code_that_an_editor_uses_is_not_given() -> None:
    assert list(named([hit(RATIO, 1)], {key(RATIO, 1): Code("D 3", "")}, {}, {"D-3"})) == ["ratio-1"]


def test_the_same_claims_are_found_once() -> None:
    assert [
        each.found for _, each in named([hit(RATIO, 1, found="a"), hit(RATIO, 1, found="b")], {}, {}, ()).values()
    ] == ["a"]


def test_codes_sort_by_their_numbers() -> None:
    codes = ["D10", "D2", "ratio-10", "ratio-9", "D1", "1x", "x1", "٣"]

    assert sorted(codes, key=natural) == ["1x", "D1", "D2", "D10", "ratio-9", "ratio-10", "x1", "٣"]
    assert slug_of("D  3 a") == "D-3-a"
