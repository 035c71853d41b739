"""Whether rows fit their table, as it is declared: each row that an import brings is checked once, here.

Rows are checked column by column. A column of thousands of values is mostly right, which one look at all of them
tells; only one that is wrong is looked at value by value, to say which row it is, and what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Enum, Integer, String
from sqlmodel import AutoString

from db.codes import Code
from db.currency import DIGITS, Currency
from db.node import Node, Record, RecordKey, records
from db.table import Table, table_of

LARGEST = 2**63 - 1  # minor units, in a 64-bit column
LARGEST_COUNT = 2**31 - 1
LONGEST_SLUG = 200
LONGEST_INDEXED = 500  # characters of a text that an index holds; PostgreSQL takes 2,704 bytes
SLUG = re.compile(r"[a-z0-9][a-z0-9/._>#-]*")
SLUG_FORM = "use small letters, digits and - / . _ > #, and begin with a letter or digit"
CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

COMPARED = re.compile(r"(\w+) (<=|<>) (\w+)")  # a check of a table that compares two columns of a row
TOGETHER = re.compile(r"\((\w+) IS NULL\) = \((\w+) IS NULL\)")  # ... that wants both columns, or neither


class Wrong(NamedTuple):
    """Why a value does not fit, and what would."""

    wrong: str
    mend: str


class Misfit(NamedTuple):
    """A value that does not fit: of which row, counted from 0, in which column."""

    row: int
    column: str
    value: object
    wrong: Wrong


Judge = Callable[[Any], Wrong | None]


class Kind:
    """What the values of a column must be."""

    def __init__(self, judge: Judge, types: Collection[type], known: Collection[object] | None = None) -> None:
        self.judge = judge  # of one value that is not null
        self.types = frozenset(types)
        self.known = known  # all values that there can be, if they are few

    def fits(self, values: Sequence[Any]) -> bool:
        """Whether all of the values, none of them null, are right."""
        if not self.types.issuperset(map(type, values)):
            return False
        return self.known.issuperset(values) if isinstance(self.known, frozenset) else self.fits_all(values)

    def fits_all(self, values: Sequence[Any]) -> bool:
        """The same, of values of the right types."""
        return not any(map(self.judge, values))

    def wrong(self, value: Any) -> Wrong | None:
        """What is wrong with one value."""
        if type(value) not in self.types:
            names = " or ".join(sorted(each.__name__ for each in self.types))
            return Wrong(f"is a {type(value).__name__}", f"give a {names}")
        return self.judge(value)


class Whole(Kind):
    """A whole number from 0."""

    def __init__(self, largest: int) -> None:
        super().__init__(self._judge, {int})
        self._largest = largest

    def fits_all(self, values: Sequence[Any]) -> bool:
        return bool(min(values) >= 0 and max(values) <= self._largest)

    def _judge(self, value: int) -> Wrong | None:
        if value < 0:
            return Wrong("is negative", "amounts and counts are zero or more")
        if value > self._largest:
            return Wrong(f"is more than {self._largest}, the most that can be stored", "check the number of digits")
        return None


class Words(Kind):
    """A text."""

    def __init__(self, longest: int | None, form: re.Pattern[str] | None = None, told: str = "") -> None:
        super().__init__(self._judge, {str})
        self._longest, self._form, self._told = longest, form, told

    def fits_all(self, values: Sequence[Any]) -> bool:
        whole = "".join(values)
        if not whole.isprintable() and CONTROL.search(whole):
            return False
        if self._longest is not None and max(map(len, values)) > self._longest:
            return False
        return "" not in values and (self._form is None or all(map(self._form.fullmatch, values)))

    def _judge(self, value: str) -> Wrong | None:
        if not value:
            return Wrong("is empty", "give null for what is not known")
        if CONTROL.search(value):
            return Wrong("has a control character in it", "take it out")
        if self._longest is not None and len(value) > self._longest:
            return Wrong(f"is longer than {self._longest} characters", "shorten it")
        if self._form is not None and not self._form.fullmatch(value):
            return Wrong("has the wrong form", f"write {self._told}")
        return None


class Check:
    """What the rows of one table must be."""

    def __init__(self, model: type[Table]) -> None:
        self.kinds = {column.name: kind_of(model, column) for column in table_of(model).columns if column.name != "id"}
        checks = [str(each.sqltext) for each in table_of(model).constraints if isinstance(each, CheckConstraint)]
        self.compared = [match.groups() for check in checks if (match := COMPARED.fullmatch(check))]
        self._together = [match.groups() for check in checks if (match := TOGETHER.fullmatch(check))]

    def misfits(self, columns: Mapping[str, Sequence[Any]], required: Collection[str]) -> Iterator[Misfit]:
        """All that is wrong with rows that are given by column."""
        for name, values in columns.items():
            some = [value for value in values if value is not None] if None in values else values
            if (name in required and len(some) < len(values)) or (some and not self.kinds[name].fits(some)):
                yield from self._misfits(name, values, name in required)
        for one, other in self._together:
            for row, (first, second) in enumerate(zip(columns.get(one, ()), columns.get(other, ()), strict=False)):
                if (first is None) is not (second is None):
                    yield Misfit(row, one, first, Wrong(f"stands beside {second!r} in {other}", "give both or neither"))
        for one, sign, other in self.compared:
            for row, (first, second) in enumerate(zip(columns.get(one, ()), columns.get(other, ()), strict=False)):
                if None not in {first, second} and (first > second if sign == "<=" else first == second):
                    yield Misfit(row, other, second, Wrong(f"does not fit {first} in {one}", "correct one of them"))

    def _misfits(self, name: str, values: Sequence[Any], required: bool) -> Iterator[Misfit]:
        for row, value in enumerate(values):
            if value is None and required:
                yield Misfit(row, name, None, Wrong("is missing", f"give its {name}"))
            elif value is not None and (wrong := self.kinds[name].wrong(value)):
                yield Misfit(row, name, value, wrong)


@cache
def check_of(model: type[Table]) -> Check:
    """The check of a table's rows."""
    return Check(model)


