"""The sums of all records of a kind, stored for the questions that ask for the whole of them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, delete, text

from db.amount_sum import AmountSum
from db.ranking import Words, placed
from db.table import table_of
from schema.groups import stored_sums


def derive_amount_sums(connection: Connection) -> None:
    """Add up every kind of record that has an amount, by all that is stored of it, each in one pass."""
    connection.execute(delete(table_of(AmountSum)))
    words = '({}) COLLATE "C"' if connection.dialect.name == "postgresql" else "({})"
    for statement in _statements(words.format):
        connection.execute(text(statement))


def _statements(words: Words) -> Iterator[str]:
    columns = "type,dimension,key,year,status,currency,qualifier,records,high,low,place,year_place"
    for select in stored_sums():
        yield f"INSERT INTO amount_sum ({columns}) SELECT {columns} FROM ({placed(select, words)}) p"  # noqa: S608  # made of declarations
