"""Bodies that published tenders, chose suppliers or signed contracts after their end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Connection, Select, or_, select, union_all

import db
from analysis.findings.facts import MOST_LISTED, Hit
from analysis.findings.rows import certainly_before, groups, span
from analysis.findings.wording import days
from db.finding import Severity
from db.finding_rule import FindingRule
from db.table import table_of

BODY, PROCESS = table_of(db.Organization), table_of(db.Process)
AWARD, CONTRACT, TENDER = table_of(db.Award), table_of(db.Contract), table_of(db.Tender)


def dissolved_buyers(connection: Connection) -> Iterator[Hit]:
    """Bodies that bought when they were no more, with what they bought."""
    days_of = (TENDER.c.published_on, AWARD.c.awarded_on, CONTRACT.c.signed_on)
    bought = union_all(*(_after_the_end(column) for column in days_of)).subquery()
    for rows in groups(connection.execute(select(bought).order_by(bought.c.body, bought.c.day, bought.c.id)), "body"):
        end = span(rows[0].dissolved_on, rows[0].dissolved_on_precision)
        late = [(row.id, span(row.day, row.precision)) for row in rows]
        late = [each for each in late if certainly_before(end, each[1])]
        if late and end and late[-1][1]:
            explanation = (
                f"{rows[0].name} existed until {days(end)}, but {len(late)} of its tenders, awards or contracts are"
                f" later, the last of {days(late[-1][1])}. Who bought then, and with whose money?"
            )
            told = f"not after {days(end)}", days(late[-1][1]), explanation
            records = (rows[0].body, *(each[0] for each in late[: MOST_LISTED - 1]))
            yield Hit(FindingRule.DISSOLVED_BUYER, (), Severity.WARNING, *told, records, 1 + len(late))


def _after_the_end(day: Column[Any]) -> Select[Any]:
    """What a body that ended bought on a later day, by buyer or procuring entity."""
    table = day.table
    return (
        select(
            BODY.c.id.label("body"),
            BODY.c.name,
            BODY.c.dissolved_on,
            BODY.c.dissolved_on_precision,
            table.c.id,
            day.label("day"),
            table.c[f"{day.name}_precision"].label("precision"),
        )
        .join(PROCESS, or_(PROCESS.c.buyer_id == BODY.c.id, PROCESS.c.procuring_entity_id == BODY.c.id))
        .join(table, table.c.process_id == PROCESS.c.id)
        .where(BODY.c.dissolved_on.is_not(None), day > BODY.c.dissolved_on)
    )
