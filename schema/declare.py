"""The words in which the public types are declared: what a field is, and where it stands in the database.

A declaration carries no code that runs for a question: the engine reads it and writes SQL.
All use of Strawberry's inner modules is kept in this file and in `schema/entity.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import strawberry
from sqlalchemy import Column as TableColumn
from sqlalchemy import Table
from sqlalchemy.orm import InstrumentedAttribute
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument

DECLARED = "tengetrail"
NAMES: dict[str, Any] = {"strawberry": strawberry, "ID": strawberry.ID}  # public types by name, for annotations

Arguments = Mapping[str, tuple[str, str]]  # name -> (annotation, description)

PAGE_ARGUMENTS: Arguments = {
    "first": ("int | None", "How many from the front; 20 unless said, 200 at most."),
    "after": ("str | None", "Only what comes after this cursor."),
    "last": ("int | None", "How many from the back, instead of `first`."),
    "before": ("str | None", "Only what comes before this cursor."),
}


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


@dataclass(frozen=True)
class Back:
    """The one record that names this one in a column, and leaves another empty where `unset` says so."""

    column: TableColumn[Any]
    target: str
    unset: TableColumn[Any] | None = None


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

    @property
    def link(self) -> Table | None:
        return self.column.table if self.onward is not None else None


@dataclass(frozen=True)
class Listed(Many):
    """The same as a plain list: short, in a fixed order, chosen by arguments that are columns."""

    order: tuple[TableColumn[Any], ...] = ()
    where: Mapping[str, TableColumn[Any]] = field(default_factory=dict)
    given: TableColumn[Any] | None = None  # only rows in which this column is set


@dataclass(frozen=True)
class Chosen:
    """One of the records that name this one: the last of those that fit the arguments."""

    column: TableColumn[Any]
    target: str
    latest: TableColumn[Any]
    where: Mapping[str, TableColumn[Any]]


@dataclass(frozen=True)
class Told:
    """The record's kind and slug, and a text that its entry in the register names."""

    reference: TableColumn[Any]
    text: TableColumn[Any]


@dataclass(frozen=True)
class Picked:
    """One of the record's dated texts, chosen by day and language; `current` where neither is given."""

    current: TableColumn[Any]
    table: Table
    owner: str


@dataclass(frozen=True)
class Held:
    """Not shown: a filter that asks whether any of the record's rows in another table holds a text."""

    column: TableColumn[Any]
    owner: TableColumn[Any]


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
    """All records of a kind, or those with one value in one column."""

    target: str
    only: tuple[TableColumn[Any], str] | None = None


@dataclass(frozen=True)
class Latest:
    """The row with the largest value in a column."""

    target: str
    column: TableColumn[Any]


Declared = (
    Column
    | Money
    | Day
    | One
    | Back
    | Subject
    | Many
    | Listed
    | Chosen
    | Told
    | Picked
    | Identity
    | ByKey
    | ById
    | AllOf
    | Latest
)


def column(attribute: object, description: str, *, filter: bool = False, sort: bool = False) -> Any:  # noqa: A002
    """A value of its own table; what may be filtered or sorted is a promise of an index."""
    return made(Column(table_column(attribute), filter, sort), description)


def money(attribute: object, description: str, *, filter: bool = False, sort: bool = False) -> Any:  # noqa: A002
    """A money group, named by its amount column."""
    return made(Money(table_column(attribute), filter, sort), description)


def day(attribute: object, description: str, *, filter: bool = False, sort: bool = False) -> Any:  # noqa: A002
    """A partial date, named by its date column."""
    return made(Day(table_column(attribute), filter, sort), description)


def one(target: str, attribute: object, description: str) -> Any:
    """The record that a column names."""
    return made(One(table_column(attribute), target), description)


def back(target: str, attribute: object, description: str, *, unset: object | None = None) -> Any:
    """The only record that names this one."""
    empty = None if unset is None else table_column(unset)
    return made(Back(table_column(attribute), target, empty), description)


