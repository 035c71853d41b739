"""How long the fullest list of each kind is: it prices a question before it is asked."""

from __future__ import annotations

from sqlalchemy import Connection

from analysis.derived import store_rows
from db.revision import FanOut
from db.table import table_of
from schema.fan_out import longest_lists


def derive_fan_outs(connection: Connection) -> None:
    """Count the rows of the fullest list of each kind that the public schema has."""
    most = {name: connection.exec_driver_sql(sql).scalar() or 0 for name, sql in longest_lists()}
    store_rows(connection, table_of(FanOut), ("name", "most"), set(most.items()))
