"""One state of the data to read from for as long as it takes, while imports go on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pysqlite3
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event

from db.address import check_sqlite, parsed_address
from db.errors import DatabaseUnavailableError
from db.writer import explained

ROWS_AT_ONCE = 1_000  # that are fetched of a statement whose rows are read one by one


@contextmanager
def snapshot(database_url: str) -> Iterator[Connection]:
    """A connection that sees what is there when it first reads, and cannot write; raises DatabaseUnavailableError.

    It may go from thread to thread, but is used by one at a time.
    """
    url = parsed_address(database_url)
    engine = _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)
    event.listen(engine, "handle_error", lambda context: explained(context.original_exception))
    with engine.connect() as connection:
        yield connection.execution_options(yield_per=ROWS_AT_ONCE)


def _sqlite(url: URL) -> Engine:
    check_sqlite()
    if not url.database or not Path(url.database).is_file():
        cause = f"There is no database file {url.database or ''!r}."
        raise DatabaseUnavailableError(cause, "Run `tengetrail migrate`, or set DATABASE_URL to the right file.")
    address = f"{Path(url.database).absolute().as_uri()}?mode=ro"

    def connect() -> Any:
        return pysqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", module=pysqlite3, creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _postgresql(url: URL) -> Engine:
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return create_engine(url.set(drivername="postgresql+psycopg"), poolclass=NullPool, execution_options=options)
