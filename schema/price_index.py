"""How prices moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, one
from schema.entity import entity
from schema.node import Node

if TYPE_CHECKING:
    from db.price_index import PriceSeries
    from schema.claim import Citation
    from schema.values import Currency, Decimal


@entity(db.PriceIndex, "One year's value of a series of prices.")
class PriceIndex(Node):
    series: PriceSeries = column(db.PriceIndex.series, "What it follows.", filter=True)
    country: str = column(db.PriceIndex.country, "The country (ISO 3166-1).")
    year: int = column(db.PriceIndex.year, "The year.", filter=True, sort=True)
    value: Decimal = column(db.PriceIndex.value, "The index, or the amount where the series is one; exact.")
    change: Decimal | None = column(db.PriceIndex.change, "Per cent against the year before, as the source gives it.")
    base_year: int | None = column(db.PriceIndex.base_year, "The year in which the index is 100; null for amounts.")
    currency: Currency | None = column(db.PriceIndex.currency, "The currency, where the series is an amount.")
    citation: Citation = one("Citation", db.PriceIndex.citation_id, "Where it is taken from.")
