"""The register of public types: which table each stands for, and what each of its fields is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

import strawberry
from sqlalchemy import Table
from strawberry.annotation import StrawberryAnnotation

from schema.declare import DECLARED, NAMES
from schema.kinds import Declared, Held, Sums, Wider

T = TypeVar("T")


@dataclass(frozen=True)
class Entity:
    """A public type with its table and its fields by their public names."""

    name: str
    table: Table
    fields: dict[str, Declared]
    is_node: bool
    held: dict[str, Held] = field(default_factory=dict)
    wider: dict[str, Wider] = field(default_factory=dict)
    sums: Sums | None = None


ENTITIES: dict[str, Entity] = {}


def entity(
    model: Any, description: str, *, sums: Sums | None = None, **filters: Held | Wider
) -> Callable[[type[T]], type[T]]:
    """Declare a public type over a table; `sums` is its amount, `filters` are those that are not fields."""

    def declare(cls: type[T]) -> type[T]:
        made: Any = strawberry.type(cls, description=description)
        fields = publish(made)
        is_node = any(base.__name__ == "Node" for base in cls.__mro__[1:])
        held = {name: each for name, each in filters.items() if isinstance(each, Held)}
        wider = {name: each for name, each in filters.items() if isinstance(each, Wider)}
        ENTITIES[cls.__name__] = Entity(cls.__name__, model.__table__, fields, is_node, held, wider, sums)
        return cls

    return declare


def publish(cls: Any) -> dict[str, Declared]:
    """Let a type's annotations be read by name, so that types may refer to each other in a circle."""
    NAMES[cls.__name__] = cls
    declared = {}
    for each in cls.__strawberry_definition__.fields:
        if each.python_name in cls.__annotations__:
            annotation = cls.__annotations__[each.python_name]
            each.type_annotation = StrawberryAnnotation(annotation, namespace=NAMES)
            each.graphql_name = camel(each.python_name)
        if DECLARED in each.metadata:
            declared[camel(each.python_name)] = each.metadata[DECLARED]
    return declared


@cache
def camel(name: str) -> str:
    """`signed_on` in Python is `signedOn` in a question."""
    head, *tail = name.rstrip("_").split("_")
    return head + "".join(word.capitalize() for word in tail)
