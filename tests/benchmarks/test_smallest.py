"""The benchmark at its smallest: it is run for what it says, not for how fast."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

import db
from benchmarks.__main__ import missed
from benchmarks.questions import PATH, Question
from benchmarks.report import Measured, measure
from db.table import table_of
from db.writer import open_writer
from exchange.generated.load import generate
from tests.databases import Databases

LOTS = 400


@pytest.fixture
def generated_url(databases: Databases) -> str:
    url = databases.migrated()
    generate(url, LOTS)
    return url


async def test_engine_and_peer_give_the_same_answers_before_anything_is_timed(generated_url: str) -> None:
    found = await measure(generated_url, rounds=1, seconds=0)

    assert [each.question.name for each in found] == ["Q1", "Q2", "Q3"]
    assert all(each.records > 0 and each.engine and each.peer for each in found)
    assert all(each.question.name in each.line() for each in found)


def test_the_data_have_as_many_lots_as_asked_and_all_that_is_derived(generated_url: str) -> None:
    engine = open_writer(generated_url)
    with engine.connect() as connection:
        counts = {
            model.__name__: connection.scalar(select(func.count()).select_from(table_of(model)))
            for model in (db.Lot, db.FanOut, db.RecordCount, db.Step, db.Coverage)
        }
    engine.dispose()

    assert counts["Lot"] == LOTS
    assert all(counts.values())


@pytest.mark.parametrize(
    ("peer", "told"), [(0.040, ["SQLite Q1: 40.0 times as fast, not 50 as promised"]), (0.060, [])]
)
def test_a_promise_that_is_not_kept_is_told(peer: float, told: list[str]) -> None:
    path = Question("Q1", "a programme's path to its contracts", PATH, lambda _: {})

    assert missed("SQLite", [Measured(path, 600, 58_000, engine=[0.001], peer=[peer])], lots=100_000) == told
