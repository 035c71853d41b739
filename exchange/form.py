"""How the records of a table are written in files: the keys follow from the columns, nothing is written per concept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Annotated, Any

from pydantic import TypeAdapter
from sqlalchemy import Column, Date, Enum, Integer, String
from sqlmodel import AutoString

from db.check import is_indexed, referred
from db.codes import Code
from db.currency import Currency
from db.node import Node, Part, Record, RecordKey, owners, records
from db.table import Table, table_of
from exchange import values

Reading = Callable[[str], tuple[object, ...]]

MONEY_REST = ("_currency", "_qualifier")


@dataclass(frozen=True)
class Key:
    """One key of a file: the columns that it fills, and how its text is read."""

    name: str
    columns: tuple[str, ...]
    required: bool
    read: Reading
    makes: type[Record] | None = None  # the inline record that the text stands for


class Form:
    """The keys and lists that the records of one table are written with."""

    def __init__(self, model: type[Table]) -> None:
        self.model = model
        self.keys: dict[str, Key] = {}
        self.unwritten: dict[str, str] = {}  # what looks like a key, and why it is none
        for key in _keys(model):
            if reason := _reason(model, key):
                self.unwritten[key.name] = reason
            else:
                self.keys[key.name] = key
        self.lists = {part.listed_as: part for part in Part.__subclasses__() if model.__name__ in owners(part)}

    @property
    def only(self) -> Key | None:
        """The key of a link that says nothing but what it links to: it is written without its name."""
        first, *more = self.keys.values()
        return first if issubclass(self.model, Part) and not more else None


@cache
def form_of(model: type[Table]) -> Form:
    """The form of a table's records."""
    return Form(model)


def _keys(model: type[Table]) -> Iterator[Key]:
    columns = table_of(model).columns
    names = set(columns.keys())
    for column in columns:
        of_money = any(column.name.removesuffix(end) + "_amount" in names for end in MONEY_REST)
        of_day = column.name.removesuffix("_precision") in names - {column.name}
        if not (column.name == "id" or of_money or of_day):
            yield _key(model, column)


def _key(model: type[Table], column: Column[Any]) -> Key:
    name, required = column.name, not column.nullable and column.default is None
    for foreign in column.foreign_keys:
        if foreign.column.name == "id":
            return _reference(model, column, required)
    if name.endswith("_amount"):
        prefix = name.removesuffix("_amount")
        return Key(prefix, (name, *(prefix + end for end in MONEY_REST)), required, values.money)
    if isinstance(column.type, Date):
        return Key(name, (name, f"{name}_precision"), required, values.day)
    return Key(name, (name,), required, _single(_value(model, column)))


def _reference(model: type[Table], column: Column[Any], required: bool) -> Key:
    """A reference is written as a slug; as type and slug where any record may stand; inline ones as they are made."""
    name, types = column.name.removesuffix("_id"), referred(model, column)
    (foreign,) = column.foreign_keys
    if foreign.column.table is table_of(Node):
        return Key(name, (column.name,), required, _single(lambda text: RecordKey(*values.typed(text, types))))
    target = records()[types[0]]
    reading = _single(lambda text: RecordKey(target.__name__, text))
    return Key(name, (column.name,), required, reading, target if target.inline else None)


def _value(model: type[Table], column: Column[Any]) -> Callable[[str], object]:
    match column.type:
        case Enum(enum_class=codelist) if codelist is not None and issubclass(codelist, Code):
            return partial(values.code, codelist=codelist)
        case Integer():
            return values.whole_number
        case String() | AutoString() if any(key.column.table is table_of(Currency) for key in column.foreign_keys):
            return values.currency
        case String() | AutoString() if column.name == "slug":
            return values.slug
        case String() | AutoString():
            field = model.model_fields[column.name]
            form = TypeAdapter(Annotated[str, *field.metadata])
            return partial(values.text, form=form, told=field.description, indexed=is_indexed(column))
    raise TypeError(f"{column} is of a type that exchange.form cannot read yet")


def _single(reading: Callable[[str], object]) -> Reading:
    return lambda text: (reading(text),)


def _reason(model: type[Table], key: Key) -> str:
    """Why a key is not written in files; empty for one that is."""
    columns = table_of(model).columns
    if model.derived.issuperset(key.columns) or columns[key.columns[0]].computed is not None:
        return "is worked out by the import"
    if issubclass(model, Record) and key.name == "slug" and model.slug_from:
        return f"is made of {model.slug_from}"
    if issubclass(model, Record) and key.name == model.numbered:
        return "is the record's position in its file"
    if issubclass(model, Part) and key.columns == (model.owner,):
        return "is the record that holds the list"
    return ""
