"""How prices moved from year to year."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from db.codes import Code
from db.columns import coded, country, decimal, key
from db.node import Record


class PriceSeries(Code):
    """What an index follows."""

    CPI = "CPI", "Consumer prices, annual average."
    GDP_DEFLATOR = "GDP_DEFLATOR", "All prices in the economy, by national accounts."
    CALCULATION_INDEX = "CALCULATION_INDEX", "An amount that laws count fines and fees in, set each year."


class PriceIndex(Record, table=True):
    """One year's value of a series; an index is 100 in its base year, an amount is in a currency."""

    __table_args__ = (UniqueConstraint("series", "country", "year"),)

    slug_from: ClassVar[str] = "{country}-{series}-{year}"

    series: PriceSeries = coded(PriceSeries, index=True)
    country: str = country()
    year: int = Field(index=True)
    value: str = decimal()
    change: str | None = decimal()  # per cent against the year before, as the source prints it
    base_year: int | None = None
    currency: str | None = Field(default=None, foreign_key="currency.code", max_length=3)
    citation_id: int = key(to="citation.id")
