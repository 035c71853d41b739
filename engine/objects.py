"""A record as the JSON text of the fields that are asked of it, made by the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial, singledispatch
from typing import Any

from graphql.language import SelectionSetNode
from sqlalchemy import Boolean, Enum, Integer

from engine import amounts, flow, leaves, wordings
from engine.fields import Asked
from engine.filters import related_rows
from engine.jsontext import code, json_object, json_object_of, literal, type_name, unless_null
from engine.order import order_of
from engine.pages import chain, connection, plain_list
from engine.sql import Row, Source, Statement
from schema.entity import ENTITIES, Entity
from schema.kinds import (
    Back,
    Beside,
    Chain,
    Chosen,
    Column,
    Day,
    Digits,
    Flow,
    Identity,
    Listed,
    Many,
    Money,
    One,
    Picked,
    Subject,
    Told,
    Worded,
)
from schema.logged import Marked, Moment, Parsed, Registered
from schema.values import MONEY

Selections = Iterable[SelectionSetNode]


@dataclass(slots=True)
class Place:
    """Where a field is asked: of which row of which type, and how often the operation could touch such a row."""

    statement: Statement
    entity: Entity
    row: Row
    asked: Asked
    times: int


def record(statement: Statement, entity: Entity, row: Row, selections: Selections, times: int) -> str:
    """The JSON of a row; `times` is how often the operation could touch such a row."""
    if entity.name == "Node":
        return any_record(statement, row, selections, times)
    asked = statement.collector.collect(entity.name, selections)

    def expression(each: Asked) -> str:
        if each.name == "__typename":
            return type_name(entity.name)
        return field(entity.fields[each.name], Place(statement, entity, row, each, times))

    return json_object(statement, asked, expression)


@singledispatch
def field(declared: object, place: Place) -> str:
    """The JSON of one field, by what it is declared to be."""
    raise AssertionError(declared, place)


@field.register
def identity(_: Identity, place: Place) -> str:
    """The opaque id of a record."""
    return opaque(place.statement, literal(place.entity.name), place.row)


def opaque(statement: Statement, kind: str, row: Row) -> str:
    """Type and slug in hexadecimal digits."""
    return code(statement.dialect.hexadecimal(f"{kind}||':'||{row['slug']}"))


@field.register
def column(declared: Column, place: Place) -> str:
    """A text, a code, a flag or a whole number."""
    expression = place.row[declared.column.name]
    if isinstance(declared.column.type, Integer):
        return place.statement.dialect.number(expression)
    if isinstance(declared.column.type, Boolean):
        return place.statement.dialect.flag(expression)
    if isinstance(declared.column.type, Enum) and not declared.column.nullable:
        return code(expression)
    return place.statement.dialect.quoted(expression)


@field.register
def money(declared: Money, place: Place) -> str:
    """An amount as an object, or null."""
    amount, currency, qualifier = (
        place.row[f"{declared.prefix}_{part}"] for part in ("amount", "currency", "qualifier")
    )
    found = amounts.Amount(amount, place.statement.dialect.amount(amount, currency), currency, qualifier)
    published = partial(printed_conversions, declared, place)
    return unless_null(amount, amounts.written(place.statement, found, place.asked, published))


def printed_conversions(declared: Money, place: Place, asked: Asked) -> str:
    """What sources print for an amount in other currencies; only records' own amounts have such claims."""
    listed = MONEY[asked.name]
    assert isinstance(listed, Listed)
    if not place.entity.is_node:
        return literal("[]")
    own = replace(listed, field=declared.prefix)
    return plain_list(place.statement, "Money", own, place.row, asked, place.times, record)


@field.register
def digits(declared: Digits, place: Place) -> str:
    """The digits of an amount, or null."""
    amount, currency = place.row[f"{declared.prefix}_amount"], place.row[f"{declared.prefix}_currency"]
    return unless_null(amount, code(place.statement.dialect.amount(amount, currency)))


@field.register
def partial_date(declared: Day, place: Place) -> str:
    """A date as far as it is known, or null."""
    day, precision = place.row[declared.prefix], place.row[f"{declared.prefix}_precision"]
    written = {
        "value": lambda: code(place.statement.dialect.partial(day, precision)),
        "precision": lambda: code(precision),
        "__typename": lambda: type_name("PartialDate"),
    }
    parts = place.statement.collector.collect("PartialDate", place.asked.selections)
    return unless_null(day, json_object(place.statement, parts, lambda each: written[each.name]()))


