"""A database that an earlier version of the program filled: its tables, and what is derived from its data."""

from __future__ import annotations

from sqlalchemy import select

from analysis import derive
from db import migrate as migrations
from db.revision import RULES, Revision
from db.table import table_of
from db.write import Origin, Written, record_revision
from db.writer import defer_references, open_writer


def migrate(database_url: str) -> None:
    """Bring the tables to this version, and derive anew what another version of the rules derived from the data.

    Answers change with that, so it is a revision of its own. Raises DatabaseUnavailableError.
    """
    migrations.migrate(database_url)
    revision = table_of(Revision)
    latest = select(revision.c.dataset, revision.c.digest, revision.c.rules).order_by(revision.c.number.desc()).limit(1)
    with open_writer(database_url).begin() as connection:
        found = connection.execute(latest).first()
        if found is not None and found.rules != RULES:
            defer_references(connection)
            derive(connection)
            record_revision(connection, found.dataset, Origin(found.digest, "migrate"), Written())
