"""What a field of a public type can be: where its value stands in the database, or how it is worked out.

These declarations carry no code that runs for a question: the engine reads them and writes SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column as TableColumn
from sqlalchemy import Table

from schema.logged import Marked, Moment, Parsed, Registered


@dataclass(frozen=True)
class Column:
    """A value that stands in a column of the record's own table."""

    column: TableColumn[Any]
    filter: bool = False
    sort: bool = False

    @property
    def order(self) -> TableColumn[Any]:
        return self.column


@dataclass(frozen=True)
class Group:
    """Several columns with one prefix that are one value."""

    column: TableColumn[Any]
    filter: bool = False
    sort: bool = False

    @property
    def order(self) -> TableColumn[Any]:
        """The generated, never-null column that the value is sorted by."""
        return self.column.table.c[f"{self.prefix}_order"]

    @property
    def prefix(self) -> str:
        return self.column.name


@dataclass(frozen=True)
class Money(Group):
    """An amount in minor units, its currency, and how exactly it is meant."""

    @property
    def prefix(self) -> str:
        return self.column.name.removesuffix("_amount")


@dataclass(frozen=True)
class Day(Group):
    """A date of which perhaps only the month or the year is known."""


@dataclass(frozen=True)
class One:
    """The one record that a column names."""

    column: TableColumn[Any]
    target: str

    @property
    def key(self) -> str:
        """The column of the other table that it is named by."""
        return next((each.column.name for each in self.column.foreign_keys), "id")


@dataclass(frozen=True)
class Back:
    """The one record that names this one in a column, and leaves another empty where `unset` says so."""

    column: TableColumn[Any]
    target: str
    unset: TableColumn[Any] | None = None


@dataclass(frozen=True)
class Beside:
    """The one record that a column names in the row which another table has for this record, under its number."""

    column: TableColumn[Any]
    target: str


@dataclass(frozen=True)
class Subject:
    """A record of any kind that a column names."""

    column: TableColumn[Any]


@dataclass(frozen=True)
class Many:
    """The records that name this one in `column`; or, over a link, those that `onward` names beside it."""

    target: str
    column: TableColumn[Any]
    onward: TableColumn[Any] | None = None
    own: str = "id"  # the column of this record that `column` holds
    # The column that holds the kind of this record, where records of other kinds may have the same `own`.
    kind: TableColumn[Any] | None = field(default=None, kw_only=True)
    newest_first: bool = field(default=False, kw_only=True)

    @property
    def link(self) -> Table | None:
        return self.column.table if self.onward is not None else None


@dataclass(frozen=True)
class Listed(Many):
    """The same as a plain list: short, in a fixed order, chosen by arguments that are columns."""

    order: tuple[TableColumn[Any], ...] = ()
    where: Mapping[str, TableColumn[Any]] = field(default_factory=dict)
    given: TableColumn[Any] | None = None  # only rows in which this column is set
    of_field: TableColumn[Any] | None = None  # rows about one field of the record, named in this column
    field: str | None = None  # ... which is this one


@dataclass(frozen=True)
class Chosen:
    """One of the records that name this one: the last of those that fit the arguments."""

    column: TableColumn[Any]
    target: str
    latest: TableColumn[Any]
    where: Mapping[str, TableColumn[Any]]


@dataclass(frozen=True)
class Chain:
    """The record's own row in a table, the row that it names as the next, and so on to the last."""

    target: str
    next: TableColumn[Any]


@dataclass(frozen=True)
class Told:
    """The record's kind and slug, and a text that its entry in the register names, or else its data set has."""

    reference: TableColumn[Any]
    text: TableColumn[Any]
    otherwise: TableColumn[Any]


@dataclass(frozen=True)
class Picked:
    """One of the record's dated texts, chosen by day and language; `current` where neither is given."""

    current: TableColumn[Any]
    table: Table
    owner: str
    own: str = "id"  # the column of this record that `owner` holds


