"""What one currency was worth in another."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from db.codes import Code, Precision
from db.columns import coded, day, day_order, decimal, key, ordered_by
from db.node import Record


class RateBasis(Code):
    """What a rate stands for."""

    ANNUAL_AVERAGE = "ANNUAL_AVERAGE", "The mean of the official rates of a year."
    DAILY_OFFICIAL = "DAILY_OFFICIAL", "The official rate of one day."


class ExchangeRate(Record, table=True):
    """How many units of `quote` one unit of `base` cost, in a year or on a day."""

    __table_args__ = (UniqueConstraint("base", "quote", "basis", "period"), *ordered_by("period"))

    slug_from: ClassVar[str] = "{base}-{quote}-{basis}-{period}"

    base: str = Field(foreign_key="currency.code", max_length=3)
    quote: str = Field(foreign_key="currency.code", max_length=3)
    basis: RateBasis = coded(RateBasis, index=True)
    rate: str = decimal()
    period: date | None = day()  # a year or a day
    period_precision: Precision | None = coded(Precision)
    period_order: date | None = day_order("period")
    citation_id: int = key(to="citation.id")
