"""Places: countries, regions, cities."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import UniqueConstraint

from db.codes import Code
from db.columns import coded, country, words
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

    derived: ClassVar[frozenset[str]] = frozenset({"name"})

    level: TerritoryLevel = coded(TerritoryLevel)
    country: str = country()
    scheme: str | None = words()
    code: str | None = words()
    name: str = words(ordered=True)  # the latest of its names
