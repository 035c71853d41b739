"""The same schema served the usual way: graphql-core's executor, SQLModel's objects, and DataLoaders that gather keys.

One statement for each level of a question, whatever the number of records; documents are parsed and checked once.
Only what the questions ask of the schema has resolvers here. Run by uvicorn, on the SQLite file of DATABASE_URL.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any

import orjson
import pysqlite3
from graphql import DocumentNode, ExecutionResult, GraphQLObjectType, execute, parse, validate
from sqlalchemy import Select, create_engine, func, select
from sqlalchemy.orm import Session, aliased
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from strawberry.dataloader import DataLoader
from strawberry.execution import optimized_is_awaitable

import db
from db.currency import DIGITS
from schema.entity import ENTITIES
from schema.kinds import Back, ByKey, Column, Day, Listed, Many, Money, One, Picked
from schema.public import core
from schema.query import ROOTS

Resolve = Callable[..., Any]
MODELS: Mapping[str, Any] = {name: getattr(db, name) for name in db.__all__}
SCHEMA = core()
SESSION = Session(create_engine(os.environ["DATABASE_URL"], module=pysqlite3))


def fetch(statement: Select[Any]) -> Sequence[Any]:
    """All rows of a statement; it is shorter than a thread's waking, so it runs where it is asked."""
    found: Sequence[Any] = SESSION.execute(statement).all()
    SESSION.expunge_all()
    return found


