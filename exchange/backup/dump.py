"""Writing all of a database into one file: lines of JSON, packed by gzip.

The first line tells which migration and revision it is of. Then each table: a line with its name and columns, and a
line for each row, in the order of its key, so that the same data give the same bytes on either database. The last line
has the number of rows and the sha256 of all lines before: a file without it was cut off.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, func, select

from db.migrate import migration_of
from db.revision import Revision
from db.snapshot import snapshot
from db.table import table_of
from exchange.backup.tables import columns, rows, tables
from exchange.export.sum import Sum
from tengetrail import __version__

FORMAT = 1
LEVEL = 1  # of gzip: the others take several times as long for a tenth less
DATES = orjson.OPT_PASSTHROUGH_DATETIME  # for us to write
Told = Callable[[str, int], object]  # of a table's name, and so many more rows


class Dumped(NamedTuple):
    """What a backup holds."""

    revision: int
    rows: int
    sha256: str


def back_up(database_url: str, file: Path, told: Told = lambda *_: None) -> Dumped:
    """Write a file that is there when it is whole, and not before, while imports go on.

    Raises DatabaseUnavailableError, and OSError where the file cannot be written.
    """
    part = file.with_name(f".{file.name}.part")
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with snapshot(database_url) as state, part.open("wb") as raw:
            with gzip.GzipFile("", "wb", LEVEL, raw, mtime=0) as packed:
                done = Sum()
                for line, count in lines(state, told):
                    packed.write(done.add(line, count))
                packed.write(orjson.dumps({"end": done.told()}) + b"\n")
            raw.flush()
            os.fsync(raw.fileno())
            revision = _revision(state)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return Dumped(revision, done.rows, done.sha256)


def file_name(database_url: str) -> str:
    """What a backup is called if nobody says: by the migration and revision of the data."""
    with snapshot(database_url) as state:
        return f"{migration_of(state)}-revision-{_revision(state)}.backup.gz"


def lines(state: Connection, told: Told) -> Iterator[tuple[bytes, int]]:
    """All lines but the last, and how many rows each piece of them has."""
    head = {"backup": FORMAT, "migration": migration_of(state), "revision": _revision(state), "madeBy": __version__}
    yield orjson.dumps(head) + b"\n", 0
    for table in tables(state):
        yield orjson.dumps({"table": table.name, "columns": columns(table)}) + b"\n", 0
        for some in rows(state, table):
            yield b"".join([orjson.dumps(row, _plain, DATES) + b"\n" for row in some]), len(some)
            told(table.name, len(some))


def _plain(value: object) -> str:
    """A day or a time as both databases read it."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "microseconds")
    assert isinstance(value, date)
    return value.isoformat()


def _revision(state: Connection) -> int:
    number: Any = state.scalar(select(func.max(table_of(Revision).c.number)))
    return number or 0
