"""What a document may ask for, counted before it is checked against the schema.

Each fragment is counted once and its figures reused wherever it is spread, so that a small document
whose fragments double each other costs no more to refuse than to read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphql import GraphQLSchema, get_named_type
from graphql.language import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)
from graphql.type import GraphQLField, GraphQLInterfaceType, GraphQLObjectType

from engine.errors import LimitError
from schema.entity import ENTITIES
from tengetrail.settings import Limits


@dataclass(frozen=True, slots=True)
class Figures:
    """How much a selection asks for, with its fragments laid out."""

    fields: int = 0
    aliases: int = 0
    directives: int = 0
    depth: int = 0
    introspection_depth: int = 0
    roots: int = 0  # fields of the selection itself

    def beside(self, other: Figures) -> Figures:
        return Figures(
            self.fields + other.fields,
            self.aliases + other.aliases,
            self.directives + other.directives,
            max(self.depth, other.depth),
            max(self.introspection_depth, other.introspection_depth),
            self.roots + other.roots,
        )


@dataclass(slots=True)
class Counter:
    """Counts one document."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    counted: dict[str, Figures] = field(default_factory=dict)

    def selection(self, type_name: str, selections: SelectionSetNode | None) -> Figures:
        """The figures of a selection on a type; unknown names count as fields and are refused later."""
        figures = Figures()
        for node in selections.selections if selections else ():
            figures = figures.beside(self.node(type_name, node)).beside(Figures(directives=len(node.directives or ())))
        return figures

    def node(self, type_name: str, node: SelectionNode) -> Figures:
        """The figures of one field or fragment."""
        if isinstance(node, FieldNode):
            return self.field(type_name, node)
        if isinstance(node, InlineFragmentNode):
            condition = node.type_condition.name.value if node.type_condition else type_name
            return self.selection(condition, node.selection_set)
        assert isinstance(node, FragmentSpreadNode)
        return self.fragment(node.name.value)

    def field(self, type_name: str, node: FieldNode) -> Figures:
        """A field with what is asked below it; only entities make it deeper."""
        target = self.target(type_name, node.name.value)
        below = self.selection(target, node.selection_set)
        inside = node.selection_set is not None
        return Figures(
            below.fields + 1,
            below.aliases + (node.alias is not None),
            below.directives,
            below.depth + (target in ENTITIES),
            below.introspection_depth + (inside and target.startswith("__")),
            roots=1,
        )

    def target(self, type_name: str, name: str) -> str:
        """The name of the type that a field gives, or nothing where there is no such field."""
        if name in ("__schema", "__type"):
            return "__Schema" if name == "__schema" else "__Type"
        kind = self.schema.type_map.get(type_name)
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            declared: GraphQLField | None = kind.fields.get(name)
            if declared is not None:
                return get_named_type(declared.type).name
        return ""

    def fragment(self, name: str) -> Figures:
        """A fragment's figures, counted once; a circle counts as nothing and is refused by validation."""
        if name not in self.counted:
            self.counted[name] = Figures()
            definition = self.fragments.get(name)
            if definition is not None:
                self.counted[name] = self.selection(definition.type_condition.name.value, definition.selection_set)
        return self.counted[name]


def check(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    limits: Limits,
) -> None:
    """Raise LimitError for the first limit that an operation exceeds."""
    figures = Counter(schema, fragments).selection("Query", operation.selection_set)
    checks = (
        ("fields with fragments laid out", figures.fields, limits.fields, "ask for less at once"),
        ("aliases", figures.aliases, limits.aliases, "ask in several requests"),
        ("directives", figures.directives, limits.directives, "leave some out"),
        ("depth, counted in records", figures.depth, limits.depth, "start further down, by slug or id"),
        ("depth of introspection", figures.introspection_depth, limits.introspection_depth, "ask less deep"),
        ("root fields", figures.roots, limits.root_fields, "ask in several requests"),
    )
    for what, actual, limit, mend in checks:
        if actual > limit:
            raise LimitError(what, actual, limit, mend)
