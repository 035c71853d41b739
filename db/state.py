"""What state the data are in: which migration, which revision, how many records."""

from __future__ import annotations

from typing import Any, NamedTuple

import orjson

from db.migrate import known
from db.reader import Reader, Snapshot
from db.revision import RULES

HAS_TABLE = {
    "sqlite": "SELECT name FROM sqlite_schema WHERE name = ?1",
    "postgresql": "SELECT to_regclass($1::text)::text",
}
MIGRATION = "SELECT version_num FROM alembic_version"
REVISION = """
    SELECT CAST(number AS TEXT) || ' ' || digest || ' ' || CAST(imported_at AS TEXT)
    FROM revision ORDER BY number DESC LIMIT 1"""
DERIVED_BY = "SELECT CAST(rules AS TEXT) FROM revision ORDER BY number DESC LIMIT 1"
OF_DATASET = """
    'name', name, 'title', title, 'licence', licence, 'revision', revision, 'importedAt', imported_at,
    'loaded', (SELECT loaded FROM revision WHERE number = dataset.revision),
    'records', (SELECT sum(count) FROM record_count r WHERE r.dataset = dataset.name),
    'sources', (SELECT sum(count) FROM record_count r WHERE r.dataset = dataset.name AND type = 'Source')"""
DATASETS = {
    "sqlite": f"SELECT json_group_array(json_object({OF_DATASET}) ORDER BY name) FROM dataset",
    "postgresql": f"SELECT json_agg(json_build_object({OF_DATASET}) ORDER BY name)::text FROM dataset",
}
COUNTS = {
    "sqlite": """
        SELECT json_group_object(type, records ORDER BY type)
        FROM (SELECT type, sum(count) AS records FROM record_count GROUP BY type) AS counted""",
    "postgresql": """
        SELECT json_object_agg(type, records ORDER BY type)::text
        FROM (SELECT type, sum(count) AS records FROM record_count GROUP BY type) AS counted""",
}


class Newest(NamedTuple):
    """The last import that changed something: its number, and what tells it from that of another database."""

    number: int = 0  # before the first
    mark: bytes = b""


async def newest_revision(reader: Reader) -> Newest:
    """The revision that is served."""
    found = await reader.fetch(REVISION, ()) if await _has_table(reader, "revision") else None
    return Newest() if found is None else Newest(int(found.split()[0]), found)


async def missing(reader: Reader) -> str | None:
    """What the database lacks before it can answer questions, in words that say how to mend it."""
    applied = await reader.fetch(MIGRATION, ()) if await _has_table(reader, "alembic_version") else None
    newest = known()[-1]
    if applied is None or applied.decode() != newest:
        stands = applied.decode() if applied else "none"
        return f"The database stands at migration {stands}, not at {newest}. Run `tengetrail migrate`."
    derived_by = await reader.fetch(DERIVED_BY, ())
    if derived_by is None:
        return "No data are loaded. Run `tengetrail import seed`."
    if int(derived_by) != RULES:
        return "What is derived from the data was derived by another version. Run `tengetrail migrate`."
    return None


async def read_summary(reader: Reader) -> dict[str, Any]:
    """The data sets, and how many records of each type there are, in one state."""
    async with reader.snapshot() as snapshot:
        datasets = await _read(snapshot, DATASETS[reader.dialect])
        counts = await _read(snapshot, COUNTS[reader.dialect])
    return {"datasets": datasets or [], "counts": counts or {}}


async def _read(snapshot: Snapshot, sql: str) -> Any:
    found = await snapshot.fetch(sql, ())
    return None if found is None else orjson.loads(found)


async def _has_table(reader: Reader, name: str) -> bool:
    return await reader.fetch(HAS_TABLE[reader.dialect], (name,)) is not None
