"""Places: countries, regions, cities."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from db.codes import Code
from db.columns import coded, words
from db.node import Record


class TerritoryLevel(Code):
    """What kind of place it is."""

    COUNTRY = "COUNTRY", "A country."
    REGION = "REGION", "A region, or a city with the rank of one."
    DISTRICT = "DISTRICT", "A district of a region."
    LOCALITY = "LOCALITY", "A city, town or village."


class Territory(Record, table=True):
    """A place with one identity, whatever it was called at the time."""

    __table_args__ = (UniqueConstraint("scheme", "code"),)

    level: TerritoryLevel = coded(TerritoryLevel)
    country: str = Field(max_length=2)  # ISO 3166-1 alpha-2
    scheme: str | None = words()
    code: str | None = words()
    name: str = words(ordered=True)  # derived: the latest of its names