class Loaders:
    """The DataLoaders of one request."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], DataLoader[Any, Any]] = {}

    def one(self, target: str, column: str, key: object) -> Awaitable[Any]:
        """The record with this value in a unique column, or None."""
        return self._loader((target, column), partial(load_one, MODELS[target], column)).load(key)

    def many(self, declared: Many, first: int, least: int | None, key: object) -> Awaitable[Sequence[Any]]:
        """The first records of a list, or of those that are worth at least so much."""
        name = (declared.column.table.name, declared.column.name, first, least)
        return self._loader(name, partial(load_many, declared, first, least)).load(key)

    def _loader(self, name: tuple[object, ...], load: Callable[..., Any]) -> DataLoader[Any, Any]:
        if name not in self._made:
            self._made[name] = DataLoader(load)
        return self._made[name]


async def load_one(model: Any, column: str, keys: list[Any]) -> list[Any]:
    found = fetch(select(model).where(getattr(model, column).in_(keys)))
    by_key = {getattr(record, column): record for (record,) in found}
    return [by_key.get(key) for key in keys]


async def load_many(declared: Many, first: int, least: int | None, keys: list[Any]) -> list[list[Any]]:
    lists = defaultdict(list)
    for record, parent in fetch(first_of_each(declared, first, least, keys)):
        lists[parent].append(record)
    return [lists[key] for key in keys]


def first_of_each(declared: Many, first: int, least: int | None, keys: list[Any]) -> Select[Any]:
    """The first records of the lists of several others, in one statement."""
    model, parent = MODELS[declared.target], declared.column
    place = func.row_number().over(partition_by=parent, order_by=model.id)
    listed = select(model, parent.label("parent"), place.label("place")).where(parent.in_(keys))
    if declared.onward is not None:
        listed = listed.join_from(parent.table, model, model.id == declared.onward)
    if least is not None:
        listed = listed.where(model.amount_order >= least, model.amount_currency == "KZT")
    numbered = listed.subquery()
    wanted = select(aliased(model, numbered), numbered.c.parent).where(numbered.c.place <= first)
    return wanted.order_by(numbered.c.place)


def resolve_all() -> None:
    """Give every field that the questions ask for its resolver."""
    for entity in ENTITIES.values():
        kind = SCHEMA.type_map[entity.name]
        if isinstance(kind, GraphQLObjectType):
            for name, declared in entity.fields.items():
                kind.fields[name].resolve = resolver(declared)
    query, contract_connection = SCHEMA.query_type, SCHEMA.type_map["ContractConnection"]
    assert query is not None
    assert isinstance(contract_connection, GraphQLObjectType)
    for name, declared in ROOTS.items():
        if isinstance(declared, ByKey):
            query.fields[name].resolve = partial(by_key, declared)
    query.fields["lots"].resolve = lots
    query.fields["contracts"].resolve = lambda _root, _info: {}
    contract_connection.fields["groups"].resolve = groups


def resolver(declared: object) -> Resolve | None:
    """How a field is found when its record is there."""
    match declared:
        case Column() | Picked():
            value = attrgetter(declared.column.name if isinstance(declared, Column) else declared.current.name)
            return lambda record, _info, **_given: value(record)
        case Money():
            return partial(money_of, declared.prefix)
        case Day():
            return partial(day, declared.prefix)
        case One():
            return partial(one, declared)
        case Back():
            return lambda record, info: info.context.one(declared.target, declared.column.name, record.id)
        case Listed():
            return lambda record, info, **_given: info.context.many(declared, 200, None, getattr(record, declared.own))
        case Many():
            return partial(connection, declared)
    return None


def money_of(prefix: str, record: Any, _info: Any) -> Mapping[str, Any] | None:
    """An amount with the decimals of its currency."""
    minor, currency = getattr(record, f"{prefix}_amount"), getattr(record, f"{prefix}_currency")
    return None if minor is None else money(minor, currency, getattr(record, f"{prefix}_qualifier"))


def money(minor: int, currency: str, qualifier: str = "EXACT") -> Mapping[str, Any]:
    digits = DIGITS[currency]
    amount = str(minor).rjust(digits + 1, "0")
    return {
        "amount": f"{amount[:-digits]}.{amount[-digits:]}" if digits else amount,
        "currency": currency,
        "qualifier": qualifier,
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


async def connection(declared: Many, record: Any, info: Any, first: int = 20, **given: Any) -> Mapping[str, Any]:
    """A page of a list, of those that are worth at least so much if that is asked."""
    least = tiyn(given["filter"]["amount"]) if "filter" in given else None
    return {"nodes": await info.context.many(declared, first, least, record.id)}


def by_key(declared: ByKey, _root: object, info: Any, **given: str) -> Any:
    """One record by its key in words."""
    return info.context.one(declared.target, declared.column.name, given[declared.argument])


def lots(_root: object, _info: Any, **given: Any) -> Mapping[str, Any]:
    """Lots of one status and at least some value, cheapest first."""
    lot, status, value = MODELS["Lot"], given["filter"]["status"]["eq"], given["filter"]["value"]
    wanted = (lot.status == status, lot.value_order >= tiyn(value), lot.value_currency == value["currency"])
    statement = select(lot).where(*wanted).order_by(lot.value_order, lot.id).limit(given["first"])
    return {"nodes": [record for (record,) in fetch(statement)]}


def tiyn(least: Mapping[str, str]) -> int:
    return int(least["gte"].replace(".", ""))


def groups(_root: object, info: Any, first: int, **_given: Any) -> Sequence[Mapping[str, Any]]:
    """Sums of all contracts by year and buyer, the largest first."""
    contract, process = MODELS["Contract"], MODELS["Process"]
    year, total = func.strftime("%Y", contract.signed_on), func.sum(contract.value_amount)
    statement = select(year, process.buyer_id, contract.value_currency, func.count(), total)
    statement = statement.join(process, process.id == contract.process_id)
    statement = statement.group_by(year, process.buyer_id, contract.value_currency).order_by(total.desc()).limit(first)
    return [
        {
            "year": int(year),
            "buyer": info.context.one("Organization", "id", buyer),
            "count": count,
            "sum": [money(minor, currency)],
            "isRest": False,
        }
        for year, buyer, currency, count, minor in fetch(statement)
    ]


@lru_cache(1_000)
def document(text: str) -> DocumentNode:
    """A document, parsed and checked; raises the first error of it."""
    read = parse(text)
    errors = validate(SCHEMA, read)
    if errors:
        raise errors[0]
    return read


async def answer(request: Request) -> Response:
    """The whole response to a question."""
    asked = orjson.loads(await request.body())
    result = execute(
        SCHEMA,
        document(asked["query"]),
        context_value=Loaders(),
        variable_values=asked["variables"],
        is_awaitable=optimized_is_awaitable,  # type: ignore[arg-type]  # it narrows no types
    )
    finished = result if isinstance(result, ExecutionResult) else await result
    return Response(orjson.dumps(finished.formatted), media_type="application/json")


resolve_all()
app = Starlette(routes=[Route("/graphql", answer, methods=["POST"])])
