"""Numbers that are not money."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index

from db.codes import Precision, Qualifier
from db.columns import coded, day, decimal, interval_check, key, words
from db.node import Record


class Observation(Record, table=True):
    """One measured or counted value about a record, at a time or over a period."""

    __table_args__ = (
        Index(None, "subject_id", "indicator"),
        interval_check("period_start", "period_end"),
    )

    subject_id: int = key(to="node.id")
    indicator: str = words(index=True)  # a short name, the same for the same question
    title: str = words()
    value: str | None = decimal()
    qualifier: Qualifier = coded(Qualifier, default=Qualifier.EXACT)
    unit: str = words()
    territory_id: int | None = key(to="territory.id")
    period_start: date | None = day()
    period_start_precision: Precision | None = coded(Precision)
    period_end: date | None = day()
    period_end_precision: Precision | None = coded(Precision)
    citation_id: int = key(to="citation.id")
