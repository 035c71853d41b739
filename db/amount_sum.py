"""Derived: the amounts of all records of a kind, added up."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from db.codes import Qualifier
from db.columns import coded, currency, key, words
from db.table import Table


def placed() -> Any:
    return Field(sa_column_kwargs={"server_default": "0"})


class AmountSum(Table, table=True):
    """The records of one kind that are alike in year, status, one more thing, currency and qualifier.

    A sum may be larger than any number that the databases count with: it stands in two parts.
    """

    __table_args__ = (
        Index(None, "type", "dimension", "place", "currency"),
        Index(None, "type", "dimension", "year_place", "currency"),
    )

    id: int | None = key(primary=True)
    type: str = Field(max_length=40)  # of the records, as `node` calls it
    dimension: str = words()  # what else tells them apart; empty if nothing does
    key: str | None = words()  # its value: a code, a record's number, or several numbers with commas
    year: str | None = words()
    status: str | None = words()
    currency: str | None = currency()  # null where the amounts are not known
    qualifier: Qualifier = coded(Qualifier)
    records: int = Field(sa_type=BigInteger)
    high: int = Field(sa_type=BigInteger)  # thousands of millions of minor units
    low: int = Field(sa_type=BigInteger)  # what is left over of each amount, added up
    place: int = placed()  # of all that has its key among the others, the largest first
    year_place: int = placed()  # of all that has its key and year
