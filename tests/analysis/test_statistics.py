"""PostgreSQL plans with what an import brought, from the first question on."""

from __future__ import annotations

from sqlalchemy import text

from analysis import derive
from db.writer import open_writer
from tests.databases import PostgresDatabases

ROWS = text("SELECT CAST(reltuples AS INTEGER) FROM pg_class WHERE oid = CAST('currency' AS regclass)")


def test_an_import_leaves_statistics(postgresql: PostgresDatabases) -> None:
    url = postgresql.migrated()
    engine = open_writer(url)
    with engine.begin() as connection:
        derive(connection)
        known = connection.scalar(ROWS)
        there = connection.scalar(text("SELECT count(*) FROM currency"))
    engine.dispose()
    postgresql.drop(url)

    assert known == there
