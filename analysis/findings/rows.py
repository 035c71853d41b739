"""What the rules that read rows share: the days that a date may mean, sums in words, and how a group is told.

Such a rule is a SELECT that gives little more than its hits. A date of a month or a year is stored as its first day;
the statement compares these, and `certainly_before` decides what is left.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Float, Integer, Row, Table, cast, func

from analysis.findings.facts import Amount, Span
from db.codes import Precision, ProcurementStatus, Qualifier
from db.currency import DIGITS
from db.sums import PART


def span(first: date | None, precision: Precision | None) -> Span | None:
    """The days that a date may mean."""
    if first is None:
        return None
    if precision is Precision.YEAR:
        return Span(first, first.replace(month=12, day=31))
    if precision is Precision.MONTH:
        return Span(first, first.replace(day=monthrange(first.year, first.month)[1]))
    return Span(first, first)


def certainly_before(earlier: Span | None, later: Span | None) -> bool:
    """Whether every day of one comes before every day of the other."""
    return bool(earlier and later and earlier.last < later.first)


def amount(minor: int, currency: str, qualifier: Qualifier = Qualifier.EXACT) -> Amount:
    """A sum of minor units in whole units."""
    return Amount(Decimal(minor).scaleb(-DIGITS[currency]), currency, qualifier)


def groups(rows: Iterable[Row[Any]], *names: str) -> Iterator[list[Row[Any]]]:
    """Rows that stand together and are alike in these columns."""
    key: Callable[[Row[Any]], tuple[Any, ...]] = lambda row: tuple(getattr(row, name) for name in names)  # noqa: E731
    return (list(group) for _, group in groupby(rows, key))


def is_on(table: Table) -> ColumnElement[bool]:
    """Neither called off nor without a winner, as far as is known."""
    off = (ProcurementStatus.CANCELLED, ProcurementStatus.UNSUCCESSFUL)
    return table.c.status.is_(None) | table.c.status.not_in(off)


def is_not_cancelled(table: Table) -> ColumnElement[bool]:
    """Not called off, as far as is known: what Cardinal looks at."""
    return table.c.status.is_distinct_from(ProcurementStatus.CANCELLED)


def halves(column: Column[Any]) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The sum of a column as two numbers that cannot overflow; `whole` puts them together."""
    return func.sum(column // PART), func.sum(column % PART)


def roughly(column: ColumnElement[Any]) -> ColumnElement[float]:
    """An amount that cannot overflow, to compare before the exact comparison."""
    return cast(column, Float(53))


def days_from(connection: Connection, start: ColumnElement[Any], end: ColumnElement[Any]) -> ColumnElement[Any]:
    """How many days lie between two dates."""
    if connection.dialect.name == "sqlite":
        return cast(func.julianday(end) - func.julianday(start), Integer)
    return end.op("-", return_type=Integer())(start)
