"""Processes out of a database into files of packages, in memory that does not grow with their number."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple, cast

from db.snapshot import snapshot
from exchange.ocds.packages import Package, packages
from exchange.ocds.processes import Chosen, Item, items, total

STDOUT = Path("-")
LINES = (".ndjson", ".jsonl")
IN_A_FILE = 1_000  # releases or records, where a folder is filled
Told = Callable[[Iterable[Item], int], Iterable[Item]]  # passes on what is written, of so many


class Exported(NamedTuple):
    """What was written: releases or records, in packages."""

    items: int
    packages: int


class NotExportedError(Exception):
    """Why nothing was written, and how to mend it."""

    def __init__(self, cause: str, mend: str) -> None:
        super().__init__(cause)
        self.cause, self.mend = cause, mend


def export_ocds(
    database_url: str, chosen: Chosen, target: Path, most: int | None = None, told: Told = lambda found, _: found
) -> Exported:
    """Write packages: a line each (to -, .ndjson, .jsonl), one alone (.json), or files of a new folder (other names).

    A package has `most` releases or records at most: else one in a line, IN_A_FILE in a file of a folder. What is
    named .gz is packed. A file is there when all of it is written. Raises NotExportedError, and
    DatabaseUnavailableError.
    """
    name = "records" if chosen.records else "releases"
    with snapshot(database_url) as connection:
        written = _Counted(told(items(connection, chosen), total(connection, chosen)))
        form = Path(target.stem if target.suffix == ".gz" else target.name).suffix
        if target == STDOUT or form in LINES:
            number = _lines(packages(written, name, most or 1), target)
        elif form == ".json":
            number = _alone(packages(written, name, most or sys.maxsize), target)
        else:
            number = _folder(packages(written, name, most or IN_A_FILE), target, name)
    return Exported(written.number, number)


class _Counted:
    """Counts what is taken from it."""

    def __init__(self, found: Iterable[Item]) -> None:
        self._found = found
        self.number = 0

    def __iter__(self) -> Iterator[Item]:
        for item in self._found:
            self.number += 1
            yield item


def _lines(found: Iterator[Package], target: Path) -> int:
    number = 0
    with _opened(target) as stream:
        for number, package in enumerate(found, 1):  # noqa: B007  # it is the answer
            stream.writelines(package)
            stream.write(b"\n")
    return number


def _alone(found: Iterator[Package], target: Path) -> int:
    with _opened(target) as stream:
        first = next(found, None)
        if first is None:
            raise NotExportedError("There is nothing to write, and a package is never empty.", "Look at --dataset.")
        stream.writelines(first)
        if next(found, None) is not None:
            mend = f"Name a folder, or a file {LINES[0]}, which has a package a line."
            raise NotExportedError("What is to be written does not fit into one package.", mend)
    return 1


def _folder(found: Iterator[Package], target: Path, name: str) -> int:
    target.mkdir(parents=True, exist_ok=True)
    if any(target.iterdir()):
        raise NotExportedError(f"The folder {target} is not empty.", "Name a new one.")
    number = 0
    for number, package in enumerate(found, 1):
        with _opened(target / f"{name}-{number:06}.json") as stream:
            stream.writelines(package)
    return number


@contextmanager
def _opened(target: Path) -> Iterator[IO[bytes]]:
    """A stream into a file that is there under its name when it is whole, and not at all after an error."""
    if target == STDOUT:
        yield sys.stdout.buffer
        return
    unfinished = target.with_name(f".{target.name}.part")
    try:
        with unfinished.open("wb") as stream:
            if target.suffix == ".gz":
                with gzip.GzipFile(filename="", fileobj=stream, mode="wb", mtime=0) as packed:
                    yield cast("IO[bytes]", packed)
            else:
                yield stream
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
