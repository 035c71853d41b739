"""The same schema answered the usual way: graphql-core's executor, resolvers, and DataLoaders that gather their keys.

One statement for each level of a question, whatever the number of records; documents are parsed and checked once.
Only what the questions ask of the schema has resolvers here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any

import orjson
from graphql import DocumentNode, ExecutionResult, GraphQLObjectType, GraphQLSchema, execute, parse, validate
from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased
from strawberry.dataloader import DataLoader
from strawberry.execution import optimized_is_awaitable

import db
from benchmarks.rows import Rows
from db.currency import DIGITS
from schema.entity import ENTITIES
from schema.kinds import Back, ByKey, Column, Day, Listed, Many, Money, One, Picked
from schema.public import core
from schema.query import ROOTS

Resolve = Callable[..., Any]
MODELS: Mapping[str, Any] = {name: getattr(db, name) for name in db.__all__}


class Loaders:
    """The DataLoaders of one request."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self._made: dict[tuple[str, str, int], DataLoader[Any, Any]] = {}

    def one(self, target: str, column: str, key: object) -> Awaitable[Any]:
        """The record with this value in a unique column, or None."""
        name = (target, column, 1)
        if name not in self._made:
            self._made[name] = DataLoader(partial(self._load_one, MODELS[target], column))
        return self._made[name].load(key)

    def many(self, declared: Many, first: int, key: object) -> Awaitable[Sequence[Any]]:
        """The first records of a list."""
        name = (declared.column.table.name, declared.column.name, first)
        if name not in self._made:
            self._made[name] = DataLoader(partial(self._load_many, declared, first))
        return self._made[name].load(key)

    async def _load_one(self, model: Any, column: str, keys: list[Any]) -> list[Any]:
        found = await self.rows.fetch(select(model).where(getattr(model, column).in_(keys)))
        by_key = {getattr(record, column): record for (record,) in found}
        return [by_key.get(key) for key in keys]

    async def _load_many(self, declared: Many, first: int, keys: list[Any]) -> list[list[Any]]:
        lists = defaultdict(list)
        for record, parent in await self.rows.fetch(first_of_each(declared, first, keys)):
            lists[parent].append(record)
        return [lists[key] for key in keys]


def first_of_each(declared: Many, first: int, keys: list[Any]) -> Select[Any]:
    """The first records of the lists of several others, in one statement."""
    model, parent = MODELS[declared.target], declared.column
    place = func.row_number().over(partition_by=parent, order_by=model.id)
    listed = select(model, parent.label("parent"), place.label("place")).where(parent.in_(keys))
    if declared.onward is not None:
        listed = listed.join_from(parent.table, model, model.id == declared.onward)
    numbered = listed.subquery()
    wanted = select(aliased(model, numbered), numbered.c.parent).where(numbered.c.place <= first)
    return wanted.order_by(numbered.c.place)


class Peer:
    """Answers operations like the engine, through graphql-core."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.schema = core()
        self.document: Callable[[str], DocumentNode] = lru_cache(1_000)(self._read_document)
        resolve_all(self.schema)

    def _read_document(self, text: str) -> DocumentNode:
        document = parse(text)
        errors = validate(self.schema, document)
        if errors:
            raise errors[0]
        return document

    async def answer(self, text: str, variables: Mapping[str, Any]) -> bytes:
        """The whole response as JSON."""
        result = execute(
            self.schema,
            self.document(text),
            context_value=Loaders(self.rows),
            variable_values=dict(variables),
            is_awaitable=optimized_is_awaitable,  # type: ignore[arg-type]  # it narrows no types
        )
        finished = result if isinstance(result, ExecutionResult) else await result
        if finished.errors:
            raise finished.errors[0]
        return orjson.dumps({"data": finished.data})


def resolve_all(schema: GraphQLSchema) -> None:
    """Give every field that the questions ask for its resolver."""
    for entity in ENTITIES.values():
        kind = schema.type_map[entity.name]
        if isinstance(kind, GraphQLObjectType):
            for name, declared in entity.fields.items():
                kind.fields[name].resolve = resolver(declared)
    query = schema.query_type
    assert query is not None
    for name, declared in ROOTS.items():
        if isinstance(declared, ByKey):
            query.fields[name].resolve = partial(by_key, declared)
    query.fields["lots"].resolve = lots


def resolver(declared: object) -> Resolve | None:
    """How a field is found when its record is there."""
    match declared:
        case Column() | Picked():
            value = attrgetter(declared.column.name if isinstance(declared, Column) else declared.current.name)
            return lambda record, _info, **_given: value(record)
        case Money():
            return partial(money, declared.prefix)
        case Day():
            return partial(day, declared.prefix)
        case One():
            return partial(one, declared)
        case Back():
            return lambda record, info: info.context.one(declared.target, declared.column.name, record.id)
        case Listed():
            return lambda record, info, **_given: info.context.many(declared, 200, getattr(record, declared.own))
        case Many():
            return partial(connection, declared)
    return None


def money(prefix: str, record: Any, _info: Any) -> Mapping[str, Any] | None:
    """An amount with the decimals of its currency."""
    minor, currency = getattr(record, f"{prefix}_amount"), getattr(record, f"{prefix}_currency")
    if minor is None:
        return None
    digits = DIGITS[currency]
    amount = str(minor).rjust(digits + 1, "0")
    qualifier = getattr(record, f"{prefix}_qualifier")
    return {
        "amount": f"{amount[:-digits]}.{amount[-digits:]}" if digits else amount,
        "currency": currency,
        "qualifier": qualifier,
        "lowerBound": qualifier in {"MORE_THAN", "AT_LEAST"},
    }


def day(prefix: str, record: Any, _info: Any) -> Mapping[str, Any] | None:
    """As much of a date as is known."""
    found, precision = getattr(record, prefix), getattr(record, f"{prefix}_precision")
    if found is None:
        return None
    return {"value": found.isoformat()[: {"YEAR": 4, "MONTH": 7}.get(precision, 10)], "precision": precision}


def one(declared: One, record: Any, info: Any) -> Any:
    """The record that a column names."""
    key = getattr(record, declared.column.name)
    return None if key is None else info.context.one(declared.target, "id", key)


async def connection(declared: Many, record: Any, info: Any, first: int = 20) -> Mapping[str, Any]:
    """A page of a list."""
    return {"nodes": await info.context.many(declared, first, record.id)}


def by_key(declared: ByKey, _root: object, info: Any, **given: str) -> Any:
    """One record by its key in words."""
    return info.context.one(declared.target, declared.column.name, given[declared.argument])


async def lots(_root: object, info: Any, **given: Any) -> Mapping[str, Any]:
    """Lots of one status and at least some value, dearest first."""
    lot, status, value = MODELS["Lot"], given["filter"]["status"]["eq"], given["filter"]["value"]
    wanted = (
        lot.status == status,
        lot.value_order >= int(value["gte"].replace(".", "")),
        lot.value_currency == value["currency"],
    )
    statement = select(lot).where(*wanted).order_by(lot.value_order.desc(), lot.id.desc()).limit(given["first"])
    return {"nodes": [record for (record,) in await info.context.rows.fetch(statement)]}
