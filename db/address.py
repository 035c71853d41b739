"""Where the data are: the address of a database, and the SQLite library that files need."""

from __future__ import annotations

import pysqlite3
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from db.errors import DatabaseUnavailableError

FORMS = "Set DATABASE_URL to sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME."
KINDS = ("sqlite", "postgresql")
OLDEST = (3, 44)  # the first SQLite with ORDER BY inside aggregates


def parsed_address(database_url: str) -> URL:
    """The address of a database of a kind that is known; raises DatabaseUnavailableError."""
    try:
        url = make_url(database_url)
    except ArgumentError as error:
        raise DatabaseUnavailableError("DATABASE_URL is not the address of a database.", FORMS) from error
    if url.get_backend_name() not in KINDS:
        raise DatabaseUnavailableError(f"A database of the kind {url.get_backend_name()!r} is not known here.", FORMS)
    return url


def check_sqlite() -> None:
    """Raise DatabaseUnavailableError if the SQLite library lacks what our statements need."""
    if pysqlite3.sqlite_version_info < OLDEST:
        cause = f"SQLite {pysqlite3.sqlite_version} is too old."
        raise DatabaseUnavailableError(cause, "Install the package pysqlite3 as the lock file names it.")
