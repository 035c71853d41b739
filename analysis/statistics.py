"""What PostgreSQL's planner knows of the tables; it would gather that itself, but only some time after an import."""

from __future__ import annotations

from sqlalchemy import Connection


def gather_statistics(connection: Connection) -> None:
    """Let the first question after an import find good plans; SQLite finds them without statistics."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE")
