"""An import that kills its own process, as a power cut would."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, event

from exchange.seed import import_seed


@contextmanager
def statements(told: Callable[[int], None]) -> Iterator[None]:
    """Tell after each statement the how manieth it was, and 0 before the transaction is committed."""
    done = 0

    def count(*_: object) -> None:
        nonlocal done
        done += 1
        told(done)

    def commit(_: object) -> None:
        told(0)

    event.listen(Engine, "after_cursor_execute", count)
    event.listen(Engine, "commit", commit)
    try:
        yield
    finally:
        event.remove(Engine, "after_cursor_execute", count)
        event.remove(Engine, "commit", commit)


def import_until(url: str, folder: Path, last: int) -> None:
    """Import, and die after so many statements; 0 is when all of it is about to be kept."""

    def kill(done: int) -> None:
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)

    with statements(kill):
        import_seed(url, folder)
