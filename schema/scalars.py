"""Values that JSON has no exact form for: they travel as text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, NewType

import strawberry
from graphql import GraphQLError, GraphQLScalarType
from graphql.language import StringValueNode, ValueNode
from strawberry.types.scalar import ScalarDefinition

from schema.declare import NAMES

EXACT_NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,12})?", re.ASCII)


def read_decimal(value: object) -> str:
    """An exact decimal number as text; raises GraphQLError for anything else, JSON numbers included."""
    if isinstance(value, str) and EXACT_NUMBER.fullmatch(value):
        return value
    raise GraphQLError(f'Decimal is an exact number in quotation marks, such as "100000000000.00"; got {value!r}')


def read_date(value: object) -> date:
    """A day; raises GraphQLError if the calendar has no such day."""
    try:
        if isinstance(value, str) and len(value) == len("2018-06-28"):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise GraphQLError(f'Date is a day of the calendar such as "2018-06-28"; got {value!r}')


Decimal = NewType("Decimal", str)
Date = NewType("Date", str)
NAMES.update(Decimal=Decimal, Date=Date)

SCALARS: dict[object, ScalarDefinition] = {
    Decimal: strawberry.scalar(
        name="Decimal",
        description='An exact decimal number, as text, so that no digit is lost: "270148000000.00".',
        serialize=str,
        parse_value=read_decimal,
    ),
    Date: strawberry.scalar(
        name="Date",
        description='A day as year-month-day: "2018-06-28".',
        serialize=str,
        parse_value=read_date,
    ),
}

READERS: dict[str, Callable[[object], Any]] = {"Decimal": read_decimal, "Date": read_date}


def teach(scalar: GraphQLScalarType, read: Callable[[object], Any]) -> None:
    """Give a scalar of a schema that was built from text its reader back, for variables and for literals."""

    def literal(node: ValueNode, _variables: dict[str, Any] | None = None) -> Any:
        if isinstance(node, StringValueNode):
            return read(node.value)
        raise GraphQLError(f"{scalar.name} is written in quotation marks", node)

    scalar.coerce_input_value = read
    scalar.parse_value = read  # type: ignore[method-assign, assignment]  # graphql-core assigns it in its own constructor
    scalar.parse_literal = literal  # type: ignore[method-assign, assignment]  # likewise