@field.register
def related(declared: One | Back | Beside, place: Place) -> str:
    """The one record that belongs to this one, or null."""
    json, source = one_record(declared, place, place.statement.row())
    found = f"(SELECT {json} FROM {source.sql()})"
    return found if isinstance(declared, One) and not declared.column.nullable else f"coalesce({found},'null')"


@field.register
def chosen(declared: Chosen, place: Place) -> str:
    """The last record that names this one and fits the arguments, or null."""
    given = place.statement.arguments(place.entity.name, place.asked)
    other = place.statement.row()
    json, source = one_record(declared, place, other)
    for name, each in declared.where.items():
        source.wanted.append(f"{other[each.name]} = {place.statement.bind(given[name], 'text')}")
    latest = f"{other[declared.latest.name]} DESC"
    return f"coalesce((SELECT {json} FROM {source.sql()} ORDER BY {latest} LIMIT 1),'null')"


def one_record(declared: One | Back | Beside | Chosen, place: Place, other: Row) -> tuple[str, Source]:
    """The JSON of a related row, and where it comes from."""
    place.statement.charge(place.times)
    json = record(place.statement, ENTITIES[declared.target], other, place.asked.selections, place.times)
    return json, related_rows(place.statement, declared, place.row, other)


@field.register
def subject(declared: Subject, place: Place) -> str:
    """A record of any kind, or null."""
    place.statement.charge(place.times)
    node = place.statement.row()
    json = any_record(place.statement, node, place.asked.selections, place.times)
    joined = f"{node['id']} = {place.row[declared.column.name]}"
    return f"coalesce((SELECT {json} FROM node {node.alias} WHERE {joined}),'null')"


@field.register
def registered(declared: Registered, place: Place) -> str:
    """A record of any kind by its key, or null; or its id, whether it is there or not."""
    kind, slug = (place.row[each.name] for each in (declared.type, declared.slug))
    if declared.of_id:
        return opaque(place.statement, kind, place.row)
    place.statement.charge(place.times)
    node = place.statement.row()
    json = any_record(place.statement, node, place.asked.selections, place.times)
    named = f"{node['type']} = {kind} AND {node['slug']} = {slug}"
    return f"coalesce((SELECT {json} FROM node {node.alias} WHERE {named}),'null')"


def any_record(statement: Statement, node: Row, selections: Selections, times: int) -> str:
    """The JSON of a row of the register: a branch for each kind that a fragment names, and one for all others.

    Kinds that answer a field in another way than others do have a branch of their own, too.
    """
    selections = list(selections)
    conditions = statement.collector.conditions(selections)
    asked = {each.name for each in statement.collector.collect("Node", selections).values()}
    named = sorted((conditions & ENTITIES.keys() | differing(asked)) - {"Node"})
    rest = node_only(statement, node, selections, times)
    branches = []
    for name in named:
        entity, other = ENTITIES[name], statement.row()
        json = record(statement, entity, other, selections, times)
        found = f"(SELECT {json} FROM {other.of(entity.table)} WHERE {other['id']} = {node['id']})"
        branches.append(f" WHEN {literal(name)} THEN {found}")
    return f"CASE {node['type']}{''.join(branches)} ELSE {rest} END" if branches else rest


def differing(asked: set[str]) -> set[str]:
    """The kinds of records that declare one of these fields of every record anew."""
    usual = ENTITIES["Node"].fields
    return {
        entity.name
        for entity in ENTITIES.values()
        if entity.is_node and any(entity.fields[name] is not usual[name] for name in asked & usual.keys())
    }


def node_only(statement: Statement, node: Row, selections: Selections, times: int) -> str:
    """What every record has, read from the register."""
    entity = ENTITIES["Node"]

    def expression(each: Asked) -> str:
        if each.name == "__typename":
            return code(node["type"])
        if each.name == "id":
            return opaque(statement, node["type"], node)
        return field(entity.fields[each.name], Place(statement, entity, node, each, times))

    return json_object(statement, statement.collector.collect("Node", selections), expression)


