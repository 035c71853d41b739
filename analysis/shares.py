"""Shares of totals, exact: half to even, by the database where there are millions of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

FOUR_DECIMALS = Decimal("0.0001")
MILLION = 1_000_000  # ten thousandths of a per cent in a whole


def percent(part: int | None, whole: int | None) -> str | None:
    """A part of a whole in per cent with four decimals, half to even; None unless both are known."""
    if part is None or not whole:
        return None
    share, rest = divmod(part * MILLION, whole)
    share += rest * 2 > whole or (rest * 2 == whole and share % 2)
    return f"{share // 10_000}.{share % 10_000:04}"


class share(GenericFunction[str]):  # noqa: N801  # a function of SQL
    """`percent` in a statement; the connection must have been told how (`know_shares`)."""

    type = Text()
    inherit_cache = True


@compiles(share, "postgresql")
def _by_numeric(element: share, compiler: SQLCompiler, **kw: Any) -> str:
    """PostgreSQL divides whole numbers of any size; its own round() goes away from zero."""
    part, whole = (f"({compiler.process(each, **kw)})::numeric" for each in element.clauses)
    times = f"{part} * {MILLION}"
    quotient, twice = f"div({times}, nullif({whole}, 0))", f"mod({times}, nullif({whole}, 0)) * 2"
    odd = f"{twice} = {whole} AND mod({quotient}, 2) = 1"
    return f"(({quotient} + CASE WHEN {twice} > {whole} OR ({odd}) THEN 1 ELSE 0 END) * {FOUR_DECIMALS})::text"


def know_shares(connection: Connection) -> None:
    """Let the statements of a connection use `share`: SQLite counts with 64 bits, and calls `percent`."""
    if connection.dialect.name == "sqlite":
        opened: Any = connection.connection.driver_connection
        opened.create_function("share", 2, percent, deterministic=True)
