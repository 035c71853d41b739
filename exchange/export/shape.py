"""What of a record goes into a file: a selection for JSON, columns for tables, both from the public types.

A record goes out with its own values, with the slugs of the records that it names, and with its own parts, such as
the names of a body. What other records say of it stands with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from graphql import GraphQLObjectType, GraphQLSchema, get_named_type

import db
from db.node import Part, Record
from db.table import table_of
from schema.entity import ENTITIES, Entity
from schema.kinds import (
    AllOf,
    Beside,
    Column,
    Day,
    Declared,
    Digits,
    Identity,
    Listed,
    Many,
    Money,
    One,
    Picked,
    Subject,
)
from schema.query import ROOTS

EVERY = 1_000_000  # of the records that one record names
LEFT_OUT = {table_of(db.Release)}  # they go out as what they are: Open Contracting data
DERIVED_PARTS = {table_of(db.FindingRecord): "finding_id"}


class Kind(Enum):
    """What stands in a column."""

    TEXT = auto()
    WHOLE = auto()
    FLAG = auto()
    DECIMAL = auto()
    SLUGS = auto()  # of several records
    PARTS = auto()  # objects, as JSON


SCALARS = {"Int": Kind.WHOLE, "BigInt": Kind.WHOLE, "Boolean": Kind.FLAG, "Decimal": Kind.DECIMAL}


@dataclass(frozen=True)
class Cell:
    """A column of a table, and the way to its value in the record's JSON."""

    path: tuple[str, ...]
    kind: Kind

    @property
    def name(self) -> str:
        """Its heading: `value.amount`."""
        return ".".join(name for name in self.path if name != "nodes")


@dataclass(frozen=True)
class Field:
    """A field that goes out: how it is asked, and the columns that it fills."""

    asked: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Shape:
    """How the records of a set look in a file."""

    selection: str
    cells: tuple[Cell, ...]


def sets() -> dict[str, Entity]:
    """All lists of records, by their names in questions; the feed of changes is read as such."""
    return {
        name: ENTITIES[declared.target]
        for name, declared in ROOTS.items()
        if isinstance(declared, AllOf) and declared.only is None and ENTITIES[declared.target].is_node
    }


def shape(schema: GraphQLSchema, entity: Entity) -> Shape:
    """How an entity's records look in a file."""
    fields = list(_fields(schema, entity, parts=True))
    return Shape(" ".join(each.asked for each in fields), tuple(cell for each in fields for cell in each.cells))


def _fields(schema: GraphQLSchema, entity: Entity, *, parts: bool) -> Iterator[Field]:
    public = schema.type_map[entity.name]
    assert isinstance(public, GraphQLObjectType)
    for name, declared in entity.fields.items():
        if isinstance(declared, Many):
            found = _several(schema, name, declared) if parts else None
        else:
            found = _own(declared, name, get_named_type(public.fields[name].type).name)
        if found is not None:
            yield found


def _own(declared: Declared, name: str, scalar: str) -> Field | None:
    """A field of the record itself; None for what is worked out, or stands with other records."""
    match declared:
        case Column() | Identity() | Digits() | Picked():
            return Field(name, (Cell((name,), SCALARS.get(scalar, Kind.TEXT)),))
        case Money():
            parts = {"amount": Kind.DECIMAL, "currency": Kind.TEXT, "qualifier": Kind.TEXT}
            return _parted(name, parts)
        case Day():
            return _parted(name, {"value": Kind.TEXT})
        case One() | Beside():
            return _parted(name, {"slug": Kind.TEXT}) if _has_slug(declared.target) else None
        case Subject():
            return _parted(name, {"__typename": Kind.TEXT, "slug": Kind.TEXT})
    return None


def _parted(name: str, parts: Mapping[str, Kind]) -> Field:
    return Field(f"{name} {{ {' '.join(parts)} }}", tuple(Cell((name, part), kind) for part, kind in parts.items()))


def _several(schema: GraphQLSchema, name: str, declared: Many) -> Field | None:
    """The records that this one names, or its own parts; None for those that name it."""
    owners = DERIVED_PARTS | {table_of(model): model.owner for model in Part.__subclasses__()}
    if declared.column.table in LEFT_OUT or owners.get(declared.column.table) != declared.column.name:
        return None
    target = ENTITIES[declared.target]
    if declared.onward is None:
        fields = " ".join(each.asked for each in _fields(schema, target, parts=False))
        return Field(f"{name} {{ {fields} }}", (Cell((name,), Kind.PARTS),))
    if not _has_slug(declared.target):
        return None
    if isinstance(declared, Listed):
        return Field(f"{name} {{ slug }}", (Cell((name,), Kind.SLUGS),))
    return Field(f"{name}(first: {EVERY}) {{ nodes {{ slug }} }}", (Cell((name, "nodes"), Kind.SLUGS),))


def _has_slug(target: str) -> bool:
    return target == "Node" or ENTITIES[target].table in {table_of(model) for model in Record.__subclasses__()}
