"""The same lot at the same value in several tenders of one buyer and year: entered twice, or split.

Titles are compared letter by letter. Lots and tenders that were called off or found no winner are left out: to try once
more is no repetition.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, extract, func, select

import db
from analysis.findings.facts import MOST_LISTED, Hit
from analysis.findings.rows import amount, groups, is_on
from analysis.findings.wording import exactly
from db.codes import Qualifier
from db.finding import Severity
from db.finding_rule import FindingRule
from db.table import table_of

LOT, PROCESS, TENDER = table_of(db.Lot), table_of(db.Process), table_of(db.Tender)
SYMBOLIC = 100  # minor units: a lot of 0.01 or of 1 only fills a form
YEAR = extract("year", TENDER.c.published_on)
TITLE = func.coalesce(LOT.c.title_original, LOT.c.title)
ALIKE = (PROCESS.c.buyer_id, YEAR, TITLE, LOT.c.value_amount, LOT.c.value_currency)


def repeated_lots(connection: Connection) -> Iterator[Hit]:
    """Lots that stand alike in several tenders."""
    first, last = (each(LOT.c.tender_id).over(partition_by=ALIKE) for each in (func.min, func.max))
    place = func.min(LOT.c.id).over(partition_by=ALIKE)
    lots = (
        select(
            LOT.c.id, LOT.c.tender_id, TITLE.label("title"), LOT.c.value_amount, LOT.c.value_currency,
            YEAR.label("year"), first.label("first"), last.label("last"), place.label("place"),
        )
        .join(TENDER, TENDER.c.id == LOT.c.tender_id)
        .join(PROCESS, PROCESS.c.id == TENDER.c.process_id)
        .where(PROCESS.c.buyer_id.is_not(None), TENDER.c.published_on.is_not(None), TITLE != "")
        .where(LOT.c.value_amount > SYMBOLIC, LOT.c.value_qualifier == Qualifier.EXACT, is_on(LOT), is_on(TENDER))
        .subquery()
    )  # fmt: skip
    query = select(lots).where(lots.c.first != lots.c.last).order_by(lots.c.place, lots.c.id)
    for rows in groups(connection.execute(query), "place"):
        value = exactly(amount(rows[0].value_amount, rows[0].value_currency))
        tenders = len({row.tender_id for row in rows})
        explanation = (
            f'In {rows[0].year} the buyer put a lot "{rows[0].title}" of {value} into {tenders} tenders. It may have'
            " been bought again, entered twice, or split."
        )
        found = f"{len(rows)} lots of {value} in {tenders} tenders"
        records = tuple(row.id for row in rows[:MOST_LISTED])
        yield Hit(FindingRule.REPEATED_LOT, (), Severity.INFO, None, found, explanation, records, len(rows))
