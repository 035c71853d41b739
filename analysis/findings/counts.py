"""Counts of the same things that disagree: of claims among each other, and of a tender with what is on record.

Fewer lots or bidders on record than a tender is said to have are no contradiction: they may only not be published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection, func, select

import db
from analysis.findings.bids import SUBMITTED
from analysis.findings.facts import Claim, Facts, Hit
from analysis.findings.wording import listed, quoted
from db.claim import ClaimKind
from db.codes import Qualifier
from db.finding import Severity
from db.finding_rule import FindingRule
from db.table import table_of

BID, LOT, TENDER = table_of(db.Bid), table_of(db.Lot), table_of(db.Tender)


def different_counts(facts: Facts) -> Iterator[Hit]:
    """Claims of one unit about one field of one record that give different exact numbers."""
    groups: dict[tuple[int, str, str | None], list[Claim]] = defaultdict(list)
    for claim in facts.claims:
        exact = claim.quantity and claim.quantity.qualifier is Qualifier.EXACT
        if claim.kind is ClaimKind.COUNT and claim.unit and exact:
            groups[claim.subject, claim.unit, claim.field].append(claim)
    for (_, unit, _), claims in groups.items():
        numbers = sorted({each.quantity.value for each in claims if each.quantity})
        if len(numbers) > 1:
            found = f"{listed([f'{number:f}' for number in numbers])} {unit}"
            explanation = (
                f"Of one and the same thing {listed([quoted(each) for each in claims])} are told: these are different"
                " numbers, and at most one of them is right."
            )
            yield Hit(FindingRule.COUNTS_DISAGREE, tuple(claims), Severity.WARNING, None, found, explanation)


def more_lots(connection: Connection) -> Iterator[Hit]:
    """Tenders with more lots on record than they are said to have."""
    count = func.count()
    query = (
        select(TENDER.c.id, TENDER.c.title, TENDER.c.number_of_lots, count.label("lots"))
        .join(LOT, LOT.c.tender_id == TENDER.c.id)
        .where(TENDER.c.number_of_lots.is_not(None))
        .group_by(TENDER.c.id)
        .having(count > TENDER.c.number_of_lots)
        .order_by(TENDER.c.id)
    )
    for row in connection.execute(query):
        explanation = (
            f'The tender "{row.title}" is said to have {row.number_of_lots} lots, but {row.lots} are on record.'
        )
        figures = f"{row.number_of_lots} lots", f"{row.lots} lots"
        yield Hit(FindingRule.MORE_LOTS, (), Severity.WARNING, *figures, explanation, (row.id,))


def more_bidders(connection: Connection) -> Iterator[Hit]:
    """Tenders with bids of more bidders on record than they are said to have had."""
    count = func.count(BID.c.tenderer_id.distinct())
    query = (
        select(TENDER.c.id, TENDER.c.title, TENDER.c.number_of_tenderers, count.label("bidders"))
        .join(BID, BID.c.tender_id == TENDER.c.id)
        .where(TENDER.c.number_of_tenderers.is_not(None), BID.c.status.in_(SUBMITTED))
        .group_by(TENDER.c.id)
        .having(count > TENDER.c.number_of_tenderers)
        .order_by(TENDER.c.id)
    )
    for row in connection.execute(query):
        explanation = (
            f'The tender "{row.title}" is said to have had {row.number_of_tenderers} bidders, but bids of'
            f" {row.bidders} are on record."
        )
        figures = f"{row.number_of_tenderers} bidders", f"{row.bidders} bidders"
        yield Hit(FindingRule.MORE_BIDDERS, (), Severity.WARNING, *figures, explanation, (row.id,))
