"""`make bench`: our server and its peers over HTTP on this machine, on the same rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.databases import filled
from benchmarks.load import Load
from benchmarks.peers import PEERS, Peer
from benchmarks.questions import QUESTIONS, Mode, Question, facts_of
from benchmarks.run import Bench

FOLDER = Path("data/benchmark")
CONNECTIONS = 16
WARM_UP = 1  # seconds of each server, question and mode before the first run
MEASURE = "postgraphile"  # the peer that the others are multiples of

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@app.command(
    epilog="How fast is Q1 now, with new variables, as a multiple of PostGraphile? Half a minute on filled databases: "
    "--only=ours,postgraphile --questions=Q1 --modes=vars --runs=1"
)
def main(
    only: Annotated[str, typer.Option(help="Whom to measure: beginnings of names, with commas.")] = "",
    questions: Annotated[str, typer.Option(help="What to ask, with commas: Q1,Q4.")] = "",
    modes: Annotated[str, typer.Option(help="What is new in a request, with commas: warm,vars,cold.")] = "",
    seconds: Annotated[int, typer.Option(min=1, help="How long to ask one question of one server in a run.")] = 3,
    runs: Annotated[int, typer.Option(min=1, help="How often to measure everything.")] = 3,
    lots: Annotated[int, typer.Option(min=100, help="How many lots to have.")] = 100_000,
    data: Annotated[Path, typer.Option(help="Where the filled databases are kept for the next time.")] = FOLDER,
) -> None:
    """Ask everybody the same questions, see that the answers are equal, and measure in turns."""
    peers = [peer for peer in PEERS if peer.name.startswith(tuple(only.split(",")))]
    asked = [question for question in QUESTIONS if question.name.startswith(tuple(questions.split(",")))]
    chosen = [mode for mode in Mode if mode.startswith(tuple(modes.split(",")))]
    with filled(data, lots) as databases, Bench(databases, facts_of(databases.sqlite_url)) as bench:
        bench.find_cursors(PEERS[0])
        for question in asked:
            able = [peer for peer in peers if peer.text(question.name)]
            bench.compare(able, question)
            for mode in chosen:
                for line in measured(bench, able, question, mode, seconds, runs):
                    typer.echo(line)
        for name, size in bench.memory().items():
            typer.echo(f"{name}: {size / 2**20:.0f} MiB")


def measured(
    bench: Bench, peers: Sequence[Peer], question: Question, mode: Mode, seconds: int, runs: int
) -> Iterator[str]:
    """A line for each peer and run, the multiple of PostGraphile first."""
    for peer in peers:
        bench.load(peer, question, mode, CONNECTIONS, WARM_UP, 0)
    for run in range(1, runs + 1):
        loads = {peer.name: bench.load(peer, question, mode, CONNECTIONS, seconds, run) for peer in peers}
        for name, load in loads.items():
            yield f"{multiple(load, loads.get(MEASURE)):>8}  {question.name} {mode} {name:16} {load.line()}"


def multiple(load: Load, measure: Load | None) -> str:
    return f"{load.rate / measure.rate:.1f} x" if measure else ""


if __name__ == "__main__":
    app()
