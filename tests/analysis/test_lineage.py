from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from analysis.lineage import Reached, Steps, derive_lineages, kin, reached
from analysis.succession import STRENGTH
from db.lineage import LineageRelation, Passed
from db.writer import open_writer

BODIES = 6
PASSINGS = st.dictionaries(
    st.tuples(st.integers(1, BODIES), st.integers(1, BODIES)).filter(lambda pair: pair[0] != pair[1]),
    st.sampled_from(Passed),
    max_size=14,
)
Passings = Mapping[tuple[int, int], Passed]


@pytest.fixture
def connection(seeded_url: str) -> Iterator[Connection]:
    engine = open_writer(seeded_url)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def steps(passings: Passings) -> Steps:
    found: dict[int, dict[int, Passed]] = defaultdict(dict)
    for (before, after), passed in passings.items():
        found[before][after] = passed
    return found


def walked(start: int, passings: Passings) -> dict[int, Reached]:
    """Every walk of every length, one step at a time, and the best one that leads to each body."""
    best: dict[int, tuple[int, int]] = {}
    walks = {(start, 0)}  # where it leads, and the place of the least that passed
    for length in range(1, BODIES + 1):
        walks = {
            (after, max(least, STRENGTH.index(passed)))
            for body, least in walks
            for (before, after), passed in passings.items()
            if before == body
        }
        for body, least in walks:
            best[body] = min(best.get(body, (least, length)), (least, length))
    return {body: Reached(STRENGTH[least], length) for body, (least, length) in best.items() if body != start}


@given(PASSINGS, st.integers(1, BODIES))
def test_what_is_reached_is_what_walks_lead_to_by_the_best_of_them(passings: Passings, start: int) -> None:
    assert reached(start, steps(passings)) == walked(start, passings)


@given(PASSINGS)
def test_two_bodies_are_in_each_others_lineage_or_in_neither(passings: Passings) -> None:
    after = steps(passings)
    before = steps({(other, one): passed for (one, other), passed in passings.items()})
    found = {body: kin(body, before, after) for body in range(1, BODIES + 1)}

    for body, members in found.items():
        assert body not in members
        for member, (_, way) in members.items():
            assert found[member][body][1] == way


def test_a_body_that_was_split_and_merged_again_has_itself_in_its_lineage_once() -> None:
    after = {1: {2: Passed.BODY, 3: Passed.BODY}, 2: {1: Passed.BODY}, 3: {1: Passed.BODY}}

    found = kin(1, after, after)

    assert found == {body: (LineageRelation.PREDECESSOR, Reached(Passed.BODY, 1)) for body in (2, 3)}


def test_more_that_passed_counts_before_a_shorter_way() -> None:
    after = {1: {2: Passed.BODY, 3: Passed.FUNCTION}, 2: {3: Passed.LAST_FUNCTION}}

    assert reached(1, after) == {2: Reached(Passed.BODY, 1), 3: Reached(Passed.LAST_FUNCTION, 2)}


def test_lineages_that_are_right_stay_as_they_are(connection: Connection) -> None:
    rows = text("SELECT * FROM lineage ORDER BY id")
    before = connection.execute(rows).all()

    derive_lineages(connection)

    assert connection.execute(rows).all() == before
    assert len(before) > len({row.body_id for row in before})
