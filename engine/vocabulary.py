"""What a schema knows, laid out so that each name in a document is looked up once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from graphql import (
    GraphQLIncludeDirective,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLOutputType,
    GraphQLSchema,
    GraphQLSkipDirective,
    SchemaMetaFieldDef,
    TypeMetaFieldDef,
    TypeNameMetaFieldDef,
    Undefined,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)
from graphql.type import GraphQLArgument, GraphQLField, GraphQLInputField, GraphQLNamedType

SIZES = frozenset({"first", "last", "depth"})  # arguments whose values shape a plan


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value may stand: of which type it is, and whether something stands there by default."""

    type: GraphQLInputType
    default: bool


@dataclass(frozen=True, slots=True)
class Places:
    """What may be given by name, and what must be."""

    by_name: Mapping[str, Place] = field(default_factory=dict)
    required: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A field of a type."""

    arguments: Places
    kind: Kind | None  # of what it gives; leaves have none
    shape: str = ""  # what two fields under one key must share
    is_record: bool = False
    is_introspection: bool = False
    shaping: frozenset[str] = SIZES


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A type that has fields."""

    possible: frozenset[str] = frozenset()  # the objects that a value of it may be
    fields: dict[str, Known] = field(default_factory=dict)


NOTHING = Kind()
UNKNOWN = Known(Places(), NOTHING)


class Vocabulary:
    """All types of a schema; `records` names those that make a question deeper."""

    def __init__(self, schema: GraphQLSchema, records: Collection[str]) -> None:
        self.schema = schema
        self._records = records
        types = schema.type_map.values()
        self.kinds = {each.name: Kind(possible(schema, each)) for each in types if is_composite_type(each)}
        self.inputs = {
            each.name: Places(
                {name: place(made) for name, made in each.fields.items()},
                frozenset(name for name, made in each.fields.items() if is_required_input_field(made)),
            )
            for each in types
            if isinstance(each, GraphQLInputObjectType) and not each.is_one_of
        }
        usual = (GraphQLIncludeDirective, GraphQLSkipDirective)
        self.conditions = {each.name: arguments(each.args) for each in schema.directives if each in usual}
        self._fill()

    def _fill(self) -> None:
        """Give all types their fields."""
        for name, kind in self.kinds.items():
            declared = getattr(self.schema.type_map[name], "fields", {})  # a union has none
            kind.fields.update({each: self._field(made) for each, made in declared.items()})
            kind.fields["__typename"] = self._field(TypeNameMetaFieldDef)
        assert self.schema.query_type is not None
        self.query = self.kinds[self.schema.query_type.name]
        self.query.fields["__schema"] = self._field(SchemaMetaFieldDef)
        self.query.fields["__type"] = self._field(TypeMetaFieldDef, frozenset({"name"}))

    def _field(self, made: GraphQLField, shaping: frozenset[str] = SIZES) -> Known:
        name = get_named_type(made.type).name
        return Known(
            arguments(made.args),
            self.kinds.get(name),
            shape(made.type),
            name in self._records,
            name.startswith("__"),
            shaping,
        )


def arguments(given: Mapping[str, GraphQLArgument]) -> Places:
    """What a field or a directive may be given."""
    return Places(
        {name: place(made) for name, made in given.items()},
        frozenset(name for name, made in given.items() if is_required_argument(made)),
    )


def place(made: GraphQLArgument | GraphQLInputField) -> Place:
    return Place(made.type, made.default is not None or made.default_value is not Undefined)


def possible(schema: GraphQLSchema, kind: GraphQLNamedType) -> frozenset[str]:
    """The objects that a value of a type may be."""
    if is_abstract_type(kind):
        return frozenset(each.name for each in schema.get_possible_types(kind))
    return frozenset({kind.name})


def shape(kind: GraphQLOutputType) -> str:
    """A field's type; one that has fields of its own stands for any other, whose fields are compared in turn."""
    named = get_named_type(kind)
    return str(kind) if is_leaf_type(named) else str(kind).replace(named.name, "{}")
