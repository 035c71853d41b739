from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from analysis.family import families, youngest
from analysis.succession import Event, passings
from db.change_event import ParticipantRole
from db.lineage import Passed
from db.writer import open_writer

PAIRS = st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), max_size=20)
FAMILIES = (
    "SELECT body.slug, head.slug FROM organization body JOIN organization head ON head.id = body.lineage_id"
    " WHERE body.id <> head.id ORDER BY body.slug"
)


@pytest.fixture
def connection(seeded_url: str) -> Iterator[Connection]:
    engine = open_writer(seeded_url)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def reached(body: int, pairs: list[tuple[int, int]]) -> set[int]:
    """All that can be reached over pairs in either direction, looked for until nothing new is found."""
    found: set[int] = set()
    new = {body}
    while new:
        found |= new
        new = {other for pair in pairs if set(pair) & found for other in pair} - found
    return found


@given(PAIRS)
def test_a_family_is_all_that_can_be_reached(pairs: list[tuple[int, int]]) -> None:
    bodies = {body for pair in pairs for body in pair}

    assert {frozenset(family) for family in families(pairs)} == {frozenset(reached(body, pairs)) for body in bodies}


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ({1: date(2014, 1, 1), 2: date(2019, 2, 1)}, 2),
        ({1: date(2019, 2, 1), 2: date(2019, 2, 1)}, 1),
        ({2: date(999, 1, 1)}, 2),
        ({}, 1),
    ],
    ids=["the latest", "of two the lower number", "a date before none", "no date at all"],
)
def test_the_youngest_body_stands_for_its_family(born: dict[int, date], expected: int) -> None:
    assert youngest({2, 1}, born) == expected


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ({}, Passed.FUNCTION),
        ({1: date(2019, 3, 1)}, Passed.FUNCTION),
        ({1: date(2019, 2, 1)}, Passed.LAST_FUNCTION),
    ],
    ids=["goes on", "ends later", "ends with it"],
)
def test_the_task_of_a_body_that_ends_is_what_is_left_of_it(ends: dict[int, date], expected: Passed) -> None:
    event = Event(date(2019, 2, 1), date(2019, 2, 28))
    event.roles[ParticipantRole.FUNCTION_FROM].append(1)
    event.roles[ParticipantRole.FUNCTION_TO].append(2)

    assert passings([event], ends) == {(1, 2): expected}


def test_the_most_that_passed_between_two_bodies_counts() -> None:
    event = Event(None, None)
    for role, body in zip(ParticipantRole, (1, 2, 1, 2), strict=True):
        event.roles[role].append(body)

    assert passings([event], {}) == {(1, 2): Passed.BODY}


def test_the_ministry_of_2019_stands_for_those_that_it_came_from(connection: Connection) -> None:
    assert [tuple(row) for row in connection.execute(text(FAMILIES))] == [
        ("kz-agency-religious-affairs", "kz-committee-religious-affairs"),
        ("kz-mic", "kz-misd"),
        ("kz-ministry-religious-social", "kz-misd"),
    ]
