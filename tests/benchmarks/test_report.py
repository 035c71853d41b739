from __future__ import annotations

import pytest

from benchmarks.goals import MULTIPLES
from benchmarks.load import Load
from benchmarks.processes import Memory
from benchmarks.questions import Mode
from benchmarks.report import Case, Results, judged, medians, report


def load(rate: float, p50: float = 0.001, p99: float = 0.002, connections: int = 16) -> Load:
    return Load(rate, p50, p99, size=1000, client=0.1, connections=connections)


def told(memory: dict[str, Memory] | None = None, **rates: Load) -> str:
    loads = {Case(name.replace("_", "-"), "Q1", Mode.VARS, found.connections): found for name, found in rates.items()}
    return report(Results(["Here and now."], loads, {}, memory or {}), "Notes.")


def test_ratios_come_first_each_with_its_goal() -> None:
    text = told(ours_sqlite=load(1000), postgraphile=load(100))

    first = next(line for line in text.splitlines() if line.startswith("| ours-sqlite"))
    assert first == "| ours-sqlite | vars | **10.0** (12 / 9) above the least |  |  |  |"
    assert text.startswith("# Benchmark\n\nHere and now.\n")
    assert text.endswith("\nNotes.\n")


@pytest.mark.parametrize(("ratio", "verdict"), [(12.0, "reached"), (9.0, "above the least"), (8.9, "missed")])
def test_a_goal_is_reached_or_not(ratio: float, verdict: str) -> None:
    assert judged(ratio, MULTIPLES["ours-sqlite", Mode.VARS]["Q1"]) == f"**{ratio:.1f}** (12 / 9) {verdict}"


def test_what_was_not_measured_is_left_out() -> None:
    text = told(ours_sqlite=load(1000))

    assert "PostGraphile (goal" not in text
    assert "| Q1 | vars | 16 | ours-sqlite | 1,000.0 | 1.00 | 2.00 | 1.0 | 10% |" in text


def test_a_long_tail_is_told() -> None:
    text = told(ours_sqlite=load(1000, p50=0.001, p99=0.005), postgraphile=load(100, p99=0.1))

    assert "| ours-sqlite | Q1 | vars | 5.0 | 5.00 | 100.00 |" in text


def test_a_tail_above_that_of_postgraphile_is_told() -> None:
    text = told(ours_sqlite=load(1000, p99=0.003), postgraphile=load(100, p99=0.002))

    assert "| ours-sqlite | Q1 | vars | 3.0 | 3.00 | 2.00 |" in text


def test_no_long_tail_is_told_too() -> None:
    assert "Nowhere." in told(ours_sqlite=load(1000), postgraphile=load(100, p99=0.1))


def test_two_workers_are_a_multiple_of_one() -> None:
    text = told(ours_sqlite=load(1000), ours_two_workers=load(1600))

    assert "| vars | 16 | 1.60 |  |" in text


def test_memory_is_told_in_mebibytes() -> None:
    text = told({"ours-sqlite": Memory(resident=200 * 2**20, own=100 * 2**20)}, ours_sqlite=load(1000))

    assert "| ours-sqlite | 200 | 100 |" in text


def test_each_figure_is_the_middle_of_its_runs() -> None:
    found = medians([load(10, p50=3, p99=9), load(30, p50=1, p99=7), load(20, p50=2, p99=8)])

    assert (found.rate, found.p50, found.p99) == (20, 2, 8)
