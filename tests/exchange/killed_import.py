"""An import that kills its own process after so many statements, as a power cut would: URL, folder, statements."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, event

from exchange.seed import import_seed


@contextmanager
def statements(told: Callable[[int], None]) -> Iterator[None]:
    """Tell after each statement the how manieth it was."""
    done = 0

    def count(*_: object) -> None:
        nonlocal done
        done += 1
        told(done)

    event.listen(Engine, "after_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(Engine, "after_cursor_execute", count)


def main() -> None:
    url, folder, most = sys.argv[1:]

    def kill(done: int) -> None:
        if done == int(most):
            os.kill(os.getpid(), signal.SIGKILL)

    with statements(kill):
        import_seed(url, Path(folder))


if __name__ == "__main__":
    main()
