"""Filters and orders, made from what the types declare: nobody writes them twice."""

from __future__ import annotations

from typing import Any

import strawberry
from sqlalchemy import Enum as EnumType
from sqlalchemy import Integer
from strawberry.annotation import StrawberryAnnotation

from schema.codes import named
from schema.declare import NAMES
from schema.entity import Entity
from schema.kinds import Back, Beside, Column, Day, Many, Money, One

COMPARISONS = {
    "eq": "Equal.",
    "gt": "Larger, or later.",
    "gte": "Equal or larger, or later.",
    "lt": "Smaller, or earlier.",
    "lte": "Equal or smaller, or earlier.",
}
IN = "One of these, 250 at most."
IS_NULL = "True: not known. False: known."


def input_type(name: str, description: str, fields: dict[str, tuple[str, str]]) -> None:
    """An input object; `fields` is name -> (annotation, description), all of them optional."""
    body: dict[str, Any] = {
        f"{each}_": strawberry.field(name=each, default=strawberry.UNSET, description=words)
        for each, (_, words) in fields.items()
    }
    body["__annotations__"] = {f"{each}_": annotation for each, (annotation, _) in fields.items()}
    made: Any = strawberry.input(type(name, (), body), description=description)
    for each in made.__strawberry_definition__.fields:
        each.type_annotation = StrawberryAnnotation(made.__annotations__[each.python_name], namespace=NAMES)
    NAMES[name] = made


def make_value_filters() -> None:
    """The filters of single values; those of codelists are made where a type needs them."""
    input_type("StringFilter", "Compares a text, letter by letter.", one_of("str"))
    input_type("IntFilter", "Compares a number.", one_of("int") | compared("int"))
    input_type("DateFilter", "Compares a date by the first day that it may be.", one_of("Date") | compared("Date"))
    money = compared("Decimal") | {
        "currency": ("Currency | None", "The currency of the amounts; needed to compare, since sums of two do not."),
        "isNull": ("bool | None", IS_NULL),
    }
    input_type("MoneyFilter", "Compares an amount, in one currency.", money)
    input_type("Exists", "Asks whether there is a value or a record at all.", {"isNull": ("bool | None", IS_NULL)})
    directions: dict[str, Any] = {
        "ASC": strawberry.enum_value("ASC", description="Smallest or earliest first; unknown ones lead."),
        "DESC": strawberry.enum_value("DESC", description="Largest or latest first; unknown ones end."),
    }
    named("Direction", directions, "Which way to sort. What is not known counts as smallest.")


def one_of(kind: str) -> dict[str, tuple[str, str]]:
    """Equal, in a list, known or not."""
    return {
        "eq": (f"{kind} | None", COMPARISONS["eq"]),
        "in": (f"list[{kind}] | None", IN),
        "isNull": ("bool | None", IS_NULL),
    }


def compared(kind: str) -> dict[str, tuple[str, str]]:
    """Equal, larger, smaller."""
    return {name: (f"{kind} | None", words) for name, words in COMPARISONS.items()}


def make_filter(entity: Entity) -> None:
    """`LotFilter` from the fields of `Lot`: its columns, its one record of another kind, any of its many."""
    own = f"{entity.name}Filter"
    fields = {
        "and": (f"list[{own}] | None", "All of these fit."),
        "or": (f"list[{own}] | None", "At least one of these fits."),
        "not": (f"{own} | None", "This does not fit; what is not known does not fit either, and so is included."),
        "isNull": ("bool | None", "True: there is no such record. For relations only."),
    }
    for name, declared in entity.fields.items():
        fields |= filter_of(name, declared)
    fields |= dict.fromkeys(entity.held, ("StringFilter | None", "Any name that it ever held."))
    fields |= {name: ("bool | None", each.description) for name, each in entity.wider.items()}
    input_type(own, f"Chooses among records of the kind {entity.name}; all that is given must fit.", fields)


def filter_of(name: str, declared: object) -> dict[str, tuple[str, str]]:
    """The filter of one field, or nothing where it may not be filtered."""
    match declared:
        case Column(filter=True):
            return {name: (f"{value_filter(declared)} | None", f"Compares `{name}`.")}
        case Money(filter=True):
            return {name: ("MoneyFilter | None", f"Compares `{name}`.")}
        case Day(filter=True):
            return {name: ("DateFilter | None", f"Compares `{name}`.")}
        case One() | Back() | Beside() if declared.target in FILTERED:
            return {name: (f"{declared.target}Filter | None", f"Fits the record in `{name}`.")}
        case Many() if declared.target in FILTERED:
            return {name: (f"{declared.target}Filter | None", f"Fits at least one of `{name}`.")}
        case _:
            return {}


FILTERED: set[str] = set()


def value_filter(declared: Column) -> str:
    """The name of the filter for a column's kind; a codelist's is made on first use."""
    kind = declared.column.type
    if isinstance(kind, EnumType) and kind.enum_class is not None:
        codelist = kind.enum_class.__name__
        name = f"{codelist}Filter"
        if name not in NAMES:
            input_type(name, f"Compares a {codelist}.", one_of(codelist))
        return name
    return "IntFilter" if isinstance(kind, Integer) else "StringFilter"


def make_order(entity: Entity) -> None:
    """`LotOrder` and `LotOrderField` from the fields that may be sorted."""
    members: dict[str, Any] = {
        constant(name): strawberry.enum_value(constant(name), description=f"By `{name}`.") for name in sortable(entity)
    }
    named(f"{entity.name}OrderField", members, f"What lists of {entity.name} may be sorted by.")
    body: dict[str, Any] = {
        "field": strawberry.field(description="By what."),
        "direction": strawberry.field(default=NAMES["Direction"].ASC, description="Which way."),
        "__annotations__": {"field": f"{entity.name}OrderField", "direction": "Direction"},
    }
    made: Any = strawberry.input(type(f"{entity.name}Order", (), body), description=f"How to sort {entity.name}.")
    for each in made.__strawberry_definition__.fields:
        each.type_annotation = StrawberryAnnotation(body["__annotations__"][each.python_name], namespace=NAMES)
    NAMES[f"{entity.name}Order"] = made


def sortable(entity: Entity) -> dict[str, Column | Money | Day]:
    """The fields that may be sorted, by their names."""
    return {
        name: declared
        for name, declared in entity.fields.items()
        if isinstance(declared, Column | Money | Day) and declared.sort
    }


def constant(name: str) -> str:
    """`publishedOn` as the value of an enum: PUBLISHED_ON."""
    return "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in name)
