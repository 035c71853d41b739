"""Different bidders with exactly the same price (Cardinal's R028)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

import db
from analysis.findings.bids import BID, SUBMITTED, priced
from analysis.findings.facts import Hit
from analysis.findings.rows import amount, groups, is_not_cancelled
from analysis.findings.wording import exactly, listed
from db.finding import Severity
from db.finding_rule import FindingRule
from db.table import table_of

TENDER = table_of(db.Tender)
ALIKE = (BID.c.tender_id, BID.c.lot_id, BID.c.value_amount, BID.c.value_currency)


def identical_bids(connection: Connection) -> Iterator[Hit]:
    """Tenders in which bids of different bidders for one lot have the same price."""
    lowest, highest = (each(BID.c.tenderer_id).over(partition_by=ALIKE) for each in (func.min, func.max))
    bids = (
        select(BID.c.id, *ALIKE, lowest.label("one"), highest.label("other"))
        .where(BID.c.status.in_(SUBMITTED), priced(), BID.c.tenderer_id.is_not(None))
        .subquery()
    )
    query = (
        select(bids, TENDER.c.title)
        .join(TENDER, TENDER.c.id == bids.c.tender_id)
        .where(bids.c.one != bids.c.other, is_not_cancelled(TENDER))
        .order_by(bids.c.tender_id, bids.c.value_amount, bids.c.id)
    )
    for rows in groups(connection.execute(query), "tender_id"):
        prices = list(dict.fromkeys(exactly(amount(row.value_amount, row.value_currency)) for row in rows))
        explanation = (
            f'In the tender "{rows[0].title}" different bidders offered exactly the same: {listed(prices)}. They may'
            " have known of each other's price."
        )
        found = f"{len(rows)} bids at {listed(prices)}"
        records = (rows[0].tender_id, *(row.id for row in rows))
        yield Hit(FindingRule.IDENTICAL_BIDS, (), Severity.WARNING, None, found, explanation, records)
