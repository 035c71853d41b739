"""The report: ratios first, then what they are made of. Pure functions from figures to Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from benchmarks.goals import MEMORY, MULTIPLES, OF_CEILING, TAIL, WORKERS, Goal
from benchmarks.load import Load
from benchmarks.peers import CEILING, MEASURE, OURS
from benchmarks.processes import Memory
from benchmarks.questions import QUESTIONS, Mode

CONNECTIONS = 16  # where all are measured
MIB = 1024 * 1024


class Case(NamedTuple):
    """What was measured."""

    peer: str
    question: str
    mode: Mode
    connections: int


@dataclass(frozen=True)
class Results:
    """Everything that came out."""

    heading: Sequence[str]  # when, on what, with what, and how
    loads: Mapping[Case, Load]  # medians of the runs
    floors: Mapping[tuple[str, str], Load]  # by our server and question
    memory: Mapping[str, Memory]  # by server

    def load(self, peer: str, question: str, mode: Mode, connections: int = CONNECTIONS) -> Load | None:
        return self.loads.get(Case(peer, question, mode, connections))

    def ratio(self, peer: str, other: str, question: str, mode: Mode) -> float | None:
        """How many answers of one come on one of the other; None where one of them was not measured."""
        mine, theirs = self.load(peer, question, mode), self.load(other, question, mode)
        return mine.rate / theirs.rate if mine and theirs else None


def medians(loads: Sequence[Load]) -> Load:
    """The middle of several runs, each figure for itself."""
    rate, p50, p99, size, client = (
        median(getattr(load, name) for load in loads) for name in ("rate", "p50", "p99", "size", "client")
    )
    return Load(rate, p50, p99, size, client, loads[0].connections)


def report(results: Results, notes: str) -> str:
    """The whole text."""
    sections = (multiples, repeated, tails, workers, others, memory, floors, figures)
    lines = ["# Benchmark", "", *results.heading]
    for section in sections:
        lines += section(results)
    return "\n".join([*lines, "", notes.strip(), ""])


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table in Markdown; nothing without rows."""
    body = [f"| {' | '.join(row)} |" for row in rows]
    return ["", f"| {' | '.join(header)} |", "|---" * len(header) + "|", *body] if body else []


