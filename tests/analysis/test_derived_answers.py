"""The derived figures of the seed, as the tables hold them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, select

from db.coverage import Coverage
from db.node import Node
from db.step import Step
from db.table import table_of
from db.writer import open_writer

COVERAGE, NODE, STEP = table_of(Coverage), table_of(Node), table_of(Step)
MILLION = 1_000_000_00


@pytest.fixture
def connection(seeded_url: str) -> Iterator[Connection]:
    engine = open_writer(seeded_url)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


@pytest.mark.parametrize(
    ("slug", "basis", "traced", "excluded", "percent"),
    [
        ("kz-extremism-2018-2022", "STATED", 458 * MILLION, 0, "0.1695"),
        ("kz-extremism-2018-2022", "INFERRED", 2_225_500_000_00, 8_900_000_00, "0.8238"),
        ("kz-extremism-2013-2017", "STATED", 0, 0, "0.0000"),
        ("kz-extremism-2013-2017", "INFERRED", 155_854_000_00, 0, "0.1511"),
    ],
)
def test_a_programme_is_covered_as_its_links_say(
    connection: Connection, slug: str, basis: str, traced: int, excluded: int, percent: str
) -> None:
    query = (
        select(COVERAGE.c.traced_amount, COVERAGE.c.excluded_amount, COVERAGE.c.percent)
        .join(NODE, NODE.c.id == COVERAGE.c.subject_id)
        .where(NODE.c.slug == slug, COVERAGE.c.basis == basis, COVERAGE.c.version_kind == "ADOPTED")
    )

    assert connection.execute(query).one() == (traced, excluded, percent)


def test_every_way_up_ends_at_a_programme_or_where_nobody_knows_who_pays(connection: Connection) -> None:
    query = select(STEP.c.id, STEP.c.kind, STEP.c.up_id, STEP.c.programme_id, STEP.c.activity_id)
    rows = connection.execute(query).all()
    steps = {number: (kind, up) for number, kind, up, _, _ in rows}

    for number, _, _, programme, activity in rows:
        way = [number]
        while (up := steps[way[-1]][1]) is not None:
            assert up not in way
            way.append(up)
        assert steps[way[-1]][0] in ("PROGRAMME", "TENDER", "PROCESS")
        assert programme == next((each for each in way if steps[each][0] == "PROGRAMME"), None)
        assert activity == next((each for each in way if steps[each][0] == "ACTIVITY"), None)
