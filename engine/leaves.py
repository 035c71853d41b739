"""Leaves: the statement returns what they need, and named functions finish them in Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from graphql.language import SelectionSetNode
from sqlalchemy import Date, Integer

from engine.arguments import Value, Variables
from engine.dialect import Dialect
from engine.fields import Asked, Collector
from engine.jsontext import json_list, json_object_of, literal
from engine.sql import Row, Statement
from schema.kinds import OWN_CURRENCY, Leaf, Lookup
from schema.leaves import LeafError

MARK = ""  # no key of an answer is empty, so an object with this key is a leaf to be finished
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Call:
    """One leaf of a plan."""

    work: Callable[[Mapping[str, Any], Mapping[str, Any]], Any]
    given: Mapping[str, Value]
    selections: Iterable[SelectionSetNode]

    def finish(self, inputs: Mapping[str, Any], collector: Collector, variables: Variables) -> Any:
        """The object that was asked for; raises LeafError if the data cannot answer."""
        arguments = {name: value.read(variables) for name, value in self.given.items()}
        return projected(self.work(inputs, arguments), list(self.selections), collector)


def written(statement: Statement, declared: Leaf, asked: Asked, amount: str, currency: str) -> str:
    """The JSON of what a leaf of an amount needs, marked with its place in the plan."""
    given = statement.arguments("Money", asked)

    def work(inputs: Mapping[str, Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
        return declared.function(inputs["amount"], inputs["currency"], inputs["rows"], arguments)

    mark = marked(statement, work, given, asked)
    rows = {name: rows_of(statement, each, given, currency) for name, each in declared.lookups.items()}
    parts = {
        MARK: mark,
        "amount": statement.dialect.number(amount),
        "currency": statement.dialect.quoted(currency),
        "rows": json_object_of(statement.dialect, rows),
    }
    return json_object_of(statement.dialect, parts)


def marked(
    statement: Statement,
    work: Callable[[Mapping[str, Any], Mapping[str, Any]], Any],
    given: Mapping[str, Value],
    asked: Asked,
) -> str:
    """The JSON of the mark of a new leaf."""
    statement.leaves.append(Call(work, given, asked.selections))
    return literal(str(len(statement.leaves) - 1))


def rows_of(statement: Statement, lookup: Lookup, given: Mapping[str, Value], currency: str) -> str:
    """The rows of one lookup as a list of objects."""
    row, dialect = statement.row(), statement.dialect
    table = lookup.columns[0].table
    wanted = []
    for name, source in lookup.where.items():
        if source == OWN_CURRENCY:
            wanted.append(f"{row[name]} = {currency}")
        elif (value := argument(given, source)) is not None:
            kind = "date" if isinstance(table.c[name].type, Date) else "text"
            wanted.append(f"{row[name]} = {statement.bind(value, kind)}")
    citation, cited = statement.row(), statement.row()
    onward, text = lookup.source
    source = (
        f"(SELECT {dialect.quoted(cited[text.name])} FROM {citation.of(onward.table)} JOIN {cited.of(text.table)}"
        f" ON {cited['id']} = {citation[onward.name]} WHERE {citation['id']} = {row['citation_id']})"
    )
    columns = {each.name: shown(dialect, row, each) for each in lookup.columns}
    json = json_object_of(dialect, {**columns, "source": source})
    rows = f"SELECT * FROM {row.of(table)} WHERE {' AND '.join(wanted)} ORDER BY id DESC LIMIT {MOST_ROWS}"
    return f"(SELECT {json_list(dialect, dialect.joined(json, row['id']))} FROM ({rows}) {row.alias})"


def shown(dialect: Dialect, row: Row, column: Any) -> str:
    """A column's value: a date as far as it is known."""
    if isinstance(column.type, Integer):
        return dialect.number(row[column.name])
    if isinstance(column.type, Date):
        return dialect.quoted(f"({dialect.partial(row[column.name], row[f'{column.name}_precision'])})")
    return dialect.quoted(row[column.name])


def argument(given: Mapping[str, Value], path: str) -> Value | None:
    """An argument, or a part of one; None if it was left out."""
    head, _, rest = path.partition(".")
    value = given.get(head)
    if value is not None and rest:
        value = (value.fields or {}).get(rest)
    return value if value is not None and value.value is not None else None


def finished(text: bytes, statement: Statement, variables: Variables, key: str) -> tuple[bytes, list[dict[str, Any]]]:
    """An answer's text with its leaves worked out; those that cannot be are null, each with an error at its path."""
    errors: list[dict[str, Any]] = []
    calls: list[Call] = statement.leaves

    def walk(value: Any, path: tuple[str | int, ...]) -> Any:
        if isinstance(value, list):
            return [walk(item, (*path, place)) for place, item in enumerate(value)]
        if not isinstance(value, dict):
            return value
        if MARK not in value:
            return {name: walk(item, (*path, name)) for name, item in value.items()}
        try:
            return calls[value[MARK]].finish(value, statement.collector, variables)
        except LeafError as error:
            errors.append({"message": str(error), "path": list(path), "extensions": {"code": error.code}})
            return None

    answer = walk(orjson.loads(text), (key,))
    return orjson.dumps(answer), errors


def projected(value: Any, selections: list[SelectionSetNode], collector: Collector) -> Any:
    """What was asked of a worked out value; a selection is laid out once, however many objects it is asked of."""
    laid_out: dict[tuple[str, int], list[tuple[str, str, list[SelectionSetNode]]]] = {}

    def shown(value: Any, selections: list[SelectionSetNode]) -> Any:
        if isinstance(value, list):
            return [shown(item, selections) for item in value]
        if not isinstance(value, dict):
            return value
        kind = value["__typename"]
        if (kind, id(selections)) not in laid_out:
            asked = collector.collect(kind, selections)
            laid_out[kind, id(selections)] = [(key, each.name, each.selections) for key, each in asked.items()]
        return {key: shown(value[name], inner) for key, name, inner in laid_out[kind, id(selections)]}

    return shown(value, selections)
