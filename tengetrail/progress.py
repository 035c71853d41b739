"""How far an import is: a bar on a terminal, some lines elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress, TaskID, track

from db.node import Record
from exchange.stream import Bundle, Told

T = TypeVar("T")

STEPS = 10  # lines in a pipe, if it is known how many records there will be
EVERY = 10_000  # records between two lines, if it is not
DERIVING = "{count:,} {what} are read; now what is derived from them."


@dataclass(frozen=True)
class Counted:
    """The records that are counted: what they are called, and how many there will be, if that is known."""

    model: type[Record]
    what: str
    total: int | None = None

    def of(self, bundle: Bundle) -> int:
        """How many there are in a bundle."""
        return sum(row.model is self.model for row in bundle)


@contextmanager
def progress(counted: Counted) -> Iterator[Told]:
    """What an import tells of every bundle that it reads; shown on standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(console, counted)
        return
    with Progress(console=console) as shown:
        yield _bar(shown, shown.add_task(counted.what, total=counted.total), counted)


def passing(what: str) -> Callable[[Iterable[T], int | None], Iterable[T]]:
    """Shows how many of all have been passed on, if standard error is a terminal; None where nobody knows how many."""
    console = Console(stderr=True)
    return lambda items, total: track(items, what, total, console=console, disable=not console.is_terminal)


def _bar(shown: Progress, task: TaskID, counted: Counted) -> Told:
    def told(bundle: Bundle) -> None:
        shown.advance(task, counted.of(bundle))
        done = int(shown.tasks[task].completed)
        if done == counted.total:
            shown.update(task, description=DERIVING.format(count=done, what=counted.what))
        elif counted.total is None:
            shown.update(task, description=f"{done:,} {counted.what}")

    return told


def _lines(console: Console, counted: Counted) -> Told:
    done = 0
    step = max(1, counted.total // STEPS) if counted.total else EVERY
    of_all = f" of {counted.total:,}" if counted.total else ""

    def told(bundle: Bundle) -> None:
        nonlocal done
        before, done = done, done + counted.of(bundle)
        if done // step > before // step:
            console.print(f"{done:,}{of_all} {counted.what}", highlight=False)
        if done == counted.total and done > before:
            console.print(DERIVING.format(count=done, what=counted.what), highlight=False)

    return told
