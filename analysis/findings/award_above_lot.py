"""Awards above what the buyer expected to pay for their lots.

An award of lots is compared with the sum of their values, if all are known and in its currency; one without lots, of a
tender without lots, with the tender's value. A bound counts as far as it decides: more than 5 is above 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, func, literal, or_, select

import db
from analysis.findings.facts import Hit
from analysis.findings.rows import amount, halves, roughly
from analysis.findings.wording import exactly, percent
from db.award import AwardStatus
from db.codes import Qualifier
from db.finding import Severity
from db.finding_rule import FindingRule
from db.sums import LOWER, PART, UPPER, whole
from db.table import table_of

AWARD, LOT, TENDER, AWARD_LOT = (table_of(model) for model in (db.Award, db.Lot, db.Tender, db.AwardLot))
STANDS = or_(AWARD.c.status.is_(None), AWARD.c.status.in_((AwardStatus.ACTIVE, AwardStatus.PENDING)))
AT_LEAST_SO_MUCH = AWARD.c.value_qualifier.in_({Qualifier.EXACT, *LOWER})
AT_MOST_SO_MUCH = {Qualifier.EXACT, *UPPER}
TOLD = (AWARD.c.id, AWARD.c.value_amount, AWARD.c.value_currency, AWARD.c.value_qualifier)


def awards_above(connection: Connection) -> Iterator[Hit]:
    """Awards that are higher than the value of what they are for."""
    for query, covers in ((_of_lots(), "its lots"), (_of_tenders(), "its tender")):
        for row in connection.execute(query):
            value = whole(row.high, row.low)
            if row.value_amount > value:
                award = amount(row.value_amount, row.value_currency, row.value_qualifier)
                planned = amount(value, row.value_currency)
                share = percent(award.value - planned.value, planned.value) if planned.value else "all"
                explanation = (
                    f"The award is {exactly(award)}, but the buyer expected to pay {exactly(planned)} for {covers}:"
                    f" {share} more. One of the two may be meant with taxes and the other without."
                )
                figures = f"at most {exactly(planned)}", exactly(award)
                records = (row.id, *([row.lot] if row.lot else []))
                told = (FindingRule.AWARD_ABOVE_LOT, (), Severity.WARNING, *figures, explanation)
                yield Hit(*told, records, 1 + row.lots)


def _of_lots() -> Select[Any]:
    fits = (LOT.c.value_currency == AWARD.c.value_currency) & LOT.c.value_qualifier.in_(AT_MOST_SO_MUCH)
    high, low = halves(LOT.c.value_amount)
    return (
        select(*TOLD, high.label("high"), low.label("low"), func.min(LOT.c.id).label("lot"), func.count().label("lots"))
        .join(AWARD_LOT, AWARD_LOT.c.award_id == AWARD.c.id)
        .join(LOT, LOT.c.id == AWARD_LOT.c.lot_id)
        .where(STANDS, AT_LEAST_SO_MUCH, AWARD.c.value_amount.is_not(None))
        .group_by(*TOLD)
        .having(func.count().filter(fits) == func.count())
        .having(func.sum(roughly(LOT.c.value_amount)) <= roughly(AWARD.c.value_amount))
        .order_by(AWARD.c.id)
    )


def _of_tenders() -> Select[Any]:
    value = TENDER.c.value_amount
    no_lots = ~select(LOT.c.id).where(LOT.c.tender_id == TENDER.c.id).exists()
    no_link = ~select(AWARD_LOT.c.id).where(AWARD_LOT.c.award_id == AWARD.c.id).exists()
    high, low = value // PART, value % PART
    return (
        select(*TOLD, high.label("high"), low.label("low"), TENDER.c.id.label("lot"), literal(1).label("lots"))
        .join(TENDER, TENDER.c.id == AWARD.c.tender_id)
        .where(STANDS, AT_LEAST_SO_MUCH, AWARD.c.value_amount > value, no_lots, no_link)
        .where(TENDER.c.value_currency == AWARD.c.value_currency, TENDER.c.value_qualifier.in_(AT_MOST_SO_MUCH))
        .order_by(AWARD.c.id)
    )
