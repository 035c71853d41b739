"""What PostgreSQL's planner knows of the tables; it would gather that itself, but only some time after an import."""

from __future__ import annotations

from sqlalchemy import Connection, Table


def gather_statistics(connection: Connection, *tables: Table) -> None:
    """Let what comes find good plans, in tables that were filled or in all; SQLite finds them without statistics."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ANALYZE {', '.join(table.name for table in tables)}")