def chosen(
    target: str, attribute: object, *, latest: object, description: str, **where: tuple[object, str, str]
) -> Any:
    """The last record that names this one and fits; `where` is argument=(column, annotation, description)."""
    columns = {name: table_column(column) for name, (column, _, _) in where.items()}
    arguments = {name: (annotation, words) for name, (_, annotation, words) in where.items()}
    return made(Chosen(table_column(attribute), target, table_column(latest), columns), description, arguments)


def told(reference: object, text: object, description: str) -> Any:
    """A text about the record that many records share."""
    return made(Told(table_column(reference), table_column(text)), description)


def subject(attribute: object, description: str) -> Any:
    """A record of any kind."""
    return made(Subject(table_column(attribute)), description)


def many(target: str, attribute: object, onward: object | None = None, *, description: str) -> Any:
    """A connection to the records that name this one, or over a link table to those beside it."""
    further = None if onward is None else table_column(onward)
    declared = Many(target, table_column(attribute), further)
    return made(declared, description, connection_arguments(target))


def listed(
    target: str,
    attribute: object,
    onward: object | None = None,
    *,
    order: Sequence[object],
    description: str,
    own: str = "id",
    given: object | None = None,
    **where: tuple[object, str, str],
) -> Any:
    """A short plain list, 200 rows at most; `where` is argument=(column, annotation, description)."""
    columns = {name: table_column(attribute) for name, (attribute, _, _) in where.items()}
    further = None if onward is None else table_column(onward)
    ordering = tuple(table_column(each) for each in order)
    arguments = {name: (annotation, words) for name, (_, annotation, words) in where.items()}
    present = None if given is None else table_column(given)
    declared = Listed(target, table_column(attribute), further, own, ordering, columns, present)
    return made(declared, description, arguments)


def picked(current: object, texts: object, owner: object, description: str) -> Any:
    """One of a record's dated texts."""
    arguments = {
        "on": ("Date | None", "The day that the name was in force; without it, the latest name."),
        "lang": ("Language | None", "Only a name in this language."),
    }
    declared = Picked(table_column(current), table_column(texts).table, table_column(owner).name)
    return made(declared, description, arguments)


def identity(description: str) -> Any:
    """The opaque id."""
    return made(Identity(), description)


def by_key(target: str, attribute: object, argument: str, description: str) -> Any:
    """A root field: one record by its key in words."""
    words = f"The {argument} of the record, as other answers give it."
    return made(ByKey(target, table_column(attribute), argument), description, {argument: ("str", words)})


def by_id(description: str, *, several: bool = False) -> Any:
    """A root field: any record by its id."""
    if several:
        return made(ById(several), description, {"ids": ("list[ID]", "Ids that other answers gave, 200 at most.")})
    return made(ById(several), description, {"id": ("ID", "An id that another answer gave.")})


def all_of(target: str, description: str, *, only: tuple[object, str] | None = None) -> Any:
    """A root field: a connection to all records of a kind."""
    restriction = None if only is None else (table_column(only[0]), only[1])
    return made(AllOf(target, restriction), description, connection_arguments(target))


def latest(target: str, attribute: object, description: str) -> Any:
    """A root field: the newest row."""
    return made(Latest(target, table_column(attribute)), description)


def connection_arguments(target: str) -> Arguments:
    """What every connection takes."""
    return {
        **PAGE_ARGUMENTS,
        "filter": (f"{target}Filter | None", "Only those that fit."),
        "order_by": (f"list[{target}Order] | None", "By what to sort; the first is the main one."),
    }


def made(declared: object, description: str, arguments: Arguments | None = None) -> Any:
    """A Strawberry field that carries its declaration and has no resolver."""
    result = strawberry.field(description=description, metadata={DECLARED: declared})
    result.arguments = [
        StrawberryArgument(
            name,
            None,
            StrawberryAnnotation(annotation, namespace=NAMES),
            default=strawberry.UNSET,
            description=words,
        )
        for name, (annotation, words) in (arguments or {}).items()
    ]
    return result


def table_column(attribute: object) -> TableColumn[Any]:
    """The table's column behind a model's attribute; raises TypeError for anything else, at start."""
    if not isinstance(attribute, InstrumentedAttribute):
        raise TypeError(f"{attribute!r} is not a column of a table")
    result = attribute.property.columns[0]
    assert isinstance(result, TableColumn)
    return result
