"""Conditions out of filters. What is not known fits no comparison, and `not` turns that round."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import Column as TableColumn
from sqlalchemy import Integer, UniqueConstraint

from db.currency import DIGITS
from engine.arguments import Value
from engine.errors import FilterError, LimitError
from engine.sql import Row, Source, Statement, readable
from schema.entity import ENTITIES, Entity
from schema.kinds import Back, Beside, Chosen, Column, Day, Held, Listed, Many, Money, One, Wider

SIGNS = {"eq": "=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


def conditions(statement: Statement, entity: Entity, row: Row, given: Value, sure: bool = False) -> list[str]:
    """The conditions of one filter object, all of which must hold.

    `sure` asks for conditions that are never unknown: below a `not`, where unknown would stay unknown.
    """
    found = []
    statement.parts = statement.parts + 1 if statement.filters else 0
    statement.filters += 1
    limited("depth of filters", statement.filters - 1, statement.limits.depth)
    limited("parts of a filter", statement.parts, statement.limits.fields)
    fields = dict(parts(given))
    for each in [each for name, each in entity.wider.items() if name in fields and fields.pop(name).value]:
        found.append(wider(statement, entity, each, row, Value(None, fields=fields)))
        fields = {}
    for name, value in fields.items():
        if name in ("and", "or"):
            limited("items of a list argument", len(value.items), statement.limits.list_items)
        if name == "and":
            found += [combined(statement, entity, row, each, sure) for each in value.items]
        elif name == "or":
            found.append(either([combined(statement, entity, row, each, sure) for each in value.items]))
        elif name == "not":
            found.append(f"NOT ({combined(statement, entity, row, value, True)})")
        elif name == "isNull":
            found.append("1=0" if value.value else "1=1")
        elif name in entity.held:
            found += held(statement, entity.held[name], row, value)
        else:
            found += compared(statement, entity.fields[name], row, value, sure)
    statement.filters -= 1
    return found


def limited(what: str, actual: int, limit: int) -> None:
    """Raise LimitError beyond a limit of filters."""
    if actual > limit:
        raise LimitError(what, actual, limit, "ask in several requests")


def combined(statement: Statement, entity: Entity, row: Row, given: Value, sure: bool) -> str:
    """One filter object as one condition."""
    return " AND ".join(conditions(statement, entity, row, given, sure)) or "1=1"


def either(alternatives: list[str]) -> str:
    """At least one; of none, none holds."""
    return "(" + " OR ".join(f"({each})" for each in alternatives) + ")" if alternatives else "1=0"


def parts(given: Value) -> Mapping[str, Value]:
    """What a filter object holds; raises FilterError for null, which would not say what it means."""
    for name, value in (given.fields or {}).items():
        if value.value is None:
            raise FilterError(f"the filter has {name}: null; leave {name} out, or ask for isNull: true")
    return given.fields or {}


def compared(statement: Statement, declared: object, row: Row, given: Value, sure: bool) -> list[str]:
    """The conditions on one field."""
    match declared:
        case Money():
            return money(statement, declared, row, given, sure)
        case Column() | Day():
            return column(statement, declared, row, given, sure)
        case One() | Back() | Beside() | Many():
            return related(statement, declared, row, given)
    raise AssertionError(declared)


def column(statement: Statement, declared: Column | Day, row: Row, given: Value, sure: bool) -> list[str]:
    """Comparisons of a single value."""
    expression = row[declared.order.name if isinstance(declared, Day) else declared.column.name]
    kind = "date" if isinstance(declared, Day) else "int" if isinstance(declared.column.type, Integer) else "text"
    fields = parts(given)
    found = known(declared, row, fields) if isinstance(declared, Day) else []
    for name, value in fields.items():
        if name == "isNull":
            found.append(null(row[declared.column.name], value))
        elif name == "in":
            found.append(certain(among(statement, expression, kind, value), sure))
        else:
            found.append(certain(f"{expression} {SIGNS[name]} {statement.bind(value, kind)}", sure))
    return found


def money(statement: Statement, declared: Money, row: Row, given: Value, sure: bool) -> list[str]:
    """Comparisons of amounts in one currency; raises FilterError if none is named."""
    amount, currency = row[declared.order.name], row[f"{declared.prefix}_currency"]
    fields = parts(given)
    chosen = fields.get("currency")
    found = known(declared, row, fields)
    for name, value in fields.items():
        if name == "isNull":
            found.append(null(row[declared.column.name], value))
        elif name == "currency":
            found.append(certain(f"{currency} = {statement.bind(value, 'text')}", sure))
        elif chosen is None:
            raise FilterError(f"{name}: {value.value} has no currency; add for example currency: KZT")
        else:
            digits = DIGITS[chosen.value]
            place = statement.bind(value, "int", partial(minor_units, digits=digits, currency=chosen.value))
            found.append(certain(f"{amount} {SIGNS[name]} {place}", sure))
    return found


def known(declared: Money | Day, row: Row, fields: Mapping[str, Value]) -> list[str]:
    """Sort columns, which have an index, are compared in place of the values; there, unknown is the smallest."""
    return [f"{row[declared.column.name]} IS NOT NULL"] if fields.keys() - {"isNull", "currency"} else []


def minor_units(text: str, digits: int, currency: str) -> int:
    """An amount in whole minor units; raises FilterError if it has more decimals than its currency."""
    whole, _, decimals = text.partition(".")
    if len(decimals.rstrip("0")) > digits:
        raise FilterError(f"{text} has more decimals than {currency}, which has {digits}")
    units = int(whole + decimals.rstrip("0").ljust(digits, "0"))
    if abs(units) >= 2**63:
        raise FilterError(f"{text} {currency} is larger than any amount can be")
    return units


def related(statement: Statement, declared: One | Back | Beside | Many, row: Row, given: Value) -> list[str]:
    """Whether a related record fits; `isNull` asks whether there is one at all."""
    fields = dict(parts(given))
    wanted = fields.pop("isNull", None)
    found = []
    if wanted is not None and isinstance(declared, One) and declared.column.foreign_keys:
        found.append(null(row[declared.column.name], wanted))
    elif wanted is not None:
        found.append(("NOT " if wanted.value else "") + exists(statement, declared, row, Value({}, fields={})))
    if fields:
        found.append(exists(statement, declared, row, Value(None, fields=fields)))
    return found


def exists(statement: Statement, declared: One | Back | Beside | Many, row: Row, given: Value) -> str:
    """Whether there is a related record that fits."""
    entity = ENTITIES[declared.target]
    other = statement.row()
    source = related_rows(statement, declared, row, other)
    source.wanted += conditions(statement, entity, other, given)
    if source.joined is not None and names_records(entity, given):
        return f"({source.holds()})"
    return f"EXISTS (SELECT 1 FROM {source.sql()})"


def names_records(entity: Entity, given: Value) -> bool:
    """Whether a filter names single records by a key: then a search had better begin with them."""
    for name, value in parts(given).items():
        declared = entity.fields.get(name)
        if isinstance(declared, Column):
            if entity.table.c[declared.column.name].unique and parts(value).keys() & {"eq", "in"}:
                return True
        elif isinstance(declared, One | Back | Beside | Many) and names_records(ENTITIES[declared.target], value):
            return True
    return False


def related_rows(statement: Statement, declared: One | Back | Beside | Chosen | Many, row: Row, other: Row) -> Source:
    """The rows that are related to a row."""
    source = Source(other, ENTITIES[declared.target].table)
    if isinstance(declared, One):
        source.joined = other[declared.key], row[declared.column.name]
    elif isinstance(declared, Beside):
        beside = statement.row()
        source.over(beside, declared.column)
        source.joined = beside["id"], row["id"]
        source.wanted.append(f"{beside[declared.column.name]} IS NOT NULL")
    elif isinstance(declared, Back | Chosen):
        source.joined = other[declared.column.name], row["id"]
        if isinstance(declared, Back) and declared.unset is not None:
            source.wanted.append(f"{other[declared.unset.name]} IS NULL")
    elif declared.onward is None:
        source.joined = other[declared.column.name], row[declared.own]
        if declared.kind is not None:
            source.wanted.append(f"{other[declared.kind.name]} = {row['type']}")
        if isinstance(declared, Listed) and declared.of_field is not None:
            source.wanted.append(f"{other[declared.of_field.name]} = '{declared.field}'")
        if isinstance(declared, Listed) and declared.given is not None:
            source.wanted.append(f"{other[declared.given.name]} IS NOT NULL")
    else:
        linked(source, declared, declared.onward, row, statement.row())
    return source


def linked(source: Source, declared: Many, onward: TableColumn[Any], row: Row, link: Row) -> None:
    """Lead to the rows over a link table."""
    theirs, own = link[declared.column.name], row[declared.own]
    if linked_once(declared):
        source.over(link, onward)
        source.joined = theirs, own
    else:
        several = f"SELECT {link[onward.name]} FROM {link.of(onward.table)} WHERE {theirs} = {own}"
        source.wanted.append(f"{source.row['id']} IN ({several})")


def linked_once(declared: Many) -> bool:
    """Whether two records are linked by one row at most, so that a join lists none of them twice."""
    pair = {declared.column, declared.onward}
    constraints = declared.column.table.constraints
    return any(isinstance(each, UniqueConstraint) and set(each.columns) == pair for each in constraints)


def wider(statement: Statement, entity: Entity, declared: Wider, row: Row, given: Value) -> str:
    """Whether any of the records that a table names beside this one fits: those are found first, and once."""
    other, beside = statement.row(), statement.row()
    source = Source(other, entity.table)
    source.over(beside, declared.other)
    source.wanted.append(f"{beside[declared.passed.name]} <> '{declared.unless}'")
    source.wanted += conditions(statement, entity, other, given)
    return f"{row['id']} IN (SELECT {beside[declared.own.name]} FROM {source.sql()})"


def held(statement: Statement, declared: Held, row: Row, given: Value) -> list[str]:
    """Whether any of the record's texts in another table fits."""
    other = statement.row()
    found = []
    for name, value in parts(given).items():
        expression = other[declared.column.name]
        condition = f"{other[declared.owner.name]} = {row['id']}"
        if name == "eq":
            condition += f" AND {expression} = {statement.bind(value, 'text')}"
        elif name == "in":
            condition += f" AND {among(statement, expression, 'text', value)}"
        negation = "NOT " if name == "isNull" and value.value else ""
        found.append(f"{negation}EXISTS (SELECT 1 FROM {other.of(declared.column.table)} WHERE {condition})")
    return found


def among(statement: Statement, expression: str, kind: str, value: Value) -> str:
    """Whether a value is one of a list; the list's length does not change the statement."""
    most = statement.limits.list_items

    def texts(items: list[Any]) -> list[str]:
        limited("items of a list argument", len(items), most)
        return [readable(str(item)) for item in items]

    compared_as = expression if kind == "text" else f"CAST({expression} AS TEXT)"
    return statement.dialect.within(compared_as, statement.bind(value, "texts", texts))


def null(expression: str, wanted: Value) -> str:
    return f"{expression} IS {'' if wanted.value else 'NOT '}NULL"


def certain(condition: str, sure: bool) -> str:
    return f"({condition}) IS TRUE" if sure else condition
