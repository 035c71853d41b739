"""What one currency was worth in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, day, one
from schema.entity import entity
from schema.node import Node

if TYPE_CHECKING:
    from db.exchange_rate import RateBasis
    from schema.claim import Citation
    from schema.values import Currency, Decimal, PartialDate


@entity(db.ExchangeRate, "How much of one currency a unit of another cost.")
class ExchangeRate(Node):
    base: Currency = column(db.ExchangeRate.base, "The currency of which one unit is priced.", filter=True)
    quote: Currency = column(db.ExchangeRate.quote, "The currency in which it is priced.", filter=True)
    basis: RateBasis = column(db.ExchangeRate.basis, "A year's mean, or one day's official rate.", filter=True)
    rate: Decimal = column(db.ExchangeRate.rate, "How many units of `quote` one unit of `base` cost, exact.")
    period: PartialDate | None = day(db.ExchangeRate.period, "The year, or the day.", filter=True, sort=True)
    citation: Citation = one("Citation", db.ExchangeRate.citation_id, "Where it is taken from.")
