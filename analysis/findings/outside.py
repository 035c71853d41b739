"""Which contracts were signed outside the period of a programme whose money is said to reach them, and by which way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Connection, Select, or_, select, union, union_all

import db
from analysis.findings.chunks import having
from db.table import table_of

PROGRAMME, ACTIVITY, LINE = table_of(db.Programme), table_of(db.Activity), table_of(db.BudgetLine)
LINK, CONTRACT, TENDER = table_of(db.FundingLink), table_of(db.Contract), table_of(db.Tender)
AWARD_LOT = table_of(db.AwardLot)


def outside_contracts(connection: Connection) -> set[int]:
    """The contracts whose day or first possible day lies outside the period."""
    spent = union_all(
        select(PROGRAMME.c.id.label("record"), PROGRAMME.c.id.label("programme")),
        select(ACTIVITY.c.id, ACTIVITY.c.programme_id),
        select(LINE.c.id, LINE.c.programme_id),
    ).subquery()
    reach = select(spent).cte("reach", recursive=True)
    reach = reach.union(select(LINK.c.payee_id, reach.c.programme).join(reach, LINK.c.payer_id == reach.c.record))
    on_tender = TENDER.join(CONTRACT, CONTRACT.c.process_id == TENDER.c.process_id)
    on_lot = AWARD_LOT.join(CONTRACT, CONTRACT.c.award_id == AWARD_LOT.c.award_id)
    ways = union(
        *(
            select(CONTRACT.c.id, CONTRACT.c.signed_on, reach.c.programme).join(reach, reach.c.record == column)
            for column in (CONTRACT.c.id, CONTRACT.c.award_id, CONTRACT.c.process_id)
        ),
        *(
            select(CONTRACT.c.id, CONTRACT.c.signed_on, reach.c.programme)
            .select_from(joined)
            .join(reach, reach.c.record == column)
            for joined, column in ((on_tender, TENDER.c.id), (on_lot, AWARD_LOT.c.lot_id))
        ),
    ).subquery()
    outside = or_(ways.c.signed_on < PROGRAMME.c.period_start, ways.c.signed_on > PROGRAMME.c.period_end)
    query = select(ways.c.id).join(PROGRAMME, PROGRAMME.c.id == ways.c.programme).where(outside)
    return set(connection.scalars(query))


def payers_above(connection: Connection, records: Iterable[int]) -> dict[int, list[int]]:
    """Those whose money pays for the records, for these payers, and so on; an activity's is its programme's."""
    found: dict[int, list[int]] = defaultdict(list)
    level = set(records)
    done: set[int] = set()
    queries: tuple[tuple[Select[Any], Column[Any]], ...] = (
        (select(LINK.c.payee_id, LINK.c.payer_id), LINK.c.payee_id),
        (select(ACTIVITY.c.id, ACTIVITY.c.programme_id), ACTIVITY.c.id),
        (select(LINE.c.id, LINE.c.activity_id), LINE.c.id),
        (select(LINE.c.id, LINE.c.programme_id), LINE.c.id),
    )
    while level:
        done |= level
        for query, column in queries:
            for payee, payer in map(tuple, having(connection, query, column, level)):
                if payer is not None and payer not in found[payee]:
                    found[payee].append(payer)
        level = {payer for payee in level for payer in found.get(payee, ())} - done
    return dict(found)
