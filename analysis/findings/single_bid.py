"""Tenders that were open to competition and had one bidder (Cardinal's R018)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

import db
from analysis.findings.facts import Hit
from analysis.findings.rows import is_not_cancelled
from db.finding import Severity
from db.finding_rule import FindingRule
from db.table import table_of
from db.tender import ProcurementMethod

TENDER = table_of(db.Tender)
COMPETITIVE = {
    ProcurementMethod.OPEN: "anybody could make an offer",
    ProcurementMethod.SELECTIVE: "all who qualified could make an offer",
}


def single_bids(connection: Connection) -> Iterator[Hit]:
    """Tenders with one tenderer by their own count; where the number is not published, nothing is said."""
    query = (
        select(TENDER.c.id, TENDER.c.title, TENDER.c.method)
        .where(TENDER.c.number_of_tenderers == 1, TENDER.c.method.in_(COMPETITIVE), is_not_cancelled(TENDER))
        .order_by(TENDER.c.id)
    )
    for row in connection.execute(query):
        explanation = f'In the tender "{row.title}" {COMPETITIVE[row.method]}, and only one did: nobody competed.'
        yield Hit(FindingRule.SINGLE_BID, (), Severity.INFO, None, "1 bidder", explanation, (row.id,))
