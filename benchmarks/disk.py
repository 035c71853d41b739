"""How large a database is, and which of its tables and indexes are the largest."""

from __future__ import annotations

import sqlite3  # that of Python knows the sizes of tables, pysqlite3 does not
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import make_url

SHOWN = 12
MIB = 2**20
SQLITE = (
    "SELECT name, sum(pgsize), (SELECT type FROM sqlite_schema s WHERE s.name = d.name) FROM dbstat d GROUP BY name"
)
POSTGRESQL = """
    SELECT relname, pg_relation_size(c.oid) + coalesce(pg_relation_size(nullif(reltoastrelid, 0)), 0),
           CASE relkind WHEN 'i' THEN 'index' ELSE 'table' END
    FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i', 'p')"""


@dataclass(frozen=True)
class Size:
    """Bytes on disk: of everything, and of each table and index, the largest first."""

    whole: int
    parts: Sequence[tuple[str, int, str]]

    def lines(self) -> Iterator[str]:
        """What is largest, in words."""
        indexes = sum(size for _, size, kind in self.parts if kind == "index")
        yield f"{self.whole / MIB:,.0f} MiB on disk, {indexes / MIB:,.0f} MiB of it indexes; the largest:"
        for name, size, kind in self.parts[:SHOWN]:
            yield f"{size / MIB:10,.1f} MiB  {size / self.whole:4.0%}  {kind} {name}"


def size_of(url: str) -> Size:
    """Weigh a database."""
    rows = _of_sqlite(make_url(url).database or "") if url.startswith("sqlite") else _of_postgresql(url)
    parts = sorted(((name, size, kind or "table") for name, size, kind in rows), key=lambda part: -part[1])
    return Size(sum(size for _, size, _ in parts), parts)


def _of_sqlite(file: str) -> Sequence[tuple[str, int, str]]:
    with closing(sqlite3.connect(f"{Path(file).absolute().as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(SQLITE).fetchall()


def _of_postgresql(url: str) -> Sequence[tuple[str, int, str]]:
    with psycopg.connect(url) as connection:
        return connection.execute(POSTGRESQL.encode()).fetchall()