def section(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table below its title; nothing without rows."""
    lines = table(header, rows)
    return ["", f"## {title}", *lines] if lines else []


def multiples(results: Results) -> list[str]:
    """Our rates in multiples of PostGraphile, with what is to be reached."""
    rows = []
    for (peer, mode), goals in MULTIPLES.items():
        ratios = {question: results.ratio(peer, MEASURE.name, question, mode) for question in goals}
        if any(ratios.values()):
            rows.append([peer, mode, *(judged(ratios[question], goal) for question, goal in goals.items())])
    header = ["server", "new in each request", "Q1", "Q2", "Q3", "Q4"]
    return section("Answers a second, in multiples of PostGraphile (goal / least)", header, rows)


def judged(ratio: float | None, goal: Goal) -> str:
    """A ratio with its goal, and whether it is reached."""
    return "" if ratio is None else f"**{ratio:.1f}** ({goal.goal:g} / {goal.least:g}) {goal.verdict(ratio)}"


def repeated(results: Results) -> list[str]:
    """A repeated request against constant bytes of its size."""
    rows = []
    for peer in OURS:
        ratios = [results.ratio(peer.name, CEILING.name, each.name, Mode.WARM) for each in QUESTIONS]
        if any(ratios):
            rows.append([peer.name, *("" if each is None else of_ceiling(each) for each in ratios)])
    header = ["server", *(each.name for each in QUESTIONS)]
    title = (
        f"A repeated request, of the constant-bytes ceiling (goal {OF_CEILING.goal:.0%}, least {OF_CEILING.least:.0%})"
    )
    return section(title, header, rows)


def of_ceiling(ratio: float) -> str:
    return f"**{ratio:.0%}** {OF_CEILING.verdict(ratio)}"


def tails(results: Results) -> list[str]:
    """Where our p99 is too far from our p50, or above PostGraphile's p99."""
    rows = []
    for case, load in results.loads.items():
        if case.peer in {peer.name for peer in OURS} and case.connections == CONNECTIONS:
            measure = results.load(MEASURE.name, case.question, case.mode)
            above = measure is not None and load.p99 >= measure.p99
            if load.p99 > TAIL * load.p50 or above:
                theirs = milliseconds(measure.p99) if measure else ""
                rows.append(
                    [case.peer, case.question, case.mode, f"{load.p99 / load.p50:.1f}", milliseconds(load.p99), theirs]
                )
    header = ["server", "question", "new", "p99 / p50", "p99, ms", "PostGraphile's p99, ms"]
    title = f"Tails: where p99 is more than {TAIL:g} times p50, or not below PostGraphile's"
    return section(title, header, rows) or ["", f"## {title}", "", "Nowhere."]


def workers(results: Results) -> list[str]:
    """Two workers against one."""
    rows = []
    one, _, two = (peer.name for peer in OURS)
    for connections in sorted({case.connections for case in results.loads if case.peer == two}):
        for mode in Mode:
            pairs = [
                (results.load(two, question, mode, connections), results.load(one, question, mode, connections))
                for question in ("Q1", "Q2")
            ]
            ratios = [mine.rate / theirs.rate if mine and theirs else None for mine, theirs in pairs]
            if any(ratios):
                rows.append([mode, str(connections), *("" if each is None else f"{each:.2f}" for each in ratios)])
    title = f"Two workers on SQLite, in multiples of one (goal {WORKERS.goal:g}; the load shares the cores)"
    return section(title, ["new", "connections", "Q1", "Q2"], rows)


def others(results: Results) -> list[str]:
    """Our rates in multiples of the other peers."""
    rows = []
    known = list(dict.fromkeys(case.peer for case in results.loads))
    left = {peer.name for peer in OURS} | {MEASURE.name, CEILING.name}
    for other in (name for name in known if name not in left):
        for peer in OURS[:2]:
            for mode in Mode:
                ratios = [results.ratio(peer.name, other, question, mode) for question in ("Q1", "Q2", "Q3", "Q4")]
                if any(ratios):
                    rows.append([peer.name, other, mode, *("" if each is None else f"{each:,.0f}" for each in ratios)])
    return section("In multiples of the others", ["server", "of", "new", "Q1", "Q2", "Q3", "Q4"], rows)


def memory(results: Results) -> list[str]:
    """What the servers had in memory at the end."""
    rows = [[name, *(f"{size / MIB:,.0f}" for size in found)] for name, found in results.memory.items()]
    title = f"Memory after all this, all processes of a server (one worker of ours: at most {MEMORY // MIB})"
    return section(title, ["server", "MiB, with pages of mapped files (RSS)", "MiB of its own (USS)"], rows)


def floors(results: Results) -> list[str]:
    """What the statements alone take."""
    rows = [
        [peer, question, milliseconds(load.p50), milliseconds(load.p99), f"{load.rate:,.0f}"]
        for (peer, question), load in results.floors.items()
    ]
    header = ["server", "question", "p50, ms", "p99, ms", "a second"]
    return section("The floor: our statements alone, in process, one after the other, new variables", header, rows)


def figures(results: Results) -> list[str]:
    """Everything that was measured over HTTP."""
    header = ["question", "new", "connections", "server", "a second", "p50, ms", "p99, ms", "KB", "client"]
    return section("All figures", header, figure_rows(results))


def figure_rows(results: Results) -> Iterator[list[str]]:
    """A row for each case; `client` is the part of a core that the load generator took."""
    for case, load in results.loads.items():
        yield [
            case.question,
            case.mode,
            str(load.connections),
            case.peer,
            f"{load.rate:,.1f}",
            milliseconds(load.p50),
            milliseconds(load.p99),
            f"{load.size / 1000:.1f}",
            f"{load.client:.0%}",
        ]


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.2f}"
