"""Bids that came too late and won (Cardinal's R030)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

import db
from analysis.findings.bids import BID, SUPPLIER
from analysis.findings.facts import Hit
from analysis.findings.rows import certainly_before, groups, is_not_cancelled, span
from analysis.findings.wording import days
from db.award import AwardStatus
from db.bid import BidStatus
from db.finding import Severity
from db.finding_rule import FindingRule
from db.table import table_of

AWARD, TENDER, BODY = table_of(db.Award), table_of(db.Tender), table_of(db.Organization)


def late_winners(connection: Connection) -> Iterator[Hit]:
    """Tenders in which a bid of a supplier was accepted though it was made after the last day for bids."""
    winners = (
        select(SUPPLIER.c.organization_id)
        .join(AWARD, AWARD.c.id == SUPPLIER.c.award_id)
        .where(AWARD.c.process_id == TENDER.c.process_id, AWARD.c.status == AwardStatus.ACTIVE)
    )
    query = (
        select(
            TENDER.c.id, TENDER.c.title, TENDER.c.period_end, TENDER.c.period_end_precision, BODY.c.name,
            BID.c.id.label("bid"), BID.c.made_on, BID.c.made_on_precision,
        )
        .join(BID, BID.c.tender_id == TENDER.c.id)
        .join(BODY, BODY.c.id == BID.c.tenderer_id)
        .where(BID.c.status == BidStatus.VALID, BID.c.made_on > TENDER.c.period_end, is_not_cancelled(TENDER))
        .where(BID.c.tenderer_id.in_(winners))
        .order_by(TENDER.c.id, BID.c.id)
    )  # fmt: skip
    for rows in groups(connection.execute(query), "id"):
        for row in rows:
            made, end = span(row.made_on, row.made_on_precision), span(row.period_end, row.period_end_precision)
            if made and end and certainly_before(end, made):
                explanation = (
                    f'Offers in the tender "{row.title}" could be made until {days(end)}. {row.name} made one on'
                    f" {days(made)}; it was accepted, and {row.name} was chosen."
                )
                figures = f"by {days(end)}", days(made)
                yield Hit(FindingRule.LATE_BID_WON, (), Severity.WARNING, *figures, explanation, (row.id, row.bid))
                break
