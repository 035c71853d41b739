"""A whole list, a row after the other: for files that hold all of it, where an answer holds a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.dialect import Dialect
from engine.document import read_document
from engine.errors import RequestError
from engine.fields import Collector
from engine.objects import record
from engine.order import order_of, ordered
from engine.page import Page, Window
from engine.sql import Statement
from engine.vocabulary import Vocabulary
from schema.entity import ENTITIES
from schema.kinds import AllOf
from schema.query import ROOTS
from tengetrail.settings import Limits


@dataclass(frozen=True)
class Listing:
    """A statement whose every row is the JSON text of one record, and what goes beside it."""

    sql: str
    parameters: list[Any]


def beginning_after(name: str, number: int) -> str:
    """The cursor of a record in the order of loading, by the name of its type and its number."""
    return json.dumps([ordered(name, ()).name, number]).encode().hex()


def listing(
    vocabulary: Vocabulary, dialect: Dialect, document: str, variables: Mapping[str, Any], limits: Limits
) -> Listing:
    """The rows of `{ LIST(filter: ..., orderBy: ..., after: ...) { nodes { ... } } }`, all of them.

    Raises RequestError.
    """
    operation = read_document(vocabulary, document, limits).operation(None)
    values = operation.coerced(vocabulary.schema, variables)
    collector = Collector(operation.fragments, values)
    ((key, asked),) = collector.collect("Query", [operation.node.selection_set]).items()
    declared = ROOTS[asked.name]
    assert isinstance(declared, AllOf)
    entity = ENTITIES[declared.target]
    statement = Statement(dialect, vocabulary.schema, collector, limits, {})
    try:
        given = statement.arguments("Query", asked)
        order, row = order_of(entity, given.get("orderBy")), statement.row()
        window = Window(0, backwards=False, after=None, before=None)
        page = Page(statement, entity, declared, None, given, window, order, 1, 1, list(statement.path))
        source = page.rows(row)
        if (cursor := given.get("after")) is not None and cursor.value is not None:
            source.wanted.append(order.beyond(statement, row, cursor, backwards=False))
        nodes = collector.collect(f"{entity.name}Connection", asked.selections)["nodes"]
        text = record(statement, entity, row, nodes.selections, 1)
        sql = f"SELECT {text} FROM {source.sql()} ORDER BY {order.sql(row)}"
        return Listing(sql, statement.values(values))
    except RequestError as error:
        error.path = (key, *(error.path or statement.path))
        raise
