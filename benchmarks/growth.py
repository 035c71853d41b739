"""`python -m benchmarks.growth`: what more lots cost: time, memory and disk to load, and time to answer.

Questions are asked one after the other, in process and with new variables each time: what grows is the database's
work, and HTTP would hide it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from random import Random
from typing import Annotated, Any, NamedTuple

import orjson
import typer

from benchmarks.databases import database, generate
from benchmarks.disk import size_of
from benchmarks.floor import raised
from benchmarks.peers import OURS, with_decimals
from benchmarks.questions import QUESTIONS, Facts, Question, facts_of
from benchmarks.run import DEEP, PAGE, SPREAD, WALK
from db.reader import open_reader
from engine.engine import Engine
from tengetrail.settings import Limits
from tests.databases import started

WARM_UP = 50  # questions of a kind before the first that is measured
FOLDER = Path("data/growth")
LIMITS = Limits(statement_seconds=60)
FIRST_PAGE = "Q6, page 1"

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


class Times(NamedTuple):
    """How long one question took, in milliseconds.

    `work` is the median of what this process worked: on SQLite that is everything, and other load does not add to it.
    """

    p50: float
    p99: float
    work: float


@app.command()
def main(
    lots: Annotated[str, typer.Option(help="The sizes, with commas.")] = "10000,100000,300000",
    on: Annotated[str, typer.Option(help="The databases, with commas.")] = "sqlite,postgresql",
    questions: Annotated[str, typer.Option(help="What to ask, with commas: Q1,Q4.")] = "",
    times: Annotated[int, typer.Option(min=10, help="How often to ask each question.")] = 300,
    data: Annotated[Path, typer.Option(help="Where the filled databases are kept for the next time.")] = FOLDER,
) -> None:
    """Fill databases of several sizes, and ask each the same questions."""
    data.mkdir(mode=0o755, parents=True, exist_ok=True)
    asked = [question for question in QUESTIONS if question.name.startswith(tuple(questions.split(",")))]
    for kind in on.split(","):
        with addresses(kind, data.resolve()) as address:
            for size in (int(each) for each in lots.split(",")):
                url = address(size)
                typer.echo(f"\n## {size:,} lots on {kind}\n")
                for line in measured(url, size, asked, times):
                    typer.echo(line)


def measured(url: str, lots: int, questions: list[Question], times: int) -> Iterator[str]:
    """The lines that tell of one database."""
    yield generate(url, lots)
    yield from size_of(url).lines()
    for name, took in asyncio.run(answered(url, questions, times)):
        yield f"{name:12} p50 {took.p50:8.3f} ms, p99 {took.p99:8.3f} ms, work {took.work:8.3f} ms"


@contextmanager
def addresses(kind: str, folder: Path) -> Iterator[Any]:
    """What gives the URL of a database for a number of lots, as long as its server runs."""
    if kind == "sqlite":
        yield lambda lots: f"sqlite:///{folder}/lots-{lots}.sqlite3"
        return
    server = started(folder / "postgresql")
    try:
        yield lambda lots: database(server.get_uri(), f"lots_{lots}")
    finally:
        server.cleanup()


@asynccontextmanager
async def engine_over(url: str) -> AsyncIterator[Engine]:
    """An engine that asks a database."""
    reader = await open_reader(url, LIMITS)
    try:
        engine = Engine(reader, LIMITS, raised)
        await engine.refresh()
        yield engine
    finally:
        await reader.close()


async def answered(url: str, questions: list[Question], times: int) -> list[tuple[str, Times]]:
    """How long each question takes; the page of Q6 is measured at the beginning of its list too."""
    found: list[tuple[str, Times]] = []
    async with engine_over(url) as engine:
        facts = facts_of(url)
        facts.cursors[:] = await deep_cursors(engine)
        for question in questions:
            if question.name == "Q6":
                found.append((FIRST_PAGE, await timed(engine, question, Facts((), (), [""]), times)))
            found.append((question.name, await timed(engine, question, facts, times)))
    return found


async def deep_cursors(engine: Engine) -> list[str]:
    """Where pages begin that are as deep in the list of lots by value as can be, 100,000 rows at most."""
    pages: list[list[str]] = []
    after = None
    while len(pages) < DEEP // PAGE + SPREAD:
        answer = orjson.loads((await engine.answer(WALK, {"after": after, "first": PAGE})).body)
        if not (edges := answer["data"]["lots"]["edges"]):
            break
        pages.append([edge["cursor"] for edge in edges])
        after = pages[-1][-1]
    return [cursor for page in pages[:-1][-SPREAD:] for cursor in page]


async def timed(engine: Engine, question: Question, facts: Facts, times: int) -> Times:
    """Ask one question with new variables each time."""
    text = OURS[0].text(question.name)
    assert text is not None
    random, took, worked = Random(1), [], []
    for _ in range(WARM_UP + times):
        drawn = with_decimals(question.draw(random, facts))
        variables = {name: value or None for name, value in drawn.items()}
        began, before = time.perf_counter(), time.process_time()
        answer = await engine.answer(text.replace("_NEW", ""), variables)
        took.append((time.perf_counter() - began) * 1_000)
        worked.append((time.process_time() - before) * 1_000)
        assert answer.lasting, answer.body[:500]
    took, worked = sorted(took[WARM_UP:]), sorted(worked[WARM_UP:])
    return Times(took[times // 2], took[times * 99 // 100], worked[times // 2])


if __name__ == "__main__":
    app()
