"""A programme's total: that of its adopted version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from analysis.derived import store_columns
from analysis.money import UNKNOWN, Money
from db.programme import Programme, ProgrammeVersion, VersionKind
from db.table import table_of

COLUMNS = ("total_amount", "total_currency", "total_qualifier")


class DatedTotal(NamedTuple):
    """The total that a version published."""

    dated: date | None
    id: int
    total: Money


def adopted_total(adopted: Sequence[DatedTotal]) -> Money:
    """The total of the latest adopted version; unknown if none is known."""
    if not adopted:
        return UNKNOWN
    return max(adopted, key=lambda version: (version.dated or date.min, version.id)).total


def derive_programme_totals(connection: Connection) -> None:
    """Keep the total of every programme equal to that of its adopted version."""
    version = table_of(ProgrammeVersion).c
    query = select(version.programme_id, version.dated, version.id, *(version[name] for name in COLUMNS)).where(
        version.kind == VersionKind.ADOPTED
    )
    adopted: dict[int, list[DatedTotal]] = defaultdict(list)
    for programme, dated, number, *total in connection.execute(query):
        adopted[programme].append(DatedTotal(dated, number, Money(*total)))
    table = table_of(Programme)
    wanted = {number: tuple(adopted_total(adopted[number])) for number in connection.scalars(select(table.c.id))}
    store_columns(connection, table, COLUMNS, wanted)
