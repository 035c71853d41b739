"""A record as the JSON text of the fields that are asked of it, made by the database."""

from __future__ import annotations

from collections.abc import Iterable

from graphql.language import SelectionSetNode
from sqlalchemy import Enum, Integer

from engine.fields import Asked
from engine.jsontext import code, json_object, literal, type_name, unless_null
from engine.pages import connection, plain_list
from engine.sql import Row, Statement
from schema.declare import Back, Column, Day, Identity, Listed, Many, Money, One, Picked, Subject
from schema.entity import ENTITIES, Entity

Selections = Iterable[SelectionSetNode]
LOWER_BOUNDS = "('MORE_THAN','AT_LEAST')"


def record(statement: Statement, entity: Entity, row: Row, selections: Selections, times: int) -> str:
    """The JSON of a row; `times` is how often the operation could touch such a row."""
    asked = statement.collector.collect(entity.name, selections)

    def expression(each: Asked) -> str:
        if each.name == "__typename":
            return type_name(entity.name)
        return field(statement, entity, row, each, times)

    return json_object(statement, asked, expression)


def field(statement: Statement, entity: Entity, row: Row, asked: Asked, times: int) -> str:
    """The JSON of one field."""
    declared = entity.fields[asked.name]
    match declared:
        case Identity():
            return identity(statement, literal(entity.name), row)
        case Column():
            return column(statement, declared, row)
        case Money():
            return money(statement, declared, row, asked)
        case Day():
            return partial_date(statement, declared, row, asked)
        case One() | Back():
            return related(statement, declared, row, asked, times)
        case Subject():
            return subject(statement, declared, row, asked, times)
        case Listed():
            return plain_list(statement, entity, declared, row, asked, times, record)
        case Many():
            return connection(statement, entity, declared, row, asked, times, record)
        case Picked():
            return picked(statement, entity, declared, row, asked)
    raise AssertionError(declared)


def identity(statement: Statement, kind: str, row: Row) -> str:
    """The opaque id: type and slug in hexadecimal digits."""
    text = f"{kind}||':'||{row['slug']}"
    return code(statement.dialect.hexadecimal(text))


def column(statement: Statement, declared: Column, row: Row) -> str:
    """A text, a code or a whole number."""
    expression = row[declared.column.name]
    if isinstance(declared.column.type, Integer):
        return statement.dialect.number(expression)
    if isinstance(declared.column.type, Enum) and not declared.column.nullable:
        return code(expression)
    return statement.dialect.quoted(expression)


def money(statement: Statement, declared: Money, row: Row, asked: Asked) -> str:
    """An amount as an object, or null."""
    amount, currency, qualifier = (row[f"{declared.prefix}_{part}"] for part in ("amount", "currency", "qualifier"))
    written = {
        "amount": lambda: code(statement.dialect.amount(amount, currency)),
        "currency": lambda: code(currency),
        "qualifier": lambda: code(qualifier),
        "lowerBound": lambda: statement.dialect.flag(f"{qualifier} IN {LOWER_BOUNDS}"),
        "__typename": lambda: type_name("Money"),
    }
    parts = statement.collector.collect("Money", asked.selections)
    return unless_null(amount, json_object(statement, parts, lambda each: written[each.name]()))


def partial_date(statement: Statement, declared: Day, row: Row, asked: Asked) -> str:
    """A date as far as it is known, or null."""
    day, precision = row[declared.prefix], row[f"{declared.prefix}_precision"]
    written = {
        "value": lambda: code(statement.dialect.partial(day, precision)),
        "precision": lambda: code(precision),
        "__typename": lambda: type_name("PartialDate"),
    }
    parts = statement.collector.collect("PartialDate", asked.selections)
    return unless_null(day, json_object(statement, parts, lambda each: written[each.name]()))


def related(statement: Statement, declared: One | Back, row: Row, asked: Asked, times: int) -> str:
    """The one record that belongs to this one, or null."""
    statement.charge(times)
    entity = ENTITIES[declared.target]
    other = statement.row()
    own, theirs = (declared.column.name, "id") if isinstance(declared, One) else ("id", declared.column.name)
    json = record(statement, entity, other, asked.selections, times)
    found = f"(SELECT {json} FROM {entity.table.name} {other.alias} WHERE {other[theirs]} = {row[own]})"
    return found if isinstance(declared, One) and not declared.column.nullable else f"coalesce({found},'null')"


def subject(statement: Statement, declared: Subject, row: Row, asked: Asked, times: int) -> str:
    """A record of any kind, or null."""
    statement.charge(times)
    node = statement.row()
    json = any_record(statement, node, asked.selections, times)
    return f"coalesce((SELECT {json} FROM node {node.alias} WHERE {node['id']} = {row[declared.column.name]}),'null')"


def any_record(statement: Statement, node: Row, selections: Selections, times: int) -> str:
    """The JSON of a row of the register: a branch for each kind that a fragment names, and one for all others."""
    selections = list(selections)
    named = sorted(statement.collector.conditions(selections) & ENTITIES.keys() - {"Node"})
    rest = node_only(statement, node, selections, times)
    branches = []
    for name in named:
        entity, other = ENTITIES[name], statement.row()
        json = record(statement, entity, other, selections, times)
        found = f"(SELECT {json} FROM {entity.table.name} {other.alias} WHERE {other['id']} = {node['id']})"
        branches.append(f" WHEN {literal(name)} THEN {found}")
    return f"CASE {node['type']}{''.join(branches)} ELSE {rest} END" if branches else rest


def node_only(statement: Statement, node: Row, selections: Selections, times: int) -> str:
    """What every record has, read from the register."""
    entity = ENTITIES["Node"]
    asked = statement.collector.collect("Node", selections)
    written = {
        "__typename": lambda _: code(node["type"]),
        "id": lambda _: identity(statement, node["type"], node),
    }
    return json_object(
        statement,
        asked,
        lambda each: written.get(each.name, lambda it: field(statement, entity, node, it, times))(each),
    )


def picked(statement: Statement, entity: Entity, declared: Picked, row: Row, asked: Asked) -> str:
    """One of the record's dated texts: the one in force on a day, else the first that was to come."""
    given = statement.arguments(entity.name, asked)
    day, language = (
        given[name] if name in given and given[name].value is not None else None for name in ("on", "lang")
    )
    if day is None and language is None:
        return statement.dialect.quoted(row[declared.current.name])
    text = statement.row()
    wanted = [f"{text[declared.owner]} = {row['id']}"]
    start = f"coalesce({text['valid_from']},'0001-01-01')"
    order = f"{text['preference']},{start} DESC,{text['id']}"
    if language is not None:
        wanted.append(f"{text['language']} = {statement.bind(language, 'text')}")
    if day is not None:
        on = statement.bind(day, "date")
        wanted.append(f"({text['valid_to']} IS NULL OR {text['valid_to']} > {on})")
        order = f"{text['preference']},CASE WHEN {start} <= {on} THEN 0 ELSE 1 END,{start},{text['id']}"
    found = (
        f"(SELECT {statement.dialect.quoted(text['text'])} FROM {declared.table.name} {text.alias}"
        f" WHERE {' AND '.join(wanted)} ORDER BY {order} LIMIT 1)"
    )
    return f"coalesce({found},'null')"
