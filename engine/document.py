"""A document, read and checked once: its operations, and what of their variables shapes a statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLInputType,
    GraphQLNonNull,
    GraphQLSchema,
    GraphQLSyntaxError,
    Undefined,
    coerce_input_value,
    get_variable_values,
    parse,
    validate,
)
from graphql.language import (
    DocumentNode,
    OperationDefinitionNode,
    OperationType,
    VariableDefinitionNode,
)

from engine import limits as limit_rules
from engine.acceptance import Reading
from engine.arguments import shape
from engine.errors import DocumentError, LimitError, OperationError
from engine.fields import Fragments, fragments_of
from engine.vocabulary import Vocabulary
from tengetrail.settings import Limits

DEEPEST_VARIABLE = 64  # far more than any filter may have, and far less than Python's stack
TREES = 100  # kept; a thousand would be a quarter of a million objects, which the garbage collector walks through


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a checked document; `place` is its number among the definitions."""

    text: str
    most_tokens: int
    place: int
    definitions: Sequence[VariableDefinitionNode]
    variables: Mapping[str, GraphQLInputType]
    defaults: Mapping[str, Any]  # of the variables that have one
    sizes: frozenset[str]  # the variables that size a page, or name a type: their values shape the plan

    @property
    def node(self) -> OperationDefinitionNode:
        """The operation as it is written."""
        return operation_at(self.place, parsed(self.text, self.most_tokens))

    @property
    def fragments(self) -> Fragments:
        """The document's fragments by their names."""
        return fragments_of(parsed(self.text, self.most_tokens))

    def coerced(self, schema: GraphQLSchema, given: Mapping[str, Any]) -> dict[str, Any]:
        """The variables with their defaults; raises DocumentError for values that do not fit their types."""
        if not self.variables:
            return {}
        if is_deeper(given, DEEPEST_VARIABLE):
            raise DocumentError("BAD_VARIABLE", [GraphQLError("a variable is nested too deeply; leave levels out")])
        values = dict(self.defaults)
        for name, kind in self.variables.items():
            if name in given:
                values[name] = coerce_input_value(given[name], kind)
                fits = values[name] is not Undefined
            else:
                fits = name in values or not isinstance(kind, GraphQLNonNull)
            if not fits:
                raise DocumentError("BAD_VARIABLE", self._located(schema, given))
        return values

    def _located(self, schema: GraphQLSchema, given: Mapping[str, Any]) -> Sequence[GraphQLError]:
        """What is wrong with the variables, with places in the text, which are not kept."""
        node = operation_at(self.place, parse(self.text))
        values = get_variable_values(schema, node.variable_definitions or (), dict(given), max_errors=20)
        assert isinstance(values, list)
        return values

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


def read_document(vocabulary: Vocabulary, text: str, limits: Limits) -> Document:
    """Parse, count and check a document; raises DocumentError, LimitError or OperationError."""
    tree = parsed(text, limits.tokens)
    for node in tree.definitions:
        if isinstance(node, OperationDefinitionNode) and node.operation is not OperationType.QUERY:
            raise OperationError(f"{node.operation.value} does not exist here: the data are only read; ask a query")
    try:
        reading = Reading(vocabulary, tree)
    except RecursionError as error:
        raise too_deep("INVALID_DOCUMENT") from error
    for asked in reading.operations:
        limit_rules.check(asked.figures, limits)
    if not reading.is_accepted():
        errors = validate(vocabulary.schema, parse(text), max_errors=20)
        if errors:
            raise DocumentError("INVALID_DOCUMENT", errors)
    sizes = frozenset(reading.sizes)
    return Document(
        {
            asked.name: Operation(
                text,
                limits.tokens,
                asked.place,
                asked.node.variable_definitions or (),
                asked.variables,
                defaults_of(vocabulary.schema, asked.node),
                sizes,
            )
            for asked in reading.operations
        }
    )


def defaults_of(schema: GraphQLSchema, operation: OperationDefinitionNode) -> Mapping[str, Any]:
    """The values of variables that a request may leave out."""
    definitions = [each for each in operation.variable_definitions or () if each.default_value is not None]
    values = get_variable_values(schema, definitions, {})
    assert not isinstance(values, list)  # the document is checked
    return values.coerced


@lru_cache(TREES)
def parsed(text: str, most_tokens: int) -> DocumentNode:
    """The document's tree without places; raises DocumentError for a mistake of syntax, LimitError for many tokens."""
    try:
        return parse(text, no_location=True, max_tokens=most_tokens)
    except GraphQLSyntaxError as error:
        if "tokens" in error.message:
            raise LimitError("tokens", most_tokens + 1, most_tokens, "ask in several requests") from error
        raise DocumentError("SYNTAX_ERROR", [error]) from error
    except RecursionError as error:
        raise too_deep("SYNTAX_ERROR") from error


def operation_at(place: int, tree: DocumentNode) -> OperationDefinitionNode:
    node = tree.definitions[place]
    assert isinstance(node, OperationDefinitionNode)
    return node


def too_deep(code: str) -> DocumentError:
    return DocumentError(code, [GraphQLError("the document is nested too deeply")])


def is_deeper(value: Any, most: int) -> bool:
    """Whether lists and objects stand inside each other more than so many times."""
    level = [value]
    for _ in range(most):
        level = [
            part
            for each in level
            for part in (each.values() if isinstance(each, dict) else each)
            if isinstance(part, dict | list)
        ]
        if not level:
            return False
    return True
