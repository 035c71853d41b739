"""An operation as statements: one for each root field, and constants for what the schema itself answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import ExecutionResult, GraphQLSchema, execute_sync, get_named_type
from graphql.language import DocumentNode, FieldNode, OperationDefinitionNode, SelectionSetNode

from db.seen import seeing
from engine.dialect import Dialect
from engine.document import Operation
from engine.errors import CostError, DocumentError, RequestError
from engine.fields import Asked, Collector
from engine.roots import root
from engine.sql import Statement
from tengetrail.settings import Limits


@dataclass(frozen=True, slots=True)
class Root:
    """One field at the top: a statement with its parameters, or a constant."""

    key: str
    opening: bytes  # the key as the answer has it, after a comma unless it is the first
    sql: str | None = None
    statement: Statement | None = None
    constant: bytes = b"null"


@dataclass(frozen=True, slots=True)
class Plan:
    """How an operation is answered, for all requests of one shape."""

    roots: tuple[Root, ...]
    cost: int  # rows that it could touch
    statements: int


@dataclass(frozen=True, slots=True)
class Planner:
    """Makes plans for one schema, one database and one data revision."""

    schema: GraphQLSchema
    dialect: Dialect
    limits: Limits
    fan_outs: Mapping[str, int]

    def plan(self, operation: Operation, variables: Mapping[str, Any]) -> Plan:
        """The plan for requests whose variables have this shape."""
        collector = Collector(operation.fragments, variables)
        asked = collector.collect("Query", [operation.node.selection_set])
        roots: list[Root] = []
        cost, excess = 0, ""
        for key, each in asked.items():
            opening = f'{"," if roots else ""}"{key}":'.encode()
            if each.name.startswith("__"):
                roots.append(Root(key, opening, constant=self.introspected(operation, each, variables).encode()))
                continue
            statement = Statement(self.dialect, self.schema, collector, self.limits, self.fan_outs, cost=cost)
            roots.append(Root(key, opening, self.written(statement, key, each), statement))
            cost = statement.cost
            excess = excess or (key if cost > self.limits.nodes else "")
        if excess:
            error = CostError(cost, self.limits.nodes)
            error.path = (excess,)
            raise error
        return Plan(tuple(roots), cost, sum(each.sql is not None for each in roots))

    def written(self, statement: Statement, key: str, asked: Asked) -> str:
        """The statement's text; a RequestError names the field at which it was found."""
        statement.path.append(key)
        try:
            return seeing(root(statement, asked))
        except RequestError as error:
            error.path = tuple(statement.path)
            raise

    def introspected(self, operation: Operation, asked: Asked, variables: Mapping[str, Any]) -> str:
        """What the schema says of itself: the same for every request, so it is a constant of the plan."""
        alone = OperationDefinitionNode(
            operation=operation.node.operation,
            variable_definitions=tuple(
                each
                for each in operation.node.variable_definitions or ()
                if get_named_type(operation.variables[each.variable.name.value]).name in ("Boolean", "String")
            ),
            directives=(),
            selection_set=SelectionSetNode(selections=tuple(without_directives(node) for node in asked.nodes)),
        )
        document = DocumentNode(definitions=(alone, *operation.fragments.values()))
        result = execute_sync(self.schema, document, variable_values=dict(variables))
        assert isinstance(result, ExecutionResult)
        if result.errors or result.data is None:
            raise DocumentError("INVALID_DOCUMENT", result.errors or [])
        return json.dumps(result.data[asked.key], ensure_ascii=False, separators=(",", ":"))


def without_directives(node: FieldNode) -> FieldNode:
    """The field as it was found: its conditions are decided already."""
    return FieldNode(
        alias=node.alias, name=node.name, arguments=node.arguments, directives=(), selection_set=node.selection_set
    )
