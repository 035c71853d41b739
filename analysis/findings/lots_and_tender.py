"""A tender's value against the values of its lots, where no source tells them apart in words.

The lots are too much, or all of them are on record with a value and together too little. A thousandth more or less is
rounding. Where claims tell of lots, `parts_and_whole` judges them.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, or_, select

import db
from analysis.findings.facts import Hit
from analysis.findings.rows import amount, halves, roughly
from analysis.findings.wording import exactly, percent
from db.codes import Qualifier
from db.finding import Severity
from db.finding_rule import FindingRule
from db.sums import whole
from db.table import table_of

LOT, TENDER, CLAIM = table_of(db.Lot), table_of(db.Tender), table_of(db.Claim)
ROUNDING = 1_000  # one part of so many
TOLD = (TENDER.c.id, TENDER.c.title, TENDER.c.value_amount, TENDER.c.value_currency, TENDER.c.number_of_lots)


def unequal_lots(connection: Connection) -> Iterator[Hit]:
    """Tenders whose lots add up to another sum."""
    high, low = halves(LOT.c.value_amount)
    known = func.count().filter(LOT.c.value_amount.is_not(None))
    total, value = func.sum(roughly(LOT.c.value_amount)), roughly(TENDER.c.value_amount)
    complete = (known == func.count()) & (known == TENDER.c.number_of_lots)
    fits = or_(LOT.c.value_currency.is_(None), LOT.c.value_currency == TENDER.c.value_currency)
    exact = func.count().filter(fits & (LOT.c.value_qualifier == Qualifier.EXACT)) == func.count()
    told = select(CLAIM.c.id).join(LOT, LOT.c.id == CLAIM.c.subject_id).where(LOT.c.tender_id == TENDER.c.id).exists()
    query = (
        select(*TOLD, high.label("high"), low.label("low"), known.label("known"), func.count().label("lots"))
        .join(LOT, LOT.c.tender_id == TENDER.c.id)
        .where(TENDER.c.value_amount > 0, TENDER.c.value_qualifier == Qualifier.EXACT, ~told)
        .group_by(*TOLD)
        .having(exact, known > 0)
        .having(or_(total * ROUNDING > value * (ROUNDING + 1), complete & (total * ROUNDING < value * (ROUNDING - 1))))
        .order_by(TENDER.c.id)
    )
    for row in connection.execute(query):
        whole_value = amount(row.value_amount, row.value_currency)
        parts = amount(whole(row.high, row.low), row.value_currency)
        explanation = (
            f'The {row.known} lots of the tender "{row.title}" whose value is known are {exactly(parts)} together, the'
            f" tender is {exactly(whole_value)}: {percent(parts.value, whole_value.value)}. One of these is wrong, or"
            " meant with taxes and the other without."
        )
        figures = exactly(whole_value), exactly(parts)
        yield Hit(FindingRule.PARTS_AND_WHOLE, (), Severity.WARNING, *figures, explanation, (row.id,))
