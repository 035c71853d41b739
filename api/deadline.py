"""A time within which a request has to be done."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Generator
from functools import partial
from types import coroutine
from typing import Any


async def within(seconds: float, work: Coroutine[Any, Any, None]) -> None:
    """Do the work; raises TimeoutError if it is not done by then.

    Most requests are answered without waiting for anything. The clock is set at the first wait: setting it for all
    would cost more than many answers do.
    """
    steps = work.__await__()
    try:
        awaited = next(steps)
    except StopIteration:
        return
    async with asyncio.timeout(seconds):
        await _rest(steps, awaited)


@coroutine
def _rest(steps: Generator[Any, Any, None], awaited: Any) -> Generator[Any, Any, None]:
    """What is left of work that waits for something."""
    while True:
        try:
            found = yield awaited
        except BaseException as error:  # noqa: BLE001  # the work itself is to handle it
            proceed = partial(steps.throw, error)
        else:
            proceed = partial(steps.send, found)
        try:
            awaited = proceed()
        except StopIteration:
            return
