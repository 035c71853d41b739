"""How many records of each kind a data set has, and which sources."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from analysis.derived import store_rows
from db.node import Node
from db.revision import DatasetSource, RecordCount
from db.table import table_of


def derive_record_counts(connection: Connection) -> None:
    """Keep the counts, and the lists of sources, equal to what the register of nodes holds."""
    node = table_of(Node).c
    query = select(node.dataset, node.type, func.count()).group_by(node.dataset, node.type)
    counts = {tuple(row) for row in connection.execute(query)}
    store_rows(connection, table_of(RecordCount), ("dataset", "type", "count"), counts)
    sources = {tuple(row) for row in connection.execute(select(node.dataset, node.id).where(node.type == "Source"))}
    store_rows(connection, table_of(DatasetSource), ("dataset", "source_id"), sources)
