"""Whether values as written surely are of the types of their places."""

from __future__ import annotations

from collections.abc import Sequence

from graphql import GraphQLEnumType, GraphQLInputType, Undefined
from graphql.language import (
    ArgumentNode,
    BooleanValueNode,
    EnumValueNode,
    FloatValueNode,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    ObjectFieldNode,
    ObjectValueNode,
    StringValueNode,
    ValueNode,
    VariableNode,
)
from graphql.type import GraphQLInputObjectType, GraphQLList, GraphQLNonNull, GraphQLScalarType

from engine.vocabulary import Places, Vocabulary

PLAIN = (BooleanValueNode, FloatValueNode, IntValueNode, StringValueNode)

Uses = set[tuple[str, GraphQLInputType, bool]]  # a variable, the type of its place, and whether that has a default


def all_fit(
    vocabulary: Vocabulary, places: Places, nodes: Sequence[ArgumentNode] | Sequence[ObjectFieldNode], uses: Uses
) -> bool:
    """Whether arguments, or the fields of an input object, are known, given once, complete, and of their types."""
    given = {each.name.value: each.value for each in nodes}
    if len(given) < len(nodes) or not places.required <= given.keys():
        return False
    for name, value in given.items():
        place = places.by_name.get(name)
        if place is None or not fits(vocabulary, value, place.type, uses, place.default):
            return False
    return True


def fits(vocabulary: Vocabulary, node: ValueNode, kind: GraphQLInputType, uses: Uses, default: bool = False) -> bool:
    """Whether a value is of a type; variables are noted in `uses`, to be compared with what they are declared as."""
    if isinstance(node, VariableNode):
        uses.add((node.name.value, kind, default))
        return True
    if isinstance(kind, GraphQLNonNull):
        return not isinstance(node, NullValueNode) and fits(vocabulary, node, kind.of_type, uses)
    if isinstance(node, NullValueNode):
        return True
    if isinstance(kind, GraphQLList):
        items = node.values if isinstance(node, ListValueNode) else (node,)
        return all(fits(vocabulary, item, kind.of_type, uses) for item in items)
    if isinstance(kind, GraphQLInputObjectType):
        places = vocabulary.inputs.get(kind.name)
        return (
            places is not None and isinstance(node, ObjectValueNode) and all_fit(vocabulary, places, node.fields, uses)
        )
    if isinstance(kind, GraphQLEnumType):
        return isinstance(node, EnumValueNode) and node.value in kind.values
    return isinstance(node, PLAIN) and is_read(kind, node)


def is_read(kind: GraphQLScalarType, node: ValueNode) -> bool:
    """Whether a scalar's own reader takes a literal."""
    try:
        if kind.coerce_input_literal is not None:
            return kind.coerce_input_literal(node) is not Undefined  # type: ignore[arg-type]  # it holds no variable
        return kind.parse_literal(node) is not Undefined
    except Exception:  # noqa: BLE001  # whatever a reader raises, it does not take the literal
        return False
