"""What was promised: how many times as fast as PostGraphile, and how near to the ceiling."""

from __future__ import annotations

from typing import NamedTuple

from benchmarks.questions import Mode


class Goal(NamedTuple):
    """A ratio to reach, and the one below which it is not done."""

    goal: float
    least: float

    def verdict(self, ratio: float) -> str:
        """Whether it is reached."""
        if ratio >= self.goal:
            return "reached"
        return "above the least" if ratio >= self.least else "missed"


QUESTIONS = ("Q1", "Q2", "Q3", "Q4")


def row(goals: tuple[float, ...], least: tuple[float, ...]) -> dict[str, Goal]:
    """The goals of Q1 to Q4."""
    return dict(zip(QUESTIONS, map(Goal, goals, least), strict=True))


MULTIPLES = {  # of PostGraphile, by our server and mode
    ("ours-sqlite", Mode.VARS): row((12, 7, 6, 100), (9, 5, 4, 50)),
    ("ours-postgresql", Mode.VARS): row((6.5, 2.8, 2, 70), (5, 2.2, 1.6, 35)),
    ("ours-sqlite", Mode.COLD): row((15, 13, 22, 60), (5, 2.5, 2.5, 10)),
    ("ours-postgresql", Mode.COLD): row((9, 8, 14, 40), (4, 2, 2, 8)),
}
OF_CEILING = Goal(0.85, 0.6)  # a repeated request
WORKERS = Goal(1.5, 1.5)  # two of them, of one, on Q1 and Q2
TAIL = 4.0  # our p99 is at most so many times our p50
MEMORY = 120 * 1024 * 1024  # bytes of one worker
