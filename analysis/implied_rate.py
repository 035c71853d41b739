"""The rate that a printed conversion implies: what one unit of its currency was taken to cost."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from sqlalchemy import Connection, select

from analysis.derived import store_columns
from analysis.shares import FOUR_DECIMALS
from db.claim import Claim
from db.currency import DIGITS
from db.table import table_of


def implied_rate(amount: int, currency: str, converted: int, other: str) -> str | None:
    """Units of the first currency for one of the other, four decimals, half to even; None for a conversion to zero."""
    if not converted:
        return None
    major = Decimal(amount).scaleb(-DIGITS[currency]) / Decimal(converted).scaleb(-DIGITS[other])
    return str(major.quantize(FOUR_DECIMALS, ROUND_HALF_EVEN))


def derive_implied_rates(connection: Connection) -> None:
    """Keep the rate of every claim that converts another equal to what both print."""
    table = table_of(Claim)
    base = table.alias()
    query = (
        select(table.c.id, base.c.value_amount, base.c.value_currency, table.c.value_amount, table.c.value_currency)
        .select_from(table.outerjoin(base, base.c.id == table.c.converts_id))
        .order_by(table.c.id)
    )
    wanted = {
        number: (None if None in (amount, converted) else implied_rate(amount, currency, converted, other),)
        for number, amount, currency, converted, other in connection.execute(query)
    }
    store_columns(connection, table, ("implied_rate",), wanted)
