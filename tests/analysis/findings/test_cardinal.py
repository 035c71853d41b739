"""Our rules and Cardinal's definitions name the same processes: ours in the database, its over OCDS releases."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from db.finding_rule import FindingRule
from tests.analysis.findings.cardinal import SIMPLE, indicators
from tests.analysis.findings.made import Made
from tests.analysis.findings.ocds import releases

PROCESSES = 150
BIDDERS = "abcde"
DAYS = ("2018-05-02", "2018-05-15", "2018-05-17", "2018-06-02")
BID_STATUSES = {"VALID": 12, "DISQUALIFIED": 5, "PENDING": 1, "WITHDRAWN": 1, "INVITED": 1}
AWARD_STATUSES = {"ACTIVE": 16, "PENDING": 1, "CANCELLED": 1, "UNSUCCESSFUL": 1}


def drawn(random: Random, shares: dict[str, int]) -> str:
    return random.choices(list(shares), list(shares.values()))[0]


def price(random: Random) -> int:
    """Mostly much alike; now and then far away, or a round sum."""
    return random.choice(
        (random.randrange(1000, 1400), random.randrange(1000, 1400), 1200, random.randrange(900, 9000))
    )


def process(made: Made, random: Random, slug: str) -> None:
    """A process with all that the indicators look at, known or not."""
    made.tender(
        slug,
        method=random.choice(("OPEN", "OPEN", "SELECTIVE", "LIMITED", "DIRECT", None)),
        status=random.choice(("COMPLETE", "COMPLETE", "COMPLETE", None, "CANCELLED")),
        number_of_tenderers=random.choice((None, 0, 1, 2)),
        period_start="2018-05-01",
        period_end=random.choice((None, "2018-05-15", "2018-05-16", "2018-06-01")),
    )
    bids = [
        (price(random), drawn(random, BID_STATUSES), random.choice(BIDDERS), random.choice(DAYS))
        for _ in range(random.randrange(1, 5))
    ]
    made.bids(slug, *(f"{status} {bidder} {amount} KZT {day}" for amount, status, bidder, day in bids))
    lowest = [bidder for _, status, bidder, _ in sorted(bids) if status == "VALID"][:1]
    for place in range(random.choice((1, 1, 1, 1, 1, 2))):
        winners = lowest if lowest and random.random() < 0.8 else random.sample(BIDDERS, random.choice((1, 1, 2)))
        made.award(f"{slug}/award-{place}", slug, *winners, status=drawn(random, AWARD_STATUSES))


def named(made: Made) -> set[tuple[str, str]]:
    """Which indicators our findings name for which processes."""
    ours = {each.code: each.cardinal for each in made.found() if each.cardinal}
    return {(cardinal, made.records(code)[0]) for code, cardinal in ours.items()}


@pytest.mark.parametrize("seed", [1, 2])
def test_random_processes_are_named_alike(made: Made, seed: int) -> None:
    random = Random(seed)
    for bidder in BIDDERS:
        made.body(bidder)
    for number in range(PROCESSES):
        process(made, random, f"p{number:03}")

    ours, cardinals = named(made), indicators(releases(made.connection))

    assert ours == cardinals
    counts = Counter(code for code, _ in cardinals)
    assert counts.keys() >= {*SIMPLE, "R058"}, counts  # each is hit


def test_each_rule_that_follows_cardinal_says_where_it_is_defined() -> None:
    followed = {rule.cardinal: rule.description for rule in FindingRule if rule.cardinal}

    assert followed.keys() == {*SIMPLE, "R024", "R058"}
    for code, words in followed.items():
        assert words.endswith(f"https://cardinal.readthedocs.io/en/latest/cli/indicators/R/{str(code)[1:]}.html")