@dataclass(frozen=True)
class Worded:
    """One wording of a record's text, in the first language of a list in which there is one.

    `own` are the columns that hold the record's own words, by the code of the text; they are in the language that
    `language` names, or without it in the data set's. Other wordings stand in `table`, a title's in `titles` if given.
    """

    own: Mapping[str, TableColumn[Any]]
    table: Table
    titles: Table
    language: TableColumn[Any] | None = None


@dataclass(frozen=True)
class Held:
    """Not shown: a filter that asks whether any of the record's rows in another table holds a text."""

    column: TableColumn[Any]
    owner: TableColumn[Any]


@dataclass(frozen=True)
class Wider:
    """Not shown: with it the rest of a filter may fit any record that a table names beside the record's own.

    Rows of which `passed` is `unless` do not count.
    """

    own: TableColumn[Any]
    other: TableColumn[Any]
    passed: TableColumn[Any]
    unless: str
    description: str


OWN_CURRENCY = "own currency"


@dataclass(frozen=True)
class Lookup:
    """Rows of a table that a leaf needs: which of their columns, and which rows.

    `where` names for each column what it must equal: an argument, a part of one (`rate.basis`), or the amount's
    own currency. What an argument leaves out is not asked. `source` leads over the row's citation to a text.
    """

    columns: tuple[TableColumn[Any], ...]
    where: Mapping[str, str]
    source: tuple[TableColumn[Any], TableColumn[Any]]


@dataclass(frozen=True)
class Leaf:
    """A value that a pure function works out of an amount, looked up rows and arguments, after the statement."""

    function: Callable[..., dict[str, Any]]
    lookups: Mapping[str, Lookup]


@dataclass(frozen=True)
class Sums:
    """Which amount of a kind of record is added up, and by what: fields, or ways like `process.buyer`, by name."""

    money: str
    by: Mapping[str, str]
    stored: tuple[str, ...] = ()  # those by which an import adds up all records, beside year and status
    onward: tuple[str, ...] = ()  # the lists along which its money goes on, each from the last, to what was paid


@dataclass(frozen=True)
class Flow:
    """Where a record's money goes, worked out of the records below it.

    They name it in `counted`, which tells how many they can be; `of_body` if they name it as the one who pays.
    """

    function: Callable[[Mapping[str, Any], Mapping[str, Any]], dict[str, Any] | None]
    counted: tuple[TableColumn[Any], ...]
    of_body: bool = False


@dataclass(frozen=True)
class Digits(Group):
    """The digits of a money group's amount alone."""

    @property
    def prefix(self) -> str:
        return self.column.name.removesuffix("_amount")


@dataclass(frozen=True)
class Identity:
    """The opaque id of a record."""


@dataclass(frozen=True)
class ByKey:
    """The one record with this key."""

    target: str
    column: TableColumn[Any]
    argument: str


@dataclass(frozen=True)
class ById:
    """The record with this id, of whatever kind; or those with these ids."""

    several: bool


@dataclass(frozen=True)
class AllOf:
    """All records of a kind, or those with one value in one column; `lasting` is their first day and that after."""

    target: str
    only: tuple[TableColumn[Any], str] | None = None
    lasting: tuple[TableColumn[Any], TableColumn[Any]] | None = None


@dataclass(frozen=True)
class Latest:
    """The row with the largest value in a column."""

    target: str
    column: TableColumn[Any]


@dataclass(frozen=True)
class Every:
    """All rows of a small table as a plain list, sorted by a column."""

    target: str
    column: TableColumn[Any]


@dataclass(frozen=True)
class Search:
    """The records in whose texts all words of a question stand."""

    target: str


Declared = (
    Column
    | Money
    | Day
    | One
    | Back
    | Beside
    | Subject
    | Many
    | Listed
    | Leaf
    | Flow
    | Digits
    | Chosen
    | Chain
    | Told
    | Picked
    | Worded
    | Identity
    | ByKey
    | ById
    | AllOf
    | Latest
    | Registered
    | Moment
    | Marked
    | Parsed
    | Every
    | Search
)
