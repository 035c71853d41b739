"""What was read, on disk, in the order in which it is needed: bodies, then all of a process together."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, NamedTuple

from pysqlite3 import dbapi2

from exchange.ocds.bodies import Body, Printed
from exchange.ocds.parsing import JSON, parsed
from exchange.ocds.releases import Package, Release, Tree

TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE release (ocid TEXT, date TEXT, package INTEGER, release BLOB);
CREATE TABLE package (id INTEGER PRIMARY KEY, publisher TEXT, package TEXT UNIQUE);
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
PROCESSES = """
SELECT ocid, release, package.package FROM release JOIN package ON package.id = release.package
ORDER BY ocid, date, release.rowid
"""


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

    def put_document(self, releases: Iterable[Release], package: Callable[[], Package]) -> None:
        """Add releases, and what stands around them, which is known when they are read."""
        last = self._value("SELECT coalesce(max(rowid), 0) FROM release")
        for each in releases:
            self._run("INSERT INTO release VALUES (?, ?, NULL, ?)", each.ocid, each.date, pickle.dumps(each))
        known = package()
        content = JSON.encode(known.tree).decode()
        self._run("INSERT OR IGNORE INTO package (publisher, package) VALUES (?, ?)", known.publisher, content)
        number = self._value("SELECT id FROM package WHERE package = ?", content)
        self._run("UPDATE release SET package = ? WHERE rowid > ?", number, last)

    def processes(self) -> Iterator[tuple[str, list[Release]]]:
        """All releases of each process, the oldest first."""
        found = self._asked(PROCESSES)
        for ocid, rows in groupby(found, itemgetter(0)):
            yield ocid, [replace(_loaded(content), package=_package(package)) for _, content, package in rows]

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
        found = self._asked("SELECT package, min(id) FROM package GROUP BY publisher ORDER BY publisher")
        return [_package(content) for content, _ in found]

    def _run(self, statement: str, *values: object) -> None:
        self._connection.execute(statement, values)

    def _value(self, query: str, *values: object) -> Any:
        return self._connection.execute(query, values).fetchone()[0]

    def _asked(self, query: str) -> Iterator[tuple[Any, ...]]:
        with closing(self._connection.execute(query)) as cursor:
            yield from cursor


def _package(content: str) -> Package:
    return Package(parsed(content))


def _loaded(content: bytes) -> Any:
    return pickle.loads(content)  # noqa: S301  # nobody else writes the file
