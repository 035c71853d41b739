"""The smallest operation that still fails: what a person wants to read of a random one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from graphql import REMOVE, GraphQLSchema, Visitor, parse, print_ast, validate, visit
from graphql.language import (
    ArgumentNode,
    DirectiveNode,
    Node,
    ObjectFieldNode,
    SelectionNode,
    SelectionSetNode,
    VariableDefinitionNode,
)

from tests.engine.operations import Operation

REMOVABLE = (SelectionNode, ArgumentNode, DirectiveNode, ObjectFieldNode)


def reduced(asked: Operation, schema: GraphQLSchema, fails: Callable[[Operation], bool]) -> Operation:
    """Leave parts out, as long as the operation stays valid and still fails."""
    for smaller in candidates(asked, schema):
        if fails(smaller):
            return reduced(smaller, schema, fails)
    return asked


def candidates(asked: Operation, schema: GraphQLSchema) -> Iterator[Operation]:
    """The operation without one of its parts, for each of them; the largest parts come first."""
    document = parse(asked.document)
    parts = [node for node in walked(document) if isinstance(node, REMOVABLE)]
    for part in sorted(parts, key=lambda each: -len(print_ast(each))):
        smaller = used_only(visit(document, Without({id(part)})))
        if is_whole(smaller) and not validate(schema, smaller):
            names = {node.variable.name.value for node in walked(smaller) if isinstance(node, VariableDefinitionNode)}
            variables = {name: value for name, value in asked.variables.items() if name in names}
            yield replace(asked, document=print_ast(smaller), variables=variables)


def is_whole(document: Any) -> bool:
    """Whether every pair of braces still holds something."""
    return all(node.selections for node in walked(document) if isinstance(node, SelectionSetNode))


def used_only(document: Any) -> Any:
    """A document without the variables and fragments that nothing uses."""
    while True:
        nodes = list(walked(document))
        spread = {node.name.value for node in nodes if node.kind == "fragment_spread"}
        used = [node.name.value for node in nodes if node.kind == "variable"]
        idle = {id(node) for node in nodes if node.kind == "fragment_definition" and node.name.value not in spread}
        idle |= {
            id(node)
            for node in nodes
            if isinstance(node, VariableDefinitionNode) and used.count(node.variable.name.value) == 1
        }
        if not idle:
            return document
        document = visit(document, Without(idle))


class Without(Visitor):
    """Leaves nodes out."""

    def __init__(self, nodes: set[int]) -> None:
        super().__init__()
        self._nodes = nodes

    def enter(self, node: Node, *_place: Any) -> Any:
        return REMOVE if id(node) in self._nodes else None


def walked(node: Any) -> Iterator[Any]:
    """Every node of a tree."""
    yield node
    for key in node.keys:
        value = getattr(node, key, None)
        for child in value if isinstance(value, list | tuple) else (value,):
            if isinstance(child, Node):
                yield from walked(child)
