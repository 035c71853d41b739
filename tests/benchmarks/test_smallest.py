"""The benchmark at its smallest: it is run for what it says, not for how fast."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.answers import DifferentAnswersError, said, same
from benchmarks.databases import Databases
from benchmarks.peers import HERE, OURS, PEERS
from benchmarks.questions import QUESTIONS, Mode, Question, facts_of
from benchmarks.run import Bench
from exchange.generated.load import generate
from tests.databases import PostgresDatabases, SqliteFiles

LOTS = 1_000


@pytest.fixture(scope="module")
def bench(sqlite: SqliteFiles, postgresql: PostgresDatabases) -> Iterator[Bench]:
    """Small databases, and whoever is to be asked on them."""
    if not (HERE / "postgraphile" / "node_modules").is_dir():
        pytest.skip("PostGraphile is not installed: npm ci --prefix benchmarks/postgraphile --ignore-scripts")
    databases = Databases(Path(sqlite.migrated().removeprefix("sqlite:///")), postgresql.migrated())
    for url in (databases.sqlite_url, databases.postgresql):
        generate(url, LOTS)
    with Bench(databases, facts_of(databases.sqlite_url)) as made:
        made.find_cursors(OURS[0])
        yield made
    postgresql.drop(databases.postgresql)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_everybody_gives_the_same_answers(bench: Bench, question: Question) -> None:
    bench.compare([peer for peer in PEERS if peer.text(question.name)], question)


@pytest.mark.parametrize("mode", list(Mode))
def test_a_load_is_measured(bench: Bench, mode: Mode) -> None:
    if shutil.which("wrk") is None:
        pytest.skip("wrk is not installed: apt-get install wrk")

    found = bench.load(OURS[0], QUESTIONS[2], mode, connections=2, seconds=1, seed=1)

    assert found.rate > 0
    assert 0 < found.p50 <= found.p99
    assert found.size > 300


def test_what_is_said_does_not_depend_on_the_form() -> None:
    ours = {"lots": {"nodes": [{"slug": "a", "value": {"amount": "12.50", "currency": "KZT"}, "award": None}]}}
    theirs = {"allLots": {"nodes": [{"slug": "a", "valueAmount": "1250", "valueCurrency": "KZT"}]}}

    assert list(said(ours)) == list(said(theirs)) == ["a", "1250", "KZT"]


def test_where_answers_part_is_told() -> None:
    with pytest.raises(DifferentAnswersError, match=r"Q3, value 1: one says \['b'\], and other \['c'\]"):
        same("Q3", {"one": ["a", "b"], "other": ["a", "c"]})


def test_an_answer_that_says_nothing_is_not_compared() -> None:
    with pytest.raises(DifferentAnswersError, match="says nothing"):
        same("Q3", {"one": {"contract": None}, "other": {"contract": None}})
