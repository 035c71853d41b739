"""Who was refused: all bidders but the winner (Cardinal's R035), or the lowest bid (R036).

Ours compares a refused bid with those for the same lot, and says nothing if an accepted bid is as low.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

import db
from analysis.findings.bids import BID, SUBMITTED, decided, priced, sole_winners
from analysis.findings.facts import Hit
from analysis.findings.rows import amount, groups, is_not_cancelled
from analysis.findings.wording import exactly
from db.award import AwardStatus
from db.bid import BidStatus
from db.finding import Severity
from db.finding_rule import FindingRule
from db.table import table_of

AWARD, TENDER, BODY = table_of(db.Award), table_of(db.Tender), table_of(db.Organization)
REFUSED = BID.c.status == BidStatus.DISQUALIFIED


def others_refused(connection: Connection) -> Iterator[Hit]:
    """Tenders in which the winner is the only bidder with an accepted bid, and others were refused."""
    process, winner = decided(), sole_winners()
    accepted = (
        select(BID.c.tender_id, func.min(BID.c.tenderer_id).label("bidder"))
        .where(BID.c.status == BidStatus.VALID)
        .group_by(BID.c.tender_id)
        .having(func.count(BID.c.tenderer_id.distinct()) == 1)
        .subquery()
    )
    refused = func.count(BID.c.tenderer_id.distinct()).label("refused")
    query = (
        select(TENDER.c.id, TENDER.c.title, BODY.c.name, refused)
        .join(process, process.c.process_id == TENDER.c.process_id)
        .join(winner, winner.c.process_id == TENDER.c.process_id)
        .join(accepted, (accepted.c.tender_id == TENDER.c.id) & (accepted.c.bidder == winner.c.winner))
        .join(BID, (BID.c.tender_id == TENDER.c.id) & REFUSED & (BID.c.tenderer_id != winner.c.winner))
        .join(BODY, BODY.c.id == winner.c.winner)
        .where(is_not_cancelled(TENDER))
        .group_by(TENDER.c.id, TENDER.c.title, BODY.c.name)
        .order_by(TENDER.c.id)
    )
    for row in connection.execute(query):
        explanation = (
            f'In the tender "{row.title}" the bid of {row.name} was accepted and won; the bids of all others'
            f" ({row.refused}) were refused."
        )
        found = f"{row.refused} of {row.refused + 1} bidders refused"
        yield Hit(FindingRule.OTHERS_DISQUALIFIED, (), Severity.WARNING, None, found, explanation, (row.id,))


def lowest_refused(connection: Connection) -> Iterator[Hit]:
    """Tenders with a supplier in which the lowest bid was refused."""
    lowest = func.min(BID.c.value_amount).filter(REFUSED)
    others = func.min(BID.c.value_amount).filter(~REFUSED)
    chosen = select(AWARD.c.id).where(AWARD.c.process_id == TENDER.c.process_id, AWARD.c.status == AwardStatus.ACTIVE)
    query = (
        select(TENDER.c.id, TENDER.c.title, BID.c.value_currency, lowest.label("lowest"), others.label("others"))
        .join(BID, BID.c.tender_id == TENDER.c.id)
        .where(BID.c.status.in_(SUBMITTED), priced(), is_not_cancelled(TENDER), chosen.exists())
        .group_by(TENDER.c.id, TENDER.c.title, BID.c.lot_id, BID.c.value_currency)
        .having(lowest < others, func.count().filter(BID.c.status == BidStatus.VALID) > 0)
        .order_by(TENDER.c.id, lowest)
    )
    for row, *_ in groups(connection.execute(query), "id"):
        low, next_one = (exactly(amount(minor, row.value_currency)) for minor in (row.lowest, row.others))
        explanation = (
            f'In the tender "{row.title}" the lowest bid, {low}, was refused. The lowest of the others was {next_one}.'
        )
        yield Hit(FindingRule.LOWEST_DISQUALIFIED, (), Severity.WARNING, None, f"{low} refused", explanation, (row.id,))
