"""The benchmark at its smallest: it is run for what it says, not for how fast."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.__main__ import Wanted, measured
from benchmarks.databases import Databases
from benchmarks.load import LoadError
from benchmarks.machine import described
from benchmarks.peers import CEILING, MEASURE, OURS, PEERS
from benchmarks.questions import QUESTIONS, Mode, Question, facts_of
from benchmarks.report import CONNECTIONS, report
from benchmarks.run import Bench
from exchange.generated.load import generate
from tests.databases import PostgresDatabases, SqliteFiles

LOTS = 400


@pytest.fixture(scope="module")
def small(sqlite: SqliteFiles, postgresql: PostgresDatabases) -> Iterator[Databases]:
    """The same few records in both databases."""
    databases = Databases(Path(sqlite.migrated().removeprefix("sqlite:///")), postgresql.migrated())
    for url in (databases.sqlite_url, databases.postgresql):
        generate(url, LOTS)
    yield databases
    postgresql.drop(databases.postgresql)


@pytest.fixture(scope="module")
def bench(small: Databases) -> Iterator[Bench]:
    """Whoever is to be asked."""
    missing = [peer.name for peer in PEERS if not peer.needs.exists()]
    if missing:
        pytest.skip(f"{' and '.join(missing)} cannot be asked; make test installs what they need")
    with Bench(small, facts_of(small.sqlite_url)) as made:
        made.find_cursors(OURS[0])
        yield made


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_everybody_gives_the_same_answers(bench: Bench, question: Question) -> None:
    bench.compare(PEERS, question, times=2)


@pytest.fixture
def wrk() -> None:
    """The load generator."""
    if shutil.which("wrk") is None:
        pytest.skip("wrk is not installed: apt-get install wrk")


@pytest.mark.usefixtures("wrk")
@pytest.mark.parametrize("mode", list(Mode))
def test_a_load_is_measured_in_each_mode(bench: Bench, mode: Mode) -> None:
    asked = [OURS[0], MEASURE, *([CEILING] if mode is Mode.WARM else [])]
    wanted = Wanted([OURS[0], MEASURE, CEILING], [QUESTIONS[2]], [mode], [CONNECTIONS], seconds=1, runs=1)

    results = measured(bench, wanted, ["Here and now."])

    assert [case.peer for case in results.loads] == [peer.name for peer in asked]
    assert all(load.rate > 0 and 0 < load.p50 <= load.p99 and load.size > 300 for load in results.loads.values())
    assert all(0 < found.own <= found.resident for found in results.memory.values())
    assert "| Q3 |" in report(results, "")


@pytest.mark.usefixtures("wrk")
def test_a_request_that_fails_is_no_figure(bench: Bench) -> None:
    wrong = Question("Q3", "a contract of no name", lambda _random, _facts: {"slug": ["one", "other"]})

    with pytest.raises(LoadError, match=r"requests to http://127.0.0.1:[0-9]+/graphql failed"):
        bench.load(OURS[0], wrong, Mode.VARS, connections=1, seconds=1, seed=1)


def test_the_machine_is_described_without_its_name(small: Databases) -> None:
    text = described(small)

    assert "cores" in text
    assert "PostgreSQL 1" in text
    assert socket.gethostname() not in text.split()
