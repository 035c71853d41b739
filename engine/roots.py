"""The fields at the top of an operation, each as one statement."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from engine.errors import IdentityError, LimitError
from engine.fields import Asked
from engine.jsontext import json_list
from engine.objects import any_record, record
from engine.page import named
from engine.pages import LIST_CAP, page_of
from engine.search import search
from engine.sql import Statement
from schema.entity import ENTITIES
from schema.kinds import AllOf, ById, ByKey, Every, Latest, Search
from schema.query import ROOTS


def root(statement: Statement, asked: Asked) -> str:
    """The statement of a root field: one row with one column of JSON, or no row for null."""
    declared = ROOTS[asked.name]
    match declared:
        case AllOf():
            return f"SELECT {page_of(statement, 'Query', declared, None, asked, 1, record)}"
        case ByKey():
            return by_key(statement, declared, asked)
        case ById(several=True):
            return by_ids(statement, asked)
        case ById():
            return by_id(statement, asked)
        case Latest():
            return latest(statement, declared, asked)
        case Every():
            return every(statement, declared, asked)
        case Search():
            return search(statement, declared, asked, record)
    raise AssertionError(declared)


def by_key(statement: Statement, declared: ByKey, asked: Asked) -> str:
    """The record with a key."""
    statement.charge(1)
    given = statement.arguments("Query", asked)[declared.argument]
    entity, row = ENTITIES[declared.target], statement.row()
    json = record(statement, entity, row, asked.selections, 1)
    wanted = f"{row[declared.column.name]} = {statement.bind(given, 'text')}"
    return f"SELECT {json} FROM {row.of(entity.table)} WHERE {wanted}"


def latest(statement: Statement, declared: Latest, asked: Asked) -> str:
    """The row with the largest value."""
    statement.charge(1)
    entity, row = ENTITIES[declared.target], statement.row()
    json = record(statement, entity, row, asked.selections, 1)
    return f"SELECT {json} FROM {row.of(entity.table)} ORDER BY {row[declared.column.name]} DESC LIMIT 1"


def every(statement: Statement, declared: Every, asked: Asked) -> str:
    """All rows of a small table."""
    statement.charge(LIST_CAP)
    entity, row, inner, order = ENTITIES[declared.target], statement.row(), statement.row(), declared.column.name
    json = record(statement, entity, row, asked.selections, LIST_CAP)
    listed = json_list(statement.dialect, statement.dialect.joined(json, row[order]))
    rows = f"SELECT {named(inner, row.used)} FROM {inner.of(entity.table)} ORDER BY {inner[order]} LIMIT {LIST_CAP}"
    return f"SELECT {listed} FROM ({rows}) {row.alias}"


def by_id(statement: Statement, asked: Asked) -> str:
    """The record with an id, of whatever kind."""
    statement.charge(1)
    given, node = statement.arguments("Query", asked)["id"], statement.row()
    json = any_record(statement, node, asked.selections, 1)
    type_name, slug = (statement.bind(given, "text", read) for read in (type_of, slug_of))
    return f"SELECT {json} FROM node {node.alias} WHERE {node['type']} = {type_name} AND {node['slug']} = {slug}"


def by_ids(statement: Statement, asked: Asked) -> str:
    """The records with these ids, in their order; null where there is none."""
    most = statement.limits.page
    statement.charge(most)
    given, node = statement.arguments("Query", asked)["ids"], statement.row()
    json = any_record(statement, node, asked.selections, most)
    types, slugs = (statement.bind(given, "texts", partial(each_of, read, most)) for read in (type_of, slug_of))
    found = f"(SELECT {json} FROM node {node.alias} WHERE {node['type']} = pair.one AND {node['slug']} = pair.two)"
    joined = statement.dialect.joined(f"coalesce({found},'null')", "pair.place")
    listed = json_list(statement.dialect, joined)
    return f"SELECT {listed} FROM {statement.dialect.pairs(types, slugs)}"


def each_of(read: Callable[[str], str], most: int, ids: list[Any]) -> list[str]:
    if len(ids) > most:
        raise LimitError("ids", len(ids), most, "ask in several requests")
    return [read(each) for each in ids]


def type_of(identity: str) -> str:
    return parts_of(identity)[0]


def slug_of(identity: str) -> str:
    return parts_of(identity)[1]


def parts_of(identity: str) -> tuple[str, str]:
    """Type and slug; raises IdentityError if the text is no id that we gave."""
    try:
        type_name, found, slug = bytes.fromhex(identity).decode().partition(":")
        if found and "\0" not in slug:
            return type_name, slug
    except ValueError:
        pass
    raise IdentityError(f"{identity[:40]!r} is not an id; take `id` from an answer, or ask by slug")
