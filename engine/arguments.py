"""Arguments as written, with the way to their values in the next request's variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    value_from_ast,
)
from graphql.language import (
    FieldNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    ValueNode,
    VariableNode,
)
from graphql.type import GraphQLField

from engine.errors import NullError

Variables = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Value:
    """A value of this request, and where the same value of the next one is found.

    `path` leads into the variables; without it the value is a constant of the document, unless
    `items` or `fields` hold parts that are not.
    """

    value: Any
    path: tuple[str | int, ...] | None = None
    items: tuple[Value, ...] = ()
    fields: Mapping[str, Value] | None = None

    def read(self, variables: Variables) -> Any:
        """The value that a request with these variables gives."""
        if self.path is not None:
            found: Any = variables
            for step in self.path:
                found = found[step]
            return found
        if self.items:
            return [item.read(variables) for item in self.items]
        if self.fields is not None:
            return {name: field.read(variables) for name, field in self.fields.items()}
        return self.value


def arguments_of(field: GraphQLField, node: FieldNode, variables: Variables) -> dict[str, Value]:
    """What a field was given, or has by default; what was left out, or set by a variable that was, is absent.

    Raises NullError where a variable is null and must not be: a default lets it through validation.
    """
    given = {}
    for argument in node.arguments or ():
        kind = field.args[argument.name.value].type
        value = read(argument.value, kind, variables)
        if value is not None and value.value is None and isinstance(kind, GraphQLNonNull):
            raise NullError(argument.name.value)
        if value is not None:
            given[argument.name.value] = value
    for name, declared in field.args.items():
        default = declared.ast_node.default_value if declared.ast_node else None
        if name not in given and default is not None:
            given[name] = Value(value_from_ast(default, declared.type))
    return given


def read(node: ValueNode, kind: GraphQLInputType, variables: Variables) -> Value | None:
    """A value as written; None if it is a variable that was not given."""
    if isinstance(node, VariableNode):
        name = node.name.value
        return wrap(variables[name], (name,)) if name in variables else None
    if isinstance(kind, GraphQLNonNull):
        return read(node, kind.of_type, variables)
    if isinstance(node, NullValueNode):
        return Value(None)
    if isinstance(kind, GraphQLList):
        return read_list(node, kind, variables)
    if isinstance(kind, GraphQLInputObjectType) and isinstance(node, ObjectValueNode):
        return read_object(node, kind, variables)
    return Value(value_from_ast(node, kind))


def read_list(node: ValueNode, kind: GraphQLList[Any], variables: Variables) -> Value:
    """A list; one value alone stands for a list of it."""
    nodes = node.values if isinstance(node, ListValueNode) else (node,)
    items = tuple(item for each in nodes if (item := read(each, kind.of_type, variables)) is not None)
    return Value([item.value for item in items], items=items)


def read_object(node: ObjectValueNode, kind: GraphQLInputObjectType, variables: Variables) -> Value:
    """An input object, with the defaults of the fields that were left out."""
    fields = {}
    for each in node.fields:
        value = read(each.value, kind.fields[each.name.value].type, variables)
        if value is not None:
            fields[each.name.value] = value
    for name, field in kind.fields.items():
        if name not in fields and field.default_value is not None and field.ast_node is not None:
            default = field.ast_node.default_value
            if default is not None:
                fields[name] = Value(value_from_ast(default, field.type))
    return Value({name: value.value for name, value in fields.items()}, fields=fields)


def wrap(value: Any, path: tuple[str | int, ...]) -> Value:
    """A value out of the variables, with the way to it and to each of its parts."""
    if isinstance(value, list):
        return Value(value, path, items=tuple(wrap(item, (*path, index)) for index, item in enumerate(value)))
    if isinstance(value, dict):
        return Value(value, path, fields={name: wrap(item, (*path, name)) for name, item in value.items()})
    return Value(value, path)


def shape(value: Any, kind: GraphQLInputType, whole: bool) -> Any:
    """What of a variable decides how the statement looks: presence, null, flags, codes, keys, lengths of objects.

    Texts and numbers do not: they are parameters. `whole` numbers do: those that size a page.
    """
    if value is None:
        return None
    if isinstance(kind, GraphQLNonNull):
        return shape(value, kind.of_type, whole)
    if isinstance(kind, GraphQLList):
        return shape_of_list(value, kind, whole)
    if isinstance(kind, GraphQLInputObjectType):
        return tuple((name, shape(item, kind.fields[name].type, whole)) for name, item in value.items())
    if isinstance(kind, GraphQLEnumType) or whole or kind.name == "Boolean":
        return value
    return ...


def shape_of_list(value: list[Any], kind: GraphQLList[Any], whole: bool) -> Any:
    inner = kind.of_type
    while isinstance(inner, GraphQLNonNull):
        inner = inner.of_type
    if isinstance(inner, GraphQLScalarType):
        return ...
    return tuple(shape(item, inner, whole) for item in value)
