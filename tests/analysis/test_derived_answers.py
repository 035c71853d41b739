"""The derived figures of the seed, as the tables hold them."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, select

from db.coverage import Coverage
from db.node import Node
from db.reader import open_reader
from db.step import Step
from db.table import table_of
from db.writer import open_writer
from engine.engine import Engine
from tengetrail.settings import Limits

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


def unexpected(error: Exception) -> str:
    raise error


async def test_a_branch_says_how_far_its_money_can_be_followed(seeded_url: str) -> None:
    asked = "findings { code } branches { record { slug } stages { stage sum { amount lowerBound } } }"
    reader = await open_reader(seeded_url, Limits())
    try:
        document = f'{{ programme(slug: "kz-extremism-2013-2017") {{ coverage(basis: INFERRED) {{ {asked} }} }} }}'
        answer = json.loads((await Engine(reader, Limits(), unexpected).answer(document)).body)
    finally:
        await reader.close()

    covered = answer["data"]["programme"]["coverage"]
    (branch,) = covered["branches"]
    assert branch["record"]["slug"] == "kz-sko-2017"
    assert {each["stage"]: (each["sum"]["amount"], each["sum"]["lowerBound"]) for each in branch["stages"]} == {
        "TENDERED": ("155854000.00", False),
        "AWARDED": ("66300000.00", True),
        "CONTRACTED": ("46300000.00", False),
    }
    about = [finding["code"] for finding in covered["findings"]]
    assert {"D2", "D13", "D15"} <= set(about)  # its printed dollars, the lots' printed dollars, lots not itemised
    assert "D18" not in about  # the contract that was signed before the programme after it
