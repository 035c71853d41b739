"""Which fields a selection asks for, with its fragments laid out and its conditions decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphql import value_from_ast
from graphql.language import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    SelectionSetNode,
)
from graphql.type import GraphQLBoolean

from engine.arguments import Variables
from schema.entity import ENTITIES

Fragments = Mapping[str, FragmentDefinitionNode]


@dataclass(slots=True)
class Asked:
    """A field that is asked for under one key, perhaps at several places."""

    key: str
    name: str
    nodes: list[FieldNode]

    @property
    def selections(self) -> list[SelectionSetNode]:
        """What is asked of the field's value, over all places."""
        return [node.selection_set for node in self.nodes if node.selection_set is not None]


@dataclass(frozen=True, slots=True)
class Collector:
    """Lays out fragments for one request."""

    fragments: Fragments
    variables: Variables

    def collect(self, type_name: str, selections: Iterable[SelectionSetNode]) -> dict[str, Asked]:
        """The fields asked of a value of this type, by their keys, in the order of the document."""
        asked: dict[str, Asked] = {}
        spread: set[str] = set()  # fragments that were laid out: a second time they add nothing
        for selection in selections:
            self._collect(type_name, selection, asked, spread)
        return asked

    def _collect(self, type_name: str, selections: SelectionSetNode, asked: dict[str, Asked], spread: set[str]) -> None:
        for node in selections.selections:
            if node.directives and not self._included(node.directives):
                continue
            if isinstance(node, FieldNode):
                name = node.name.value
                key = node.alias.value if node.alias else name
                if key in asked:
                    asked[key].nodes.append(node)
                else:
                    asked[key] = Asked(key, name, [node])
            elif isinstance(node, InlineFragmentNode):
                if node.type_condition is None or fits(type_name, node.type_condition.name.value):
                    self._collect(type_name, node.selection_set, asked, spread)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in spread:
                spread.add(node.name.value)
                fragment = self.fragments[node.name.value]
                if fits(type_name, fragment.type_condition.name.value):
                    self._collect(type_name, fragment.selection_set, asked, spread)

    def _included(self, directives: Iterable[DirectiveNode]) -> bool:
        for directive in directives:
            if directive.name.value in ("skip", "include"):
                condition = value_from_ast((directive.arguments or ())[0].value, GraphQLBoolean, dict(self.variables))
                if condition is (directive.name.value == "skip"):
                    return False
        return True

    def conditions(self, selections: Iterable[SelectionSetNode]) -> set[str]:
        """The types that fragments of a selection name, at any depth of fragments."""
        found: set[str] = set()
        spread: set[str] = set()
        for selection in selections:
            self._conditions(selection, found, spread)
        return found

    def _conditions(self, selection: SelectionSetNode, found: set[str], spread: set[str]) -> None:
        for node in selection.selections:
            inner: InlineFragmentNode | FragmentDefinitionNode
            if isinstance(node, InlineFragmentNode):
                inner = node
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in spread:
                spread.add(node.name.value)
                inner = self.fragments[node.name.value]
            else:
                continue
            if inner.type_condition is not None:
                found.add(inner.type_condition.name.value)
            self._conditions(inner.selection_set, found, spread)


def fragments_of(tree: DocumentNode) -> Fragments:
    """A document's fragments by their names."""
    return {each.name.value: each for each in tree.definitions if isinstance(each, FragmentDefinitionNode)}


def fits(type_name: str, condition: str) -> bool:
    """Whether a value of this type passes a fragment's type condition."""
    if type_name == condition:
        return True
    return condition == "Node" and type_name in ENTITIES and ENTITIES[type_name].is_node
