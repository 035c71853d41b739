"""How long the fullest list of each kind is: it prices a question before it is asked."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from analysis.derived import store_rows
from db.revision import FanOut
from db.table import table_of


def derive_fan_outs(connection: Connection, lists: Mapping[str, str]) -> None:
    """Count the rows of the fullest list of each kind.

    `lists` has for each name (`Type.field`) the SQL that gives the largest number of rows of one parent.
    """
    most = {name: connection.exec_driver_sql(sql).scalar() or 0 for name, sql in lists.items()}
    store_rows(connection, table_of(FanOut), ("name", "most"), set(most.items()))
