"""Our rules name the processes that Cardinal's own tool names, in the same OCDS releases.

The Open Contracting Partnership's tool was asked once, and `cardinal.json` is what it answered. Its package on PyPI
offers `coverage` alone, but the source distribution (0.0.8) has the indicators: they were compiled unchanged and gave
what its own 15 examples of them expect. To ask it again, write `releases` of a seed to a file, a line each, and run
`ocdscardinal indicators` with the settings that stand beside the answers.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from db.finding_rule import FindingRule
from tests.analysis.findings.made import Made
from tests.analysis.findings.ocds import Release, releases

Price = Callable[[Random, int], int]

ASKED: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cardinal.json").read_text())["asked"]
INDICATORS = {"R003", "R018", "R024", "R028", "R030", "R035", "R036", "R058"}
PROCESSES = 150
BIDDERS = "abcde"
DAYS = ("2018-05-02", "2018-05-15", "2018-05-17", "2018-06-02")
BID_STATUSES = {"VALID": 12, "DISQUALIFIED": 5, "PENDING": 1, "WITHDRAWN": 1, "INVITED": 1}
AWARD_STATUSES = {"ACTIVE": 16, "PENDING": 1, "CANCELLED": 1, "UNSUCCESSFUL": 1}


def drawn(random: Random, shares: dict[str, int]) -> str:
    return random.choices(list(shares), list(shares.values()))[0]


def scattered(random: Random, _: int) -> int:
    """Mostly much alike; now and then far away, or a round sum."""
    return random.choice(
        (random.randrange(1000, 1400), random.randrange(1000, 1400), 1200, random.randrange(900, 9000))
    )


def stepped(random: Random, place: int) -> int:
    """The first is well below all others, which are close together."""
    return random.randrange(1300, 1310) if place else 1000


def process(made: Made, random: Random, price: Price, slug: str) -> None:
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
        (price(random, place), drawn(random, BID_STATUSES), random.choice(BIDDERS), random.choice(DAYS))
        for place in range(random.randrange(1, 5))
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


def looked_at(all_releases: list[Release]) -> list[Release]:
    """What the tool was given: it does not know that a tender was called off."""
    return [each for each in all_releases if each["tender"].get("status") != "cancelled"]


def digest(of: list[Release]) -> str:
    return hashlib.sha256("".join(f"{json.dumps(each)}\n" for each in of).encode()).hexdigest()


def ties(of: list[Release]) -> Iterator[tuple[str, str]]:
    """Where a refused and an accepted bid are the lowest, the tool goes by their order; ours says nothing then."""
    for release in of:
        bids = [bid for bid in release["bids"]["details"] if bid.get("status") in {"pending", "valid", "disqualified"}]
        lowest = min((bid["value"]["amount"] for bid in bids), default=None)
        if len({bid["status"] == "disqualified" for bid in bids if bid["value"]["amount"] == lowest}) > 1:
            yield "R036", release["ocid"]


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: f"seed {asked['seed']}")
def test_random_processes_are_named_alike(made: Made, asked: dict[str, Any]) -> None:
    random, price = Random(asked["seed"]), (scattered, stepped)[asked["seed"] % 2]
    for bidder in BIDDERS:
        made.body(bidder)
    for number in range(PROCESSES):
        process(made, random, price, f"p{number:03}")

    given = looked_at(releases(made.connection))
    assert digest(given) == asked["releases"], "These are other processes; the tool has to be asked again."

    cardinals = {(code, ocid) for code, processes in asked["found"].items() for ocid in processes}
    assert named(made) == cardinals - set(ties(given))


def test_the_tool_named_processes_for_each_indicator() -> None:
    counts = Counter(code for asked in ASKED for code, processes in asked["found"].items() for _ in processes)

    assert counts.keys() == INDICATORS, counts


def test_each_rule_that_follows_cardinal_says_where_it_is_defined() -> None:
    followed = {rule.cardinal: rule.description for rule in FindingRule if rule.cardinal}

    assert followed.keys() == INDICATORS
    for code, words in followed.items():
        assert words.endswith(f"https://cardinal.readthedocs.io/en/latest/cli/indicators/R/{str(code)[1:]}.html")