def kind_of(model: type[Table], column: Column[Any]) -> Kind:
    """What a table's declaration says of the values of a column."""
    for foreign in column.foreign_keys:
        if foreign.column.name == "id":
            return _reference(model, column)
    match column.type:
        case Enum(enum_class=codelist) if codelist is not None and issubclass(codelist, Code):
            return _coded(frozenset(map(str, codelist)), {str, codelist})
        case String() | AutoString() if any(key.column.table is table_of(Currency) for key in column.foreign_keys):
            return _coded(frozenset(DIGITS), {str})
        case String() | AutoString():
            return _words(model, column)
        case BigInteger():
            return Whole(LARGEST)
        case Integer():
            return Whole(LARGEST_COUNT)
        case Date():
            return Kind(lambda _: None, {date})
    raise TypeError(f"{column} is of a type that db.check does not know")


def _coded(known: frozenset[str], types: Collection[type]) -> Kind:
    def judge(value: str) -> Wrong | None:
        return (
            None if value in known else Wrong("is not a value of the codelist", f"known are {', '.join(sorted(known))}")
        )

    return Kind(judge, types, known)


def _words(model: type[Table], column: Column[Any]) -> Words:
    field = model.model_fields[column.name]
    if column.name == "slug" and issubclass(model, Record) and not model.slug_from:
        return Words(LONGEST_SLUG, SLUG, f"a slug: {SLUG_FORM}")
    longest = [each.max_length for each in field.metadata if hasattr(each, "max_length")]
    if is_indexed(column):
        longest.append(LONGEST_INDEXED)
    forms = [re.compile(each.pattern) for each in field.metadata if hasattr(each, "pattern")]
    return Words(min(longest, default=None), forms[0] if forms else None, field.description or "")


def _reference(model: type[Table], column: Column[Any]) -> Kind:
    types = frozenset(referred(model, column))

    def judge(key: RecordKey) -> Wrong | None:
        return None if key.type in types else Wrong(f"is a {key.type}", f"it must be a {' or '.join(sorted(types))}")

    return Kind(judge, {RecordKey})


def referred(model: type[Table], column: Column[Any]) -> tuple[str, ...]:
    """The types of the records that a column may refer to."""
    (foreign,) = column.foreign_keys
    if foreign.column.table is table_of(Node):
        return model.accepts.get(column.name) or tuple(records())
    return tuple(name for name, record in records().items() if table_of(record) is foreign.column.table)


def is_indexed(column: Column[Any]) -> bool:
    """Whether an index holds the column."""
    constraints = (*column.table.indexes, *column.table.constraints)
    return any(column in tuple(constraint.columns) for constraint in constraints if hasattr(constraint, "columns"))
