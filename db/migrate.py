"""Brings a database to the tables that this version of the program needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from db.errors import DatabaseUnavailableError

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
IS_MIGRATED = {
    "sqlite": "SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'",
    "postgresql": "SELECT 1 WHERE to_regclass('alembic_version') IS NOT NULL",
}


def known() -> list[str]:
    """The migrations, oldest first: the id of each is its file's name, which begins with its date."""
    return sorted(file.stem for file in (MIGRATIONS / "versions").glob("*.py"))


def at_head(database_url: str) -> bool:
    """Whether the database needs no migration; one that is not there yet does. Does not wait for an import.

    Raises DatabaseUnavailableError.
    """
    with _engine(database_url) as engine:
        return _applied(engine) == known()[-1]


def has_data(database_url: str) -> bool:
    """Whether an import has come to its end, at whatever migration the database stands."""
    with _engine(database_url) as engine:
        if _applied(engine) is None:
            return False
        with engine.connect() as connection, closing(connection.connection.cursor()) as cursor:
            cursor.execute("SELECT 1 FROM revision LIMIT 1")
            return cursor.fetchone() is not None


def migrate(database_url: str, to: str | None = None) -> None:
    """Run the migrations that the database lacks, or those up to one, all or none; a second caller waits for the first.

    Raises DatabaseUnavailableError, also where a later version of the program made the database, or it is past `to`.
    """
    from alembic import command  # noqa: PLC0415  # takes long to load, and a server's start rarely needs it

    wanted = to or known()[-1]
    with _engine(database_url) as engine:
        stands = _applied(engine)
    if stands == wanted:
        return
    if to is not None and stands is not None and stands > to:
        cause = f"The database stands at migration {stands}, past {to}."
        raise DatabaseUnavailableError(cause, "Set DATABASE_URL to an empty database.")
    with migrating(database_url) as configuration:
        command.upgrade(configuration, wanted)


def migration_of(connection: Connection) -> str:
    """The newest migration that a database with tables has had."""
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


@contextmanager
def migrating(database_url: str) -> Iterator[Config]:
    """What Alembic's commands need to work on the database, in one transaction."""
    from alembic.config import Config  # noqa: PLC0415  # see migrate

    with _engine(database_url) as engine:
        if (applied := _applied(engine)) not in {None, *known()}:
            cause = f"A later version of the program made the database: it stands at {applied}."
            raise DatabaseUnavailableError(cause, "Update the program, or set DATABASE_URL to another database.")
        with engine.begin() as connection:
            configuration = Config(attributes={"connection": connection})
            configuration.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
            yield configuration


@contextmanager
def _engine(database_url: str) -> Iterator[Engine]:
    from db.writer import open_writer  # noqa: PLC0415  # see migrate

    engine = open_writer(database_url)
    try:
        yield engine
    finally:
        engine.dispose()


def _applied(engine: Engine) -> str | None:
    """The newest migration that the database has had, if any."""
    if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").is_file():
        return None
    with engine.connect() as connection, closing(connection.connection.cursor()) as cursor:  # begins no transaction
        cursor.execute(IS_MIGRATED[engine.dialect.name])
        if cursor.fetchone() is None:
            return None
        cursor.execute("SELECT version_num FROM alembic_version")
        row = cursor.fetchone()
        return str(row[0]) if row else None
