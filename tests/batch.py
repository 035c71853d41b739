"""Rows as they stand in the tables, numbers and all: what a test needs that no import would bring."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, insert

import db
from db.table import Table, table_of

DATASET = "generated"
COUNTER = "SELECT setval(pg_get_serial_sequence('node', 'id'), %s)"

Values = dict[str, Any]


class Batch:
    """Rows that wait to be written, and the numbers that were given so far."""

    def __init__(self) -> None:
        self._rows: dict[type[Table], list[Values]] = defaultdict(list)
        self._nodes = 0
        described = dict.fromkeys(("title", "description", "publisher", "licence"), "made")
        self.part(db.Dataset, {"name": DATASET, **described, "imported_at": "2024-01-01T00:00:00Z", "revision": 1})

    def record(self, model: type[db.Record], slug: str, values: Values) -> int:
        """A record with its place in the register; returns its number."""
        self._nodes += 1
        self._rows[db.Node].append({"id": self._nodes, "type": model.__name__, "slug": slug, "dataset": DATASET})
        self._rows[model].append({"id": self._nodes, "slug": slug, **values})
        return self._nodes

    def part(self, model: type[Table], values: Values) -> None:
        """A row of a record."""
        self._rows[model].append(values)

    def citation(self, source: int, locator: str) -> int:
        """A place in a source."""
        return self.record(db.Citation, f"{source}#{locator}", {"source_id": source, "locator": locator})

    def write(self, connection: Connection) -> None:
        """Send what waits to the database."""
        for model, rows in self._rows.items():
            connection.execute(insert(table_of(model)), rows)
        if connection.dialect.name == "postgresql":  # its counter does not see the numbers that we gave
            connection.exec_driver_sql(COUNTER, (self._nodes,))
        self._rows.clear()