@field.register
def told(declared: Told, place: Place) -> str:
    """The record's kind and slug with a text that its entry in the register names, or its data set has, or null."""
    node, shared, dataset = (place.statement.row() for _ in range(3))
    text = f"coalesce({shared[declared.text.name]},{dataset[declared.otherwise.name]})"
    quoted = place.statement.dialect.quoted(f"{node['type']}||' '||{node['slug']}||'. '||{text}")
    named = f"{shared.of(declared.text.table)} ON {shared['id']} = {node[declared.reference.name]}"
    whose = f"{dataset.of(declared.otherwise.table)} ON {dataset['name']} = {node['dataset']}"
    tables = f"{node.of(declared.reference.table)} LEFT JOIN {named} LEFT JOIN {whose}"
    return f"coalesce((SELECT {quoted} FROM {tables} WHERE {node['id']} = {place.row['id']}),'null')"


@field.register
def moment(declared: Moment, place: Place) -> str:
    """A time in UTC."""
    return code(place.statement.dialect.moment(place.row[declared.column.name]))


@field.register
def marked(declared: Marked, place: Place) -> str:
    """The cursor of a row by its number."""
    number = Row("", elsewhere={"id": place.row[declared.column.name]})
    return code(order_of(ENTITIES[declared.target], None).cursor(place.statement, number))


@field.register
def parsed(declared: Parsed, place: Place) -> str:
    """The columns that a function needs, marked with its place in the plan."""
    names = [each.name for each in declared.columns]

    def work(inputs: Mapping[str, Any], _: Mapping[str, Any]) -> list[dict[str, Any]]:
        return declared.function(*(inputs[name] for name in names))

    mark = leaves.marked(place.statement, work, {}, place.asked)
    columns = {name: place.statement.dialect.quoted(place.row[name]) for name in names}
    return json_object_of(place.statement.dialect, {leaves.MARK: mark, **columns})


@field.register
def picked(declared: Picked, place: Place) -> str:
    """One of the record's dated texts: the one in force on a day, else the first that was to come.

    If no language is asked for, that of the data set goes before all others.
    """
    statement = place.statement
    given = {k: v for k, v in statement.arguments(place.entity.name, place.asked).items() if v.value is not None}
    if not given:
        return statement.dialect.quoted(place.row[declared.current.name])
    text = statement.row()
    number = place.row[declared.own]
    wanted = [f"{text[declared.owner]} = {number}"]
    start = f"coalesce({text['valid_from']},'0001-01-01')"
    order = f"{start} DESC,{text['id']}"
    if "lang" in given:
        wanted.append(f"{text['language']} = {statement.bind(given['lang'], 'text')}")
        best = text["preference"]
    else:
        own = wordings.language_of_set(statement, number)
        best = f"CASE WHEN {text['language']} = {own} THEN 0 ELSE 1 END,{text['preference']}"
    if "on" in given:
        on = statement.bind(given["on"], "date")
        wanted.append(f"({text['valid_to']} IS NULL OR {text['valid_to']} > {on})")
        order = f"CASE WHEN {start} <= {on} THEN 0 ELSE 1 END,{start},{text['id']}"
    found = f"{statement.dialect.quoted(text['text'])} FROM {text.of(declared.table)}"
    return f"coalesce((SELECT {found} WHERE {' AND '.join(wanted)} ORDER BY {best},{order} LIMIT 1),'null')"


@field.register
def money_flow(declared: Flow, place: Place) -> str:
    """What is needed to draw where the record's money goes."""
    return flow.written(place.statement, declared, place.entity.name, place.row, place.asked, place.times)


@field.register
def worded(declared: Worded, place: Place) -> str:
    """One wording of a text; see engine.wordings."""
    place.statement.charge(place.times)
    entity, row = ENTITIES["LocalText"], place.statement.row()
    json = record(place.statement, entity, row, place.asked.selections, place.times)
    given = place.statement.arguments(place.entity.name, place.asked)
    return f"coalesce((SELECT {json} FROM {wordings.best(place.statement, declared, place.row, row, given)}),'null')"


@field.register
def short_list(declared: Listed, place: Place) -> str:
    """Some rows that belong to this one, as a plain list."""
    return plain_list(place.statement, place.entity.name, declared, place.row, place.asked, place.times, record)


@field.register
def ladder(declared: Chain, place: Place) -> str:
    """The record's own row in a table, the next one, and so on."""
    return chain(place.statement, declared, place.row, place.asked, place.times, record)


@field.register
def pages(declared: Many, place: Place) -> str:
    """The rows that belong to this one, in pages."""
    if declared.kind is not None and place.entity.name != "Node":
        place.row.elsewhere["type"] = literal(place.entity.name)  # rows of the register say it themselves
    return connection(place.statement, place.entity, declared, place.row, place.asked, place.times, record)
