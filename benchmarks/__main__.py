"""`make bench`: our server and what one would take instead, over HTTP on this machine, on the same rows; one report."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.databases import filled
from benchmarks.load import Load
from benchmarks.machine import described
from benchmarks.peers import OURS, PEERS, Peer
from benchmarks.questions import QUESTIONS, Mode, Question, facts_of
from benchmarks.report import CONNECTIONS, Case, Results, medians, report
from benchmarks.run import Bench

FOLDER = Path("data/benchmark")
REPORT = Path(__file__).with_name("REPORT.md")
NOTES = Path(__file__).with_name("notes.md")
FEWER_AND_MORE = (1, 64)  # connections, of ours alone
EXAMPLE = "--only=ours,postgraphile --questions=Q1 --modes=vars --runs=1"

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@dataclass(frozen=True)
class Wanted:
    """What is to be measured."""

    peers: Sequence[Peer]
    questions: Sequence[Question]
    modes: Sequence[Mode]
    connections: Sequence[int]
    seconds: int
    runs: int

    def asked(self, question: Question, mode: Mode, connections: int) -> list[Peer]:
        """Who is asked a question in this way."""
        return [
            peer
            for peer in self.peers
            if peer.text(question.name)
            and (mode is Mode.WARM or not peer.constant)
            and (connections == CONNECTIONS or peer in OURS)
        ]


@app.command(epilog=f"One ratio on filled databases takes half a minute: {EXAMPLE}")
def main(  # noqa: PLR0913  # each is an option
    only: Annotated[str, typer.Option(help="Whom to measure: beginnings of names, with commas.")] = "",
    questions: Annotated[str, typer.Option(help="What to ask, with commas: Q1,Q4.")] = "",
    modes: Annotated[str, typer.Option(help="What is new in a request, with commas: warm,vars,cold.")] = "",
    seconds: Annotated[int, typer.Option(min=1, help="How long to ask one question of one server in a run.")] = 3,
    runs: Annotated[int, typer.Option(min=1, help="How often to measure everything.")] = 3,
    short: Annotated[
        bool, typer.Option("--short", help="One run of a second, over 16 connections: 3 minutes.")
    ] = False,
    lots: Annotated[int, typer.Option(min=100, help="How many lots to have.")] = 100_000,
    data: Annotated[Path, typer.Option(help="Where the filled databases are kept for the next time.")] = FOLDER,
) -> None:
    """Compare the answers of all, measure in turns, and print the report.

    The whole takes 35 minutes once the databases are filled, and like the short form is written to
    benchmarks/REPORT.md; a choice of servers, questions or modes is only printed.
    """
    if shutil.which("wrk") is None:
        typer.echo("The load generator wrk is not installed: apt-get install wrk", err=True)
        raise typer.Exit(1)
    chosen = bool(only or questions or modes)
    wanted = Wanted(
        [peer for peer in PEERS if peer.name.startswith(tuple(only.split(","))) and is_installed(peer)],
        [question for question in QUESTIONS if question.name.startswith(tuple(questions.split(",")))],
        [mode for mode in Mode if mode.startswith(tuple(modes.split(",")))],
        (CONNECTIONS,) if short or chosen else (CONNECTIONS, *FEWER_AND_MORE),
        *((1, 1) if short else (seconds, runs)),
    )
    form = "The short form: " if short else ""
    told = f"{form}{lots:,} lots; runs of {wanted.seconds} s, {wanted.runs} of each, in turns."
    told += f" Load of the machine before: {os.getloadavg()[0]:.1f}."
    with filled(data, lots) as databases, Bench(databases, facts_of(databases.sqlite_url)) as bench:
        results = measured(bench, wanted, [described(databases), "", told])
    text = report(results, NOTES.read_text(encoding="utf-8"))
    typer.echo(text)
    if not chosen:
        REPORT.write_text(text, encoding="utf-8")


def is_installed(peer: Peer) -> bool:
    """Whether a peer can be measured; says so if it cannot."""
    if not peer.needs.exists():
        typer.echo(f"Not measured, because it is not installed: {peer.name}", err=True)
    return peer.needs.exists()


def measured(bench: Bench, wanted: Wanted, heading: Sequence[str]) -> Results:
    """Ask everything of everybody."""
    if any(question.name == "Q6" for question in wanted.questions):
        bench.find_cursors(OURS[0])
    loads: dict[Case, list[Load]] = {}
    floors: dict[tuple[str, str], Load] = {}
    for question in wanted.questions:
        bench.compare([peer for peer in wanted.peers if peer.text(question.name)], question)
        for peer in OURS[:2]:
            if peer in wanted.peers:
                floors[peer.name, question.name] = bench.floor(peer, question, wanted.seconds)
        for case, load in cases(bench, wanted, question):
            typer.echo(
                f"{case.question} {case.mode} {case.connections} {case.peer}: {load.rate:,.1f} a second", err=True
            )
            loads.setdefault(case, []).append(load)
    return Results(heading, {case: medians(found) for case, found in loads.items()}, floors, bench.memory())


def cases(bench: Bench, wanted: Wanted, question: Question) -> Iterator[tuple[Case, Load]]:
    """Each run of one question: all servers in turns, and then again."""
    for mode in wanted.modes:
        for connections in wanted.connections:
            for run in range(wanted.runs):
                for peer in wanted.asked(question, mode, connections):
                    load = bench.load(peer, question, mode, connections, wanted.seconds, run)
                    yield Case(peer.name, question.name, mode, connections), load


if __name__ == "__main__":
    app()
