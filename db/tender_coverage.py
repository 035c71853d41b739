"""Derived: how much of a tender's value was awarded."""

from __future__ import annotations

from db.codes import Qualifier
from db.columns import amount, coded, currency, key, words
from db.table import Table


class TenderCoverage(Table, table=True):
    """A tender's published value against its awards: each counts once, however many lots it covers.

    All sums are in the currency of the value; the residual is zero where more was awarded.
    """

    id: int | None = key(primary=True)
    tender_id: int = key(to="tender.id", unique=True)
    published_amount: int | None = amount()
    published_currency: str | None = currency()
    published_qualifier: Qualifier = coded(Qualifier)
    traced_amount: int | None = amount()
    traced_currency: str | None = currency()
    traced_qualifier: Qualifier = coded(Qualifier)
    stated_amount: int | None = amount()  # of that, awards that a source puts under the tender itself
    stated_currency: str | None = currency()
    stated_qualifier: Qualifier = coded(Qualifier)
    excluded_amount: int | None = amount()  # fallen awards
    excluded_currency: str | None = currency()
    excluded_qualifier: Qualifier = coded(Qualifier)
    failed_amount: int | None = amount()  # planned values of lots that were called off or found no winner
    failed_currency: str | None = currency()
    failed_qualifier: Qualifier = coded(Qualifier)
    residual_amount: int | None = amount()
    residual_currency: str | None = currency()
    residual_qualifier: Qualifier = coded(Qualifier)
    percent: str | None = words()  # of the published value, four decimals, half to even
    awards: int  # with an amount, counted in the traced sum
    unknown_amounts: int  # awards that stand, and have no amount
    lots: int
    failed_lots: int
