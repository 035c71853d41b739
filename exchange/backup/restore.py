"""Making a database from a backup, as a whole or not at all."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection

from db.bulk import BrokenReferenceError, RowRefusedError, add_rows, indexes_later, is_new, references_later
from db.migrate import known, migrate
from db.writer import open_writer
from exchange.backup.dump import FORMAT, Dumped, Told, lines
from exchange.backup.tables import AT_ONCE, columns, count_on, tables
from exchange.export.sum import Sum
from exchange.renewal import migrate as renew

LONGEST = 1 << 30  # bytes of a line: the longest text that a database holds


class BackupError(Exception):
    """A backup that cannot be used, and what to do."""

    def __init__(self, cause: str, mend: str) -> None:
        super().__init__(cause)
        self.cause = cause
        self.mend = mend


ANOTHER = "Take another backup: nothing was changed."


@dataclass(frozen=True)
class Portion:
    """Some rows of a table."""

    table: str
    columns: list[str]
    rows: list[list[Any]]


class Backup:
    """A backup that is read from its beginning to its end, which must be the right one."""

    def __init__(self, file: gzip.GzipFile) -> None:
        """Raises BackupError if it does not begin as one."""
        self._file, self._whole = file, Sum()
        self.rows = Sum()  # of all lines but the first, which tells who wrote them
        line, head = self._line()
        if not isinstance(head, dict) or "backup" not in head:
            raise BackupError("This is no backup of Tenge Trail.", "Give a file that the command `backup` wrote.")
        if head["backup"] != FORMAT or head["migration"] not in known():
            made_by = f"A later version of the program ({head.get('madeBy')}) wrote this backup."
            raise BackupError(made_by, "Update the program, then restore.")
        self._whole.add(line)
        self.migration: str = head["migration"]
        self.revision: int = head["revision"]

    def portions(self) -> Iterator[Portion]:
        """All rows; raises BackupError where something is missing or was changed."""
        table: dict[str, Any] = {}
        held: list[list[Any]] = []
        while True:
            line, found = self._line()
            if isinstance(found, list) and table:
                held.append(found)
            if held and (len(held) == AT_ONCE or not isinstance(found, list)):
                yield Portion(table["table"], table["columns"], held)
                held = []
            if isinstance(found, dict) and "end" in found:
                if self._read(1) or found["end"] != self._whole.told():
                    raise BackupError("The backup was changed: its sum is not the one that it names.", ANOTHER)
                return
            if isinstance(found, dict):
                table = found
            for done in (self._whole, self.rows):
                done.add(line, isinstance(found, list))

    def _line(self) -> tuple[bytes, Any]:
        if line := self._read(LONGEST):
            try:
                return line, orjson.loads(line)
            except ValueError as error:
                raise BackupError(f"The backup cannot be read to its end: {error}.", ANOTHER) from error
        raise BackupError("The backup was cut off: its last line is missing.", ANOTHER)

    def _read(self, most: int) -> bytes:
        try:
            return self._file.readline(most)
        except (EOFError, OSError, zlib.error) as error:
            raise BackupError(f"The backup cannot be read to its end: {error}.", ANOTHER) from error


def verify(file: Path, told: Told = lambda *_: None) -> Dumped:
    """Read a backup to its end without touching a database; raises BackupError or OSError."""
    with gzip.open(file) as unpacked:
        backup = Backup(unpacked)
        for portion in backup.portions():
            told(portion.table, len(portion.rows))
    return Dumped(backup.revision, backup.rows.rows, backup.rows.sha256)


def restore(database_url: str, file: Path, *, replace: bool = False, told: Told = lambda *_: None) -> Dumped:
    """Fill a database that is empty, or with `replace` any, with what a backup holds; then bring it to this version.

    What was written is read again and compared before it is kept.
    Raises BackupError, DatabaseUnavailableError, and OSError where the file cannot be read.
    """
    with gzip.open(file) as unpacked:
        backup = Backup(unpacked)
        migrate(database_url, backup.migration)
        with open_writer(database_url, bulk=True).begin() as connection:
            if not replace and not is_new(connection):
                mend = "Name an empty one in DATABASE_URL, or give --replace to lose what it holds."
                raise BackupError("The database holds data already.", mend)
            _clear(connection)
            _fill(connection, backup, told)
    renew(database_url)
    return Dumped(backup.revision, backup.rows.rows, backup.rows.sha256)


def _fill(connection: Connection, backup: Backup, told: Told) -> None:
    there = {table.name: table for table in tables(connection)}
    try:
        with references_later(connection), indexes_later(connection):
            for portion in backup.portions():
                table = there.get(portion.table)
                if table is None or portion.columns != columns(table):
                    raise BackupError(f"The backup has a table {portion.table!r} that does not fit.", ANOTHER)
                add_rows(connection, table, portion.columns, map(tuple, portion.rows))
                told(portion.table, len(portion.rows))
    except (RowRefusedError, BrokenReferenceError) as error:
        raise BackupError(f"The database refuses what the backup holds: {error}.", ANOTHER) from error
    for table in there.values():
        count_on(connection, table)
    written = Sum()
    for line, count in islice(lines(connection, lambda *_: None), 1, None):
        written.add(line, count)
    if written.told() != backup.rows.told():
        raise BackupError("What was written is not what the backup holds.", "This should not happen; nothing was kept.")


def _clear(connection: Connection) -> None:
    """Take all rows out, also those that migrations bring. References are not checked: the connection is for bulk."""
    names = [f'"{table.name}"' for table in tables(connection)]
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"TRUNCATE {', '.join(names)}")
    else:
        for name in names:
            connection.exec_driver_sql(f"DELETE FROM {name}")  # noqa: S608  # the database's own names
