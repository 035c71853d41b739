"""Open tenders with little time to make an offer (Cardinal's R003).

Where only the month of the first or last day is known, the longest period that this allows counts. Ours looks at open
tenders alone, as Cardinal's page says; its program looks at all unless it is told which.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

import db
from analysis.findings.facts import Hit
from analysis.findings.rows import days_from, is_not_cancelled, span
from db.finding import Severity
from db.finding_rule import FindingRule
from db.table import table_of
from db.tender import ProcurementMethod

TENDER = table_of(db.Tender)
DAYS = 15  # fewer are short; Cardinal's number


def short_periods(connection: Connection) -> Iterator[Hit]:
    """Open tenders whose period is shorter than DAYS."""
    start, end = TENDER.c.period_start, TENDER.c.period_end
    query = (
        select(TENDER)
        .where(TENDER.c.method == ProcurementMethod.OPEN, is_not_cancelled(TENDER))
        .where(end >= start, days_from(connection, start, end) < DAYS)
        .order_by(TENDER.c.id)
    )
    for row in connection.execute(query):
        first, last = span(row.period_start, row.period_start_precision), span(row.period_end, row.period_end_precision)
        length = (last.last - first.first).days if first and last else DAYS
        if length < DAYS:
            explanation = (
                f'Anybody could make an offer in the tender "{row.title}", but only from {row.period_start} to'
                f" {row.period_end}. Whoever knew of it before had an advantage."
            )
            figures = f"at least {DAYS} days", f"{length} days"
            yield Hit(FindingRule.SHORT_PERIOD, (), Severity.INFO, *figures, explanation, (row.id,))
