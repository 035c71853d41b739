"""A document, read and checked once: its operations, and what of their variables shapes a statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLInputType,
    GraphQLSchema,
    GraphQLSyntaxError,
    get_variable_values,
    parse,
    type_from_ast,
    validate,
)
from graphql.language import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    Node,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
)

from engine import limits as limit_rules
from engine.arguments import shape
from engine.errors import DocumentError, LimitError, OperationError
from tengetrail.settings import Limits

DEEPEST_VARIABLE = 64  # far more than any filter may have, and far less than Python's stack


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a checked document."""

    node: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, GraphQLInputType]
    sizes: frozenset[str]  # the variables that size a page, or name a type: their values shape the plan

    def coerced(self, schema: GraphQLSchema, given: Mapping[str, Any]) -> dict[str, Any]:
        """The variables with their defaults; raises DocumentError for values that do not fit their types."""
        if not self.variables:
            return {}
        if is_deeper(given, DEEPEST_VARIABLE):
            raise DocumentError("BAD_VARIABLE", [GraphQLError("a variable is nested too deeply; leave levels out")])
        values = get_variable_values(schema, self.node.variable_definitions or (), dict(given), max_errors=20)
        if isinstance(values, list):
            raise DocumentError("BAD_VARIABLE", values)
        return dict(values.coerced)

    def shape(self, variables: Mapping[str, Any]) -> tuple[Any, ...]:
        """What of the variables decides how the statements look."""
        return tuple(
            (name, shape(variables[name], kind, name in self.sizes))
            for name, kind in self.variables.items()
            if name in variables
        )


@dataclass(frozen=True, slots=True)
class Document:
    """A document that parses, keeps the limits and fits the schema."""

    operations: Mapping[str, Operation]

    def operation(self, name: str | None) -> Operation:
        """The operation with this name; raises OperationError if it is not clear which is meant."""
        if name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        if name is not None and name in self.operations:
            return self.operations[name]
        names = ", ".join(each or "(without a name)" for each in self.operations)
        if name is None:
            raise OperationError(f"the document has several operations; name one in operationName: {names}")
        raise OperationError(f"the document has no operation {name!r}; it has {names}")


def read_document(schema: GraphQLSchema, text: str, limits: Limits) -> Document:
    """Parse, count and check a document; raises DocumentError or LimitError."""
    parsed = parsed_document(text, limits)
    fragments = {node.name.value: node for node in parsed.definitions if isinstance(node, FragmentDefinitionNode)}
    nodes = [node for node in parsed.definitions if isinstance(node, OperationDefinitionNode)]
    for node in nodes:
        if node.operation is not OperationType.QUERY:
            raise OperationError(f"{node.operation.value} does not exist here: the data are only read; ask a query")
        limit_rules.check(schema, node, fragments, limits)
    errors = validate(schema, parsed, max_errors=20)
    if errors:
        raise DocumentError("INVALID_DOCUMENT", errors)
    return Document(
        {node.name.value if node.name else "": operation_of(schema, node, fragments, parsed) for node in nodes}
    )


def parsed_document(text: str, limits: Limits) -> DocumentNode:
    """The document's tree; raises DocumentError for a mistake of syntax, LimitError for too many tokens."""
    try:
        return parse(text, max_tokens=limits.tokens)
    except GraphQLSyntaxError as error:
        if "tokens" in error.message:
            raise LimitError("tokens", limits.tokens + 1, limits.tokens, "ask in several requests") from error
        raise DocumentError("SYNTAX_ERROR", [error]) from error
    except RecursionError as error:
        raise DocumentError("SYNTAX_ERROR", [GraphQLError("the document is nested too deeply")]) from error


def operation_of(
    schema: GraphQLSchema,
    node: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    document: DocumentNode,
) -> Operation:
    """An operation with the types of its variables."""
    kinds = {each.variable.name.value: type_from_ast(schema, each.type) for each in node.variable_definitions or ()}
    sizes = frozenset(
        argument.value.name.value
        for field in walk(document)
        if isinstance(field, FieldNode)
        for argument in field.arguments or ()
        if isinstance(argument.value, VariableNode)
        if argument.name.value in ("first", "last", "depth") or field.name.value == "__type"
    )
    return Operation(node, fragments, kinds, sizes)  # type: ignore[arg-type]  # validated: all are input types


def is_deeper(value: Any, most: int) -> bool:
    """Whether lists and objects stand inside each other more than so many times."""
    level = [value]
    for _ in range(most + 1):
        if not level:
            return False
        inner = [
            each.values() if isinstance(each, Mapping) else each for each in level if isinstance(each, Mapping | list)
        ]
        level = [part for each in inner for part in each]
    return bool(level)


def walk(node: Node) -> Iterator[Node]:
    """Every node of a tree."""
    yield node
    for key in node.keys:
        value = getattr(node, key, None)
        for child in value if isinstance(value, list | tuple) else (value,):
            if isinstance(child, Node):
                yield from walk(child)
