"""Asks engine and peer the same questions in turns, and tells how much sooner the engine answers."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from statistics import mean, median
from typing import Any

from benchmarks.peer import Peer
from benchmarks.questions import Question, questions
from benchmarks.rows import open_rows
from db.reader import open_reader
from engine.engine import Engine
from tengetrail.settings import Limits

COMPARED = 10  # answers of each question that must be equal before anything is timed
LEAST = 3  # requests of a round, however short it is
VALUES = {"amount", "currency", "qualifier", "value", "nodes"}  # keys of objects that are no records

Ask = Callable[[str, Mapping[str, Any]], Awaitable[bytes]]


class DifferentAnswersError(Exception):
    """Engine and peer do not say the same: there is nothing to compare."""


@dataclass
class Measured:
    """What was found out about one question; times are the p50 of each round, in seconds."""

    question: Question
    records: int
    size: int  # of an answer in bytes, on average
    engine: list[float] = field(default_factory=list)
    peer: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """How many times as long the peer takes: the median over the rounds."""
        return median(peer / engine for engine, peer in zip(self.engine, self.peer, strict=True))

    def line(self) -> str:
        """One line for people, the ratio first."""
        times = f"{milliseconds(median(self.engine))} against {milliseconds(median(self.peer))}"
        answer = f"{self.records} records, {self.size / 1000:.1f} KB"
        return f"{self.question.name}  {self.ratio:6.1f} times as fast  {times}  {self.question.says} ({answer})"


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:8.3f} ms"


async def measure(database_url: str, rounds: int, seconds: float) -> list[Measured]:
    """Rounds of every question, engine and peer in turns; raises DifferentAnswersError before the first of them."""
    async with answering(database_url) as (engine, peer):
        found = [await compared(question, engine, peer) for question in questions(database_url)]
        for number in range(rounds):
            for each in found:
                each.engine.append(await timed(engine, each.question, number, seconds))
                each.peer.append(await timed(peer, each.question, number, seconds))
    return found


@asynccontextmanager
async def answering(database_url: str) -> AsyncIterator[tuple[Ask, Ask]]:
    """Engine and peer over one database, each in this process and without HTTP."""
    limits = Limits()
    reader, rows = await open_reader(database_url, limits), open_rows(database_url)
    engine, peer = Engine(reader, limits, raised), Peer(rows)
    await engine.refresh()

    async def ask_engine(text: str, variables: Mapping[str, Any]) -> bytes:
        return (await engine.answer(text, variables)).body

    gc.collect()
    gc.freeze()  # what is there now stays: neither side pays for looking it through again
    try:
        yield ask_engine, peer.answer
    finally:
        gc.unfreeze()
        await reader.close()
        await rows.close()


def raised(error: Exception) -> str:
    raise error


async def compared(question: Question, engine: Ask, peer: Ask) -> Measured:
    """See that both give the same answers, and how large they are."""
    random, sizes, counts = Random(0), [], []
    for _ in range(COMPARED):
        variables = question.draw(random)
        ours, theirs = await engine(question.text, variables), await peer(question.text, variables)
        answer = json.loads(ours)
        if answer != json.loads(theirs) or "errors" in answer:
            raise DifferentAnswersError(f"{question.name} with {variables}: {difference(ours, theirs)}")
        sizes.append(len(ours))
        counts.append(sum(map(records, answer["data"].values())))
    return Measured(question, round(mean(counts)), round(mean(sizes)))


def difference(ours: bytes, theirs: bytes) -> str:
    """Where two answers part."""
    pairs = zip(ours, theirs, strict=False)
    at = max(0, next((place for place, (one, other) in enumerate(pairs) if one != other), 0) - 40)
    return f"{ours[at : at + 160].decode(errors='replace')} against {theirs[at : at + 160].decode(errors='replace')}"


def records(answer: object) -> int:
    """How many records an answer shows."""
    if isinstance(answer, dict):
        return bool(answer.keys() - VALUES) + sum(map(records, answer.values()))
    return sum(map(records, answer)) if isinstance(answer, list) else 0


async def timed(ask: Ask, question: Question, seed: int, seconds: float) -> float:
    """The p50 of one request after the other, for so long, with variables drawn anew."""
    random = Random(seed)
    times: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < LEAST:
        variables = question.draw(random)
        start = time.perf_counter()
        await ask(question.text, variables)
        times.append(time.perf_counter() - start)
    return median(times)
