"""The floor: the statements that our server makes of a question, in this process, one after the other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Literal

from benchmarks.load import Load
from benchmarks.questions import Variables
from db.reader import Reader, Snapshot, open_reader
from db.seen import Seen
from engine.engine import Engine
from tengetrail.settings import Limits

Statement = tuple[str, Sequence[object]]


class Recorder:
    """A reader that keeps what it is asked."""

    def __init__(self, reader: Reader) -> None:
        self.statements: list[Statement] = []
        self._reader = reader

    @property
    def dialect(self) -> Literal["sqlite", "postgresql"]:
        return self._reader.dialect

    async def read(self, sql: str, parameters: Sequence[object]) -> Seen:
        self.statements.append((sql, parameters))
        return await self._reader.read(sql, parameters)

    async def fetch(self, sql: str, parameters: Sequence[object]) -> bytes | None:
        return await self._reader.fetch(sql, parameters)

    def snapshot(self) -> AbstractAsyncContextManager[Snapshot]:
        return self._reader.snapshot()

    async def close(self) -> None:
        await self._reader.close()


def floor(database_url: str, text: str, drawn: Sequence[Variables], seconds: float) -> Load:
    """How fast the statements alone are answered: no server could be faster."""
    return asyncio.run(_floor(database_url, text, drawn, seconds))


async def _floor(database_url: str, text: str, drawn: Sequence[Variables], seconds: float) -> Load:
    reader = await open_reader(database_url, Limits())
    recorder = Recorder(reader)
    engine = Engine(recorder, Limits(), raised)
    await engine.refresh()
    sizes = [len((await engine.answer(text, variables)).body) for variables in drawn]
    times: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for sql, parameters in recorder.statements:
            start = time.perf_counter()
            await reader.read(sql, parameters)
            times.append(time.perf_counter() - start)
    await reader.close()
    times.sort()
    return Load(
        rate=len(times) / sum(times),
        p50=times[len(times) // 2],
        p99=times[len(times) * 99 // 100],
        size=sum(sizes) / len(sizes),
        client=0,
        connections=1,
    )


def raised(error: Exception) -> str:
    raise error
