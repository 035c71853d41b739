"""Dates of a purchase in the wrong order: of a tender's period, a tender and its award, an award and its contract."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Connection, Select, select

import db
from analysis.findings.facts import Hit
from analysis.findings.rows import certainly_before, span
from analysis.findings.wording import days
from db.finding import Severity
from db.finding_rule import FindingRule
from db.table import table_of

AWARD, CONTRACT, TENDER = table_of(db.Award), table_of(db.Contract), table_of(db.Tender)


def dates_out_of_order(connection: Connection) -> Iterator[Hit]:
    """What ended before it began, was awarded before it was published, or signed before it was awarded."""
    own = _pair(TENDER.c.period_start, TENDER.c.period_end)
    award = _pair(TENDER.c.published_on, AWARD.c.awarded_on).join(TENDER, TENDER.c.process_id == AWARD.c.process_id)
    signed = _pair(AWARD.c.awarded_on, CONTRACT.c.signed_on).join(AWARD, AWARD.c.id == CONTRACT.c.award_id)
    yield from _hits(connection, own, "The period for offers began on {0}, but ended on {1}.")
    yield from _hits(connection, award, "The tender was published on {0}, but the award was made on {1}.")
    yield from _hits(connection, signed, "The award was made on {0}, but the contract was signed on {1}.")


def _pair(first: Column[Any], then: Column[Any]) -> Select[Any]:
    """Two dates of which the second stands before the first; the finding is about the record that holds the second."""
    one, other = first.table.c, then.table.c
    return (
        select(
            other.id.label("record"),
            one.id.label("other"),
            first.label("first"),
            one[f"{first.name}_precision"].label("first_precision"),
            then.label("then"),
            other[f"{then.name}_precision"].label("then_precision"),
        )
        .select_from(then.table)
        .where(then < first)
        .order_by(other.id)
    )


def _hits(connection: Connection, query: Select[Any], words: str) -> Iterator[Hit]:
    for row in connection.execute(query):
        first, then = span(row.first, row.first_precision), span(row.then, row.then_precision)
        if first and then and certainly_before(then, first):
            records = tuple(dict.fromkeys((row.record, row.other)))
            told = f"not before {days(first)}", days(then), words.format(days(first), days(then))
            yield Hit(FindingRule.DATES_OUT_OF_ORDER, (), Severity.WARNING, *told, records)
