"""What was read, on disk, in the order in which it is needed: bodies, then all of a process together."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, NamedTuple

from pysqlite3 import dbapi2

from exchange.ocds.bodies import Body, Printed
from exchange.ocds.releases import Package, Release, Tree

TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE release (ocid TEXT, date TEXT, release BLOB);
CREATE TABLE package (publisher TEXT PRIMARY KEY, package BLOB);
CREATE TABLE process (ocid TEXT PRIMARY KEY, package TEXT, process BLOB);
CREATE TABLE name (
  slug TEXT, scheme TEXT, value TEXT, text TEXT, language TEXT, date TEXT, cited TEXT,
  PRIMARY KEY (slug, language, text)
);
"""
NAME = """
INSERT INTO name VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET date = excluded.date, cited = excluded.cited WHERE excluded.date < date
"""
BODIES = "SELECT slug, scheme, value, text, language, date, cited FROM name ORDER BY slug, date, language, text"


class Name(NamedTuple):
    """A name of a body, with the day on which it was first printed, and where."""

    text: str
    language: str
    date: str
    cited: str


class Spool(AbstractContextManager["Spool"]):
    """A file that is gone when the import ends."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="tengetrail-")
        self._connection = dbapi2.connect(str(Path(self._folder.name) / "spool"), isolation_level=None)
        self._connection.executescript(TABLES)

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._connection.close()
        self._folder.cleanup()

    def put_release(self, release: Release) -> None:
        """Add a release."""
        self._run("INSERT INTO release VALUES (?, ?, ?)", release.ocid, release.date, pickle.dumps(release))
        package = release.package
        self._run("INSERT OR IGNORE INTO package VALUES (?, ?)", package.publisher, pickle.dumps(package))

    def processes(self) -> Iterator[tuple[str, list[Release]]]:
        """All releases of each process, the oldest first."""
        found = self._asked("SELECT ocid, release FROM release ORDER BY ocid, date, rowid")
        for ocid, rows in groupby(found, itemgetter(0)):
            yield ocid, [_loaded(content) for _, content in rows]

    def put_process(self, ocid: str, publisher: str, process: Tree, releases: list[Release]) -> None:
        """Add what the releases of a process come to."""
        content = pickle.dumps((process, releases))
        self._run("INSERT INTO process VALUES (?, ?, ?)", ocid, publisher, content)

    def compiled(self) -> Iterator[tuple[str, Tree, list[Release]]]:
        """Publisher, process and releases of each process."""
        for publisher, content in self._asked("SELECT package, process FROM process ORDER BY ocid"):
            process, releases = _loaded(content)
            yield publisher, process, releases

    def put_names(self, names: Iterable[Printed], cited: str) -> None:
        """Add the names that a process prints; of one that is printed again the earliest day counts."""
        for each in names:
            self._run(NAME, *each.body, each.text, each.language, each.date, cited)

    def bodies(self) -> Iterator[tuple[Body, list[Name]]]:
        """Each body with its names, the oldest first."""
        for key, rows in groupby(self._asked(BODIES), lambda row: Body(*row[:3])):
            yield key, [Name(*row[3:]) for row in rows if row[3]]

    def packages(self) -> list[Package]:
        """Who published what was read."""
        found = self._asked("SELECT package FROM package ORDER BY publisher")
        return [_loaded(content) for (content,) in found]

    def _run(self, statement: str, *values: object) -> None:
        self._connection.execute(statement, values)

    def _asked(self, query: str) -> Iterator[tuple[Any, ...]]:
        with closing(self._connection.execute(query)) as cursor:
            yield from cursor


def _loaded(content: bytes) -> Any:
    return pickle.loads(content)  # noqa: S301  # nobody else writes the file
