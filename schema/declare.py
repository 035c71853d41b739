"""The words in which the public types are declared: what a field is, and where it stands in the database.

A declaration carries no code that runs for a question: the engine reads it and writes SQL.
All use of Strawberry's inner modules is kept in this file and in `schema/entity.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import strawberry
from sqlalchemy import Column as TableColumn
from sqlalchemy.orm import InstrumentedAttribute
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument

from schema.kinds import (
    AllOf,
    Back,
    Beside,
    ById,
    ByKey,
    Chain,
    Chosen,
    Column,
    Day,
    Digits,
    Every,
    Identity,
    Latest,
    Leaf,
    Listed,
    Lookup,
    Many,
    Money,
    One,
    Picked,
    Search,
    Subject,
    Told,
)
from schema.logged import Marked, Moment, Parsed, Registered

DECLARED = "tengetrail"
NAMES: dict[str, Any] = {"strawberry": strawberry, "ID": strawberry.ID}  # public types by name, for annotations

Arguments = Mapping[
    str, tuple[str, str] | tuple[str, str, str | bool]
]  # name -> (annotation, description, value or code by default)

PAGE_ARGUMENTS: Arguments = {
    "first": ("int | None", "How many from the front; 20 unless said, 200 at most."),
    "after": ("str | None", "Only what comes after this cursor."),
    "last": ("int | None", "How many from the back, instead of `first`."),
    "before": ("str | None", "Only what comes before this cursor."),
}


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


def beside(target: str, attribute: object, description: str) -> Any:
    """The record that a column of another table names, in the row that has this record's number."""
    return made(Beside(table_column(attribute), target), description)


def chosen(
    target: str,
    attribute: object,
    *,
    latest: object,
    description: str,
    **where: tuple[object, str, str] | tuple[object, str, str, str],
) -> Any:
    """The last record that names this one and fits; `where` is argument=(column, annotation, description, default)."""
    columns = {name: table_column(column) for name, (column, *_) in where.items()}
    arguments: Arguments = {name: given[1:] for name, given in where.items()}
    return made(Chosen(table_column(attribute), target, table_column(latest), columns), description, arguments)


def chain(target: str, following: object, description: str) -> Any:
    """A short list: the record's own row, the next one, and so on."""
    return made(Chain(target, table_column(following)), description)


def told(reference: object, text: object, otherwise: object, description: str) -> Any:
    """A text about the record that many records share, or else all of its data set."""
    return made(Told(table_column(reference), table_column(text), table_column(otherwise)), description)


def subject(attribute: object, description: str) -> Any:
    """A record of any kind."""
    return made(Subject(table_column(attribute)), description)


def registered(kind: object, slug: object, description: str) -> Any:
    """The record of any kind that two columns name, as it is now."""
    return made(Registered(table_column(kind), table_column(slug)), description)


def registered_id(kind: object, slug: object, description: str) -> Any:
    """The opaque id of the record that two columns name, which may be gone."""
    return made(Registered(table_column(kind), table_column(slug), of_id=True), description)


def moment(attribute: object, description: str) -> Any:
    """A time in UTC."""
    return made(Moment(table_column(attribute)), description)


def marked(target: str, attribute: object, description: str) -> Any:
    """The cursor of a row in the list of all of a kind, by its number."""
    return made(Marked(table_column(attribute), target), description)


def parsed(function: Callable[..., list[dict[str, Any]]], *columns: object, description: str) -> Any:
    """What a pure function makes of the texts of some columns."""
    return made(Parsed(function, tuple(table_column(each) for each in columns)), description)


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
    **options: Any,
) -> Any:
    """A short plain list, 200 rows at most.

    `own`, `given` and `of_field` are as in Listed; any other option is argument=(column, annotation, description) or
    with a value by default behind.
    """
    restricted: dict[str, Any] = {
        name: table_column(options.pop(name)) for name in ("given", "of_field") if name in options
    }
    declared = Listed(
        target,
        table_column(attribute),
        None if onward is None else table_column(onward),
        options.pop("own", "id"),
        tuple(table_column(each) for each in order),
        {name: table_column(column) for name, (column, *_) in options.items()},
        **restricted,
    )
    return made(declared, description, {name: each[1:] for name, each in options.items()})


def picked(current: object, texts: object, owner: object, description: str, *, own: object | None = None) -> Any:
    """One of a record's dated texts."""
    arguments = {
        "on": ("Date | None", "The day that the name was in force; without it, the latest name."),
        "lang": ("Language | None", "Only a name in this language."),
    }
    key = "id" if own is None else table_column(own).name
    declared = Picked(table_column(current), table_column(texts).table, table_column(owner).name, key)
    return made(declared, description, arguments)


def amount_of(attribute: object, description: str) -> Any:
    """The digits of an amount, named by its column."""
    return made(Digits(table_column(attribute)), description)


def lookup(columns: Sequence[object], source: tuple[object, object], **where: str) -> Lookup:
    """Rows that a leaf needs."""
    onward, text = source
    return Lookup(tuple(table_column(each) for each in columns), where, (table_column(onward), table_column(text)))


def leaf(
    function: Callable[..., dict[str, Any]],
    description: str,
    *,
    lookups: Mapping[str, Lookup],
    **arguments: tuple[str, str],
) -> Any:
    """A value that a pure function works out; `arguments` is argument=(annotation, description)."""
    return made(Leaf(function, lookups), description, arguments)


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


def all_of(
    target: str,
    description: str,
    *,
    only: tuple[object, str] | None = None,
    lasting: tuple[object, object] | None = None,
) -> Any:
    """A root field: a connection to all records of a kind; `lasting` ones can be asked for by day."""
    restriction = None if only is None else (table_column(only[0]), only[1])
    time = None if lasting is None else (table_column(lasting[0]), table_column(lasting[1]))
    on: Arguments = {
        "on": ("Date | None", "Only those that existed on this day; an end or a beginning not known is no limit.")
    }
    return made(AllOf(target, restriction, time), description, {**connection_arguments(target), **(on if time else {})})


def latest(target: str, attribute: object, description: str) -> Any:
    """A root field: the newest row."""
    return made(Latest(target, table_column(attribute)), description)


def every(target: str, attribute: object, description: str) -> Any:
    """A root field: all rows of a small table, sorted by a column."""
    return made(Every(target, table_column(attribute)), description)


def search_of(description: str) -> Any:
    """A root field: a connection to what a search finds."""
    arguments: Arguments = {
        "query": ("str", "Words, names or numbers: 8 words and 200 letters at most."),
        "kinds": ("list[SearchKind] | None", "Only records of these kinds."),
        **{name: PAGE_ARGUMENTS[name] for name in ("first", "after")},
    }
    return made(Search("SearchHit"), description, arguments)


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
            default=_default(annotation, *default),
            description=words,
        )
        for name, (annotation, words, *default) in (arguments or {}).items()
    ]
    return result


def _default(annotation: str, value: object = strawberry.UNSET) -> object:
    """What an argument is by default: the value itself, or a codelist's."""
    return NAMES[annotation][value] if isinstance(value, str) else value


def table_column(attribute: object) -> TableColumn[Any]:
    """The table's column behind a model's attribute; raises TypeError for anything else, at start."""
    if not isinstance(attribute, InstrumentedAttribute):
        raise TypeError(f"{attribute!r} is not a column of a table")
    result = attribute.property.columns[0]
    assert isinstance(result, TableColumn)
    return result
