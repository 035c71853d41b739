"""What can be wrong with a database, and how to mend it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from db.address import parsed_address
from db.errors import DatabaseUnavailableError
from db.migrate import known, migration_of
from db.revision import RULES, Revision
from db.snapshot import snapshot
from db.table import table_of

REVISION = table_of(Revision)
INVALID_INDEXES = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
UNCHECKED = "SELECT conname FROM pg_constraint WHERE NOT convalidated"
RESTORE = "Restore the last backup: the command `restore --replace`."


class Found(NamedTuple):
    """What was looked at, and whether it is well."""

    name: str
    well: bool
    told: str
    mend: str = ""


def examine(database_url: str, reading_url: str | None, backups: Path) -> Iterator[Found]:
    """Look at everything, one after the other; what cannot be looked at without the rest is left out."""
    try:
        with snapshot(database_url) as state:
            for look in (_tables, _derived, _whole, _journal):
                found = look(state)
                yield found
                if look is _tables and not found.well:
                    return
            number = _newest(state)
    except DatabaseUnavailableError as error:
        yield Found("database", False, error.cause, error.mend)
        return
    yield from _room(database_url, backups)
    if reading_url is not None:
        yield _replica(reading_url, number)


def _tables(state: Connection) -> Found:
    stands, newest = migration_of(state), known()[-1]
    if stands not in known():
        return Found("tables", False, f"A later version made them: {stands}.", "Update the program.")
    if stands != newest:
        return Found("tables", False, f"They stand at {stands}, not at {newest}.", "Run `tengetrail migrate`.")
    return Found("tables", True, f"They stand at {newest}.")


def _derived(state: Connection) -> Found:
    """Whether there are data, and what is derived from them is of this version."""
    newest = state.execute(select(REVISION).order_by(REVISION.c.number.desc()).limit(1)).first()
    if newest is None:
        return Found("data", False, "None are loaded.", "Run `tengetrail import seed`, or load your own.")
    told = f"Revision {newest.number} of {newest.imported_at} UTC."
    if newest.rules != RULES:
        return Found("data", False, f"{told} Another version derived from them.", "Run `tengetrail migrate`.")
    return Found("data", True, told)


def _whole(state: Connection) -> Found:
    """Whether the database itself finds its files and references right."""
    if state.dialect.name == "sqlite":
        faults = [str(row[0]) for row in state.exec_driver_sql("PRAGMA quick_check(5)") if row[0] != "ok"]
        faults += [f"row {row[1]} of {row[0]} refers to nothing" for row in _broken(state)]
    else:
        faults = [f"index {name} is not valid" for name in state.exec_driver_sql(INVALID_INDEXES).scalars()]
        faults += [f"{name} was never checked" for name in state.exec_driver_sql(UNCHECKED).scalars()]
    if faults:
        return Found("integrity", False, "; ".join(faults[:5]), RESTORE)
    return Found("integrity", True, "Files, indexes and references are right.")


def _broken(state: Connection) -> list[tuple[object, ...]]:
    return [tuple(row) for row in state.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5)]


def _journal(state: Connection) -> Found:
    """Whether imports and questions can go on beside each other."""
    if state.dialect.name == "postgresql":
        return Found("journal", True, "PostgreSQL keeps it.")
    mode = state.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    if mode == "wal":
        return Found("journal", True, "The file is in WAL mode.")
    mend = "Wait for the import that is running; if there is none, run `tengetrail migrate`."
    return Found("journal", False, f"The file is in {mode} mode: an import holds up questions.", mend)


def _newest(state: Connection) -> int:
    return state.scalar(select(func.coalesce(func.max(REVISION.c.number), 0))) or 0


def _room(database_url: str, backups: Path) -> Iterator[Found]:
    """Whether there is room for the next import and the next backup, and they may be written."""
    url = parsed_address(database_url)
    folders: dict[str, Path] = {"backups": _there(backups)}
    size = 0
    if url.get_backend_name() == "sqlite" and url.database:
        folders = {"file": Path(url.database).resolve().parent} | folders
        size = Path(url.database).stat().st_size
    for name, folder in folders.items():
        free = shutil.disk_usage(folder).free
        if not os.access(folder, os.W_OK):
            yield Found(name, False, f"Nothing can be written in {folder}.", "Give the folder to whoever imports.")
        elif free < size:
            told = f"{free >> 20:,} MiB are free in {folder}; the database has {size >> 20:,} MiB."
            yield Found(name, False, told, "Make room, or move it: an import may need as much again.")
        else:
            yield Found(name, True, f"{free >> 20:,} MiB are free in {folder}.")


def _there(folder: Path) -> Path:
    """A folder, or the next one above that is there."""
    folder = folder.resolve()
    return next(each for each in (folder, *folder.parents) if each.is_dir())


def _replica(reading_url: str, number: int) -> Found:
    """Whether the database that questions go to has the newest revision."""
    try:
        with snapshot(reading_url) as state:
            has = _newest(state)
    except DatabaseUnavailableError as error:
        return Found("replica", False, error.cause, "Check DATABASE_READ_URL.")
    if has != number:
        told = f"It has revision {has}, the database {number}."
        return Found("replica", False, told, "Wait until it has caught up; if it does not, look at its replication.")
    return Found("replica", True, f"It has revision {has}, too.")
