"""Suppliers that were founded after they were chosen, or after their contract was signed."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select, union_all

import db
from analysis.findings.facts import MOST_LISTED, Hit
from analysis.findings.rows import certainly_before, groups, span
from analysis.findings.wording import days
from db.finding import Severity
from db.finding_rule import FindingRule
from db.table import table_of

AWARD, CONTRACT, BODY = table_of(db.Award), table_of(db.Contract), table_of(db.Organization)
OF_AWARD, OF_CONTRACT = table_of(db.AwardSupplier), table_of(db.ContractSupplier)


def young_suppliers(connection: Connection) -> Iterator[Hit]:
    """Suppliers that did not exist when they won, with what they won."""
    won = union_all(
        select(OF_AWARD.c.organization_id, AWARD.c.id, AWARD.c.awarded_on.label("day"), AWARD.c.awarded_on_precision)
        .join(AWARD, AWARD.c.id == OF_AWARD.c.award_id)
        .where(AWARD.c.awarded_on.is_not(None)),
        select(OF_CONTRACT.c.organization_id, CONTRACT.c.id, CONTRACT.c.signed_on, CONTRACT.c.signed_on_precision)
        .join(CONTRACT, CONTRACT.c.id == OF_CONTRACT.c.contract_id)
        .where(CONTRACT.c.signed_on.is_not(None)),
    ).subquery()
    query = (
        select(BODY.c.name, BODY.c.founded_on, BODY.c.founded_on_precision, won)
        .join(won, won.c.organization_id == BODY.c.id)
        .where(won.c.day < BODY.c.founded_on)
        .order_by(BODY.c.id, won.c.day, won.c.id)
    )
    for rows in groups(connection.execute(query), "organization_id"):
        founded = span(rows[0].founded_on, rows[0].founded_on_precision)
        early = [(row.id, span(row.day, row.awarded_on_precision)) for row in rows]
        early = [each for each in early if certainly_before(each[1], founded)]
        if early and founded and early[0][1]:
            explanation = (
                f"{rows[0].name} was founded on {days(founded)}, and {len(early)} awards or contracts of it are older;"
                f" the oldest is of {days(early[0][1])}. It may be a later registration of an older body."
            )
            told = f"not before {days(founded)}", days(early[0][1]), explanation
            records = (rows[0].organization_id, *(each[0] for each in early[: MOST_LISTED - 1]))
            yield Hit(FindingRule.YOUNG_SUPPLIER, (), Severity.WARNING, *told, records, 1 + len(early))
