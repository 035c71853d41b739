"""The benchmark at its smallest: it is run for what it says, not for how fast."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

import db
from benchmarks.generate import generate
from benchmarks.report import measure
from db.table import table_of
from db.writer import open_writer
from tests.databases import Databases

LOTS = 400


@pytest.fixture
def generated_url(databases: Databases) -> str:
    url = databases.empty()
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
