"""Official names of a body or a place that overlap, or leave a time without any.

One name ends on the day on which the next begins. A date of a month or a year may be any day in it: there is an overlap
or a gap only if every day would make one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, func, or_, select

import db
from analysis.findings.facts import Hit
from analysis.findings.rows import certainly_before, groups, span
from analysis.findings.wording import days
from db.finding import Severity
from db.finding_rule import FindingRule
from db.name import NameKind
from db.table import table_of

NAME = table_of(db.Name)


def broken_names(connection: Connection) -> Iterator[Hit]:
    """Bodies and places whose official names of one language do not follow upon each other."""
    names = (
        select(
            NAME,
            _lead(NAME.c.text).label("next"),
            _lead(NAME.c.valid_from).label("next_from"),
            _lead(NAME.c.valid_from_precision).label("next_precision"),
        )
        .where(NAME.c.kind == NameKind.OFFICIAL)
        .subquery()
    )
    apart = or_(names.c.valid_to.is_(None), names.c.next_from.is_(None), names.c.valid_to != names.c.next_from)
    query = (
        select(names).where(names.c.next.is_not(None), apart).order_by(names.c.subject_id, names.c.language, names.c.id)
    )
    for rows in groups(connection.execute(query), "subject_id"):
        overlaps = [told for row in rows if (told := _overlap(row))]
        gaps = [told for row in rows if (told := _gap(row))]
        if overlaps:
            yield _hit(FindingRule.NAMES_OVERLAP, Severity.WARNING, rows[0].subject_id, overlaps)
        if gaps:
            yield _hit(FindingRule.NAMES_GAP, Severity.INFO, rows[0].subject_id, gaps)


def _lead(column: Column[Any]) -> ColumnElement[Any]:
    """What stands there in the next name of that language."""
    start = func.coalesce(NAME.c.valid_from, date.min)
    following = func.lead(column, type_=column.type)
    return following.over(partition_by=(NAME.c.subject_id, NAME.c.language), order_by=(start, NAME.c.id))


def _overlap(row: Row[Any]) -> str | None:
    end, start = span(row.valid_to, row.valid_to_precision), span(row.next_from, row.next_precision)
    if row.text == row.next or (end and start and not certainly_before(start, end)):
        return None
    until = f"until {days(end)}" if end else "without an end"
    return (
        f'"{row.text}" is in force {until}, and "{row.next}" {f"from {days(start)}" if start else "from the beginning"}'
    )


def _gap(row: Row[Any]) -> str | None:
    end, start = span(row.valid_to, row.valid_to_precision), span(row.next_from, row.next_precision)
    if not (end and start and certainly_before(end, start)):
        return None
    return f'"{row.text}" ended on {days(end)}, and "{row.next}" began on {days(start)}'


def _hit(rule: FindingRule, severity: Severity, subject: int, told: list[str]) -> Hit:
    return Hit(rule, (), severity, None, "; ".join(told), f"{'. '.join(told)}.", (subject,))
