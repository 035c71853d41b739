"""An operation as statements: one for each root field, and constants for what the schema itself answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from graphql import ExecutionResult, GraphQLSchema, execute_sync, get_named_type
from graphql.language import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
)

from db.seen import seeing
from engine.arguments import Variables
from engine.dialect import Dialect
from engine.document import Operation
from engine.errors import CostError, DocumentError, RequestError
from engine.fields import Asked, Collector
from engine.roots import root
from engine.sql import Statement
from tengetrail.settings import Limits

STATEMENTS = 1_000  # kept


@dataclass(frozen=True, slots=True)
class Wish:
    """What a root field asks for, whatever it and its operation are called: all that its statement depends on.

    Nodes without places are equal if they hold the same.
    """

    name: str
    arguments: tuple[ArgumentNode, ...]
    selections: tuple[SelectionSetNode, ...]
    fragments: tuple[FragmentDefinitionNode, ...]
    shape: tuple[Any, ...]
    asked: Asked = field(compare=False)
    collector: Collector = field(compare=False)


Written = tuple[str, Statement]


@dataclass(frozen=True, slots=True)
class Root:
    """One field at the top: a statement with its parameters, or a constant."""

    key: str
    opening: bytes  # the key as the answer has it, after a comma unless it is the first
    sql: str | None = None
    statement: Statement | None = None
    constant: bytes = b"null"

    def parameters(self, variables: Variables) -> list[Any]:
        """What goes beside the statement for a request with these variables; a RequestError names the field."""
        try:
            return self.statement.values(variables) if self.statement else []
        except RequestError as error:
            error.path = (self.key, *error.path)
            raise


@dataclass(frozen=True, slots=True)
class Plan:
    """How an operation is answered, for all requests of one shape."""

    roots: tuple[Root, ...]
    cost: int  # rows that it could touch
    statements: int


class Planner:
    """Makes plans for one schema, one database and one data revision."""

    def __init__(self, schema: GraphQLSchema, dialect: Dialect, limits: Limits, fan_outs: Mapping[str, int]) -> None:
        self._schema = schema
        self._dialect = dialect
        self._limits = limits
        self._fan_outs = fan_outs
        self.written: Callable[[Wish], Written] = lru_cache(STATEMENTS)(self._write)

    def plan(self, operation: Operation, variables: Variables) -> Plan:
        """The plan for requests whose variables have this shape."""
        collector, shape = Collector(operation.fragments, variables), operation.shape(variables)
        fragments = tuple(collector.fragments.values())
        roots: list[Root] = []
        cost, excess = 0, ""
        for key, each in collector.collect("Query", [operation.node.selection_set]).items():
            opening = f'{"," if roots else ""}"{key}":'.encode()
            if each.name.startswith("__"):
                roots.append(Root(key, opening, constant=self._introspected(operation, each, variables).encode()))
                continue
            arguments, selections = each.nodes[0].arguments or (), tuple(each.selections)
            wish = Wish(each.name, arguments, selections, fragments, shape, each, collector)
            sql, statement = self._statement(key, wish)
            roots.append(Root(key, opening, sql, statement))
            cost += statement.cost
            excess = excess or (key if cost > self._limits.nodes else "")
        if excess:
            error = CostError(cost, self._limits.nodes)
            error.path = (excess,)
            raise error
        return Plan(tuple(roots), cost, sum(each.sql is not None for each in roots))

    def _statement(self, key: str, wish: Wish) -> Written:
        """A root field's statement, perhaps that of another document; a RequestError names the field inside."""
        try:
            return self.written(wish)
        except RequestError as error:
            error.path = (key, *error.path)
            raise

    def _write(self, wish: Wish) -> Written:
        statement = Statement(self._dialect, self._schema, wish.collector, self._limits, self._fan_outs)
        try:
            return seeing(root(statement, wish.asked)), statement
        except RequestError as error:
            error.path = tuple(statement.path)
            raise

    def _introspected(self, operation: Operation, asked: Asked, variables: Mapping[str, Any]) -> str:
        """What the schema says of itself: the same for every request, so it is a constant of the plan."""
        alone = OperationDefinitionNode(
            operation=OperationType.QUERY,
            variable_definitions=tuple(
                each
                for each in operation.definitions
                if get_named_type(operation.variables[each.variable.name.value]).name in ("Boolean", "String")
            ),
            directives=(),
            selection_set=SelectionSetNode(selections=tuple(without_directives(node) for node in asked.nodes)),
        )
        document = DocumentNode(definitions=(alone, *operation.fragments.values()))
        result = execute_sync(self._schema, document, variable_values=dict(variables))
        assert isinstance(result, ExecutionResult)
        if result.errors or result.data is None:
            raise DocumentError("INVALID_DOCUMENT", result.errors or [])
        return json.dumps(result.data[asked.key], ensure_ascii=False, separators=(",", ":"))


def without_directives(node: FieldNode) -> FieldNode:
    """The field as it was found: its conditions are decided already."""
    return FieldNode(
        alias=node.alias, name=node.name, arguments=node.arguments, directives=(), selection_set=node.selection_set
    )
