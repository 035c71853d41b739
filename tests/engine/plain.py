"""The same answers the slow way: every table read whole, then one row at a time through graphql-core.

Made from the declarations alone. Whoever doubts a rule of the engine reads it here in Python.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

from graphql import ExecutionResult, GraphQLInterfaceType, GraphQLObjectType, execute_sync, parse
from sqlalchemy import Column as TableColumn

from db.currency import DIGITS
from schema.entity import ENTITIES
from schema.kinds import (
    AllOf,
    Back,
    Beside,
    ById,
    ByKey,
    Chain,
    Chosen,
    Column,
    Day,
    Digits,
    Every,
    Flow,
    Held,
    Identity,
    Latest,
    Listed,
    Many,
    Money,
    One,
    Picked,
    Search,
    Subject,
    Told,
    Wider,
    Worded,
)
from schema.logged import Marked, Moment, Parsed, Registered
from schema.public import core
from schema.query import ROOTS
from schema.values import MONEY
from tests.engine.flows import flow
from tests.engine.logged import logged
from tests.engine.paging import part_of
from tests.engine.plain_search import PlainSearch
from tests.engine.sums import sums_of
from tests.engine.tables import Record, Row, Tables, order_of
from tests.engine.wordings import name_of, worded

Arguments = Mapping[str, Any]

MOST_OF_A_LIST = 200
LONGEST_WAY = 20  # steps on from a record's own row
LOWER_BOUNDS = ("MORE_THAN", "AT_LEAST")
LENGTHS = {"YEAR": 4, "MONTH": 7, "DAY": 10}  # of a date as far as it is known
COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda value, wanted: value in wanted,
}


@dataclass(frozen=True)
class Chooser:
    """Decides which records fit a filter: unknown fits no comparison, and `not` turns that round."""

    tables: Tables

    def fits(self, record: Record, given: Arguments) -> bool:
        wider = ENTITIES[record.type].wider
        rest = {name: value for name, value in given.items() if name not in wider}
        asked = [each for name, each in wider.items() if given.get(name)]
        records = self._beside(record, asked[0]) if asked else [record]
        return any(all(self._fits(each, name, value) for name, value in rest.items()) for each in records)

    def _beside(self, record: Record, declared: Wider) -> list[Record]:
        """The records of the same kind that a table names beside one."""
        rows = self.tables.where(declared.own, record.row["id"])
        numbers = [row[declared.other.name] for row in rows if row[declared.passed.name] != declared.unless]
        own = ENTITIES[record.type].table.c.id
        return [Record(record.type, row) for number in numbers for row in self.tables.where(own, number)]

    def _fits(self, record: Record, name: str, given: Any) -> bool:
        entity = ENTITIES[record.type]
        match name:
            case "and":
                return all(self.fits(record, each) for each in given)
            case "or":
                return any(self.fits(record, each) for each in given)
            case "not":
                return not self.fits(record, given)
            case "isNull":  # there is a record: it is here
                return not given
            case _ if name in entity.held:
                return self._held(record, entity.held[name], given)
        match entity.fields[name]:
            case Money() as declared:
                return self._money(record.row, declared, given)
            case Column() | Day() as declared:
                return compares(record.row[declared.column.name], given)
            case One() | Back() | Beside() | Many() as declared:
                return self._related(self.tables.related(record, declared), given)
        raise AssertionError(name)

    def _money(self, row: Row, declared: Money, given: Arguments) -> bool:
        minor, currency = row[declared.column.name], row[f"{declared.prefix}_currency"]
        amount = None if minor is None else Decimal(minor).scaleb(-DIGITS[currency])
        compared = {
            name: Decimal(value) if name in COMPARISONS else value
            for name, value in given.items()
            if name != "currency"
        }
        return compares(amount, compared) and given.get("currency", currency) == currency

    def _related(self, records: list[Record], given: Arguments) -> bool:
        wanted = {name: value for name, value in given.items() if name != "isNull"}
        if "isNull" in given and given["isNull"] is bool(records):
            return False
        return not wanted or any(self.fits(each, wanted) for each in records)

    def _held(self, record: Record, declared: Held, given: Arguments) -> bool:
        texts = [row[declared.column.name] for row in self.tables.where(declared.owner, record.row["id"])]
        if "isNull" in given and given["isNull"] is bool(texts):
            return False
        compared = {name: value for name, value in given.items() if name != "isNull"}
        return all(any(compares(text, {name: value}) for text in texts) for name, value in compared.items())


def compares(value: Any, given: Arguments) -> bool:
    """Whether a value, perhaps unknown, stands all comparisons."""
    return all(
        (value is None) is wanted if name == "isNull" else value is not None and COMPARISONS[name](value, wanted)
        for name, wanted in given.items()
    )


class Plain:
    """Answers operations from the rows of one database."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.choose = Chooser(tables)
        self.search = PlainSearch(tables)

    def answer(self, document: str, variables: Arguments | None = None, name: str | None = None) -> Any:
        """The response to an operation."""
        parsed = parse(document)
        result = execute_sync(self.schema, parsed, variable_values=dict(variables or {}), operation_name=name)
        assert isinstance(result, ExecutionResult)
        return result.formatted

    @cached_property
    def schema(self) -> Any:
        """The public schema with a resolver at each field that is declared."""
        made = core()
        node = made.type_map["Node"]
        assert isinstance(node, GraphQLInterfaceType)
        node.resolve_type = type_of
        declared = {name: entity.fields for name, entity in ENTITIES.items() if name != "Node"}
        for type_name, fields in {**declared, "Query": ROOTS}.items():
            kind = made.type_map[type_name]
            assert isinstance(kind, GraphQLObjectType)
            for name, each in fields.items():
                kind.fields[name].resolve = partial(self._resolve, each)
        return made

    def _resolve(self, declared: Any, record: Any, _info: Any, **given: Any) -> Any:
        match declared:
            case Identity():
                return f"{record.type}:{record.row['slug']}".encode().hex()
            case Column():
                return record.row[declared.column.name]
            case Money():
                return self._money(record, declared)
            case Digits():
                return digits(record.row, declared)
            case Day():
                return partial_date(record.row, declared)
            case Picked():
                return name_of(self.tables, declared, record, **given)
            case Told():
                return self._told(record, declared)
            case Flow():
                return flow(self.tables, declared, record, **given)
            case Worded():
                return worded(self.tables, declared, record, **given)
        return self._root(declared, given) if record is None else self._related(declared, record, given)

    def _related(self, declared: Any, record: Record, given: Arguments) -> Any:
        match declared:
            case Moment() | Marked() | Parsed() | Registered():
                return logged(self.tables, declared, record.row)
            case One() | Back() | Beside():
                return next(iter(self.tables.related(record, declared)), None)
            case Subject():
                return self.tables.node(record.row[declared.column.name])
            case Chosen():
                found = chosen(self.tables.related(record, declared), declared.where, given)
                return max(found, key=lambda each: each.row[declared.latest.name], default=None)
            case Chain():
                return self._chain(record, declared)
            case Listed():
                return self._list(record, declared, given)
            case Many():
                found = self.tables.related(record, declared)
                return self._page(declared.target, found, newest_first=declared.newest_first, **given)
        raise AssertionError(declared)

    def _root(self, declared: Any, given: Arguments) -> Any:
        match declared:
            case ByKey():
                found = self.tables.where(declared.column, given[declared.argument])
                return next((Record(declared.target, row) for row in found), None)
            case ById(several=True):
                return [self.tables.identified(each) for each in given["ids"]]
            case ById():
                return self.tables.identified(given["id"])
            case Latest():
                rows = self.tables.rows[declared.column.table.name]
                return Record(declared.target, max(rows, key=lambda row: row[declared.column.name]))
            case Every():
                rows = sorted(self.tables.rows[declared.column.table.name], key=lambda row: row[declared.column.name])
                return [Record(declared.target, row) for row in rows[:MOST_OF_A_LIST]]
            case Search():
                return self.search.page(**given)
            case AllOf(only=None):
                rows = self.tables.rows[ENTITIES[declared.target].table.name]
            case AllOf(only=(column, value)):
                rows = self.tables.where(column, value)
        rows = [row for row in rows if existed(row, declared.lasting, given.get("on"))]
        return self._page(declared.target, [Record(declared.target, row) for row in rows], **given)

    def _chain(self, record: Record, declared: Chain) -> list[Record]:
        """The record's own row in a table, the next one, and so on."""
        column, number = ENTITIES[declared.target].table.c.id, record.row["id"]
        found: list[Record] = []
        while len(found) <= LONGEST_WAY and (rows := self.tables.where(column, number)):
            found.append(Record(declared.target, rows[0]))
            number = rows[0][declared.next.name]
        return found

    def _money(self, record: Record, declared: Money) -> Row | None:
        """An amount with what sources print for it in other currencies."""
        minor, currency, qualifier = (
            record.row[f"{declared.prefix}_{part}"] for part in ("amount", "currency", "qualifier")
        )
        if minor is None:
            return None
        printed = MONEY["published"]
        assert isinstance(printed, Listed)
        of_record = self._list(record, printed, {}) if ENTITIES[record.type].is_node else []
        return {
            "amount": format(Decimal(minor).scaleb(-DIGITS[currency]), "f"),
            "currency": currency,
            "qualifier": qualifier,
            "lowerBound": qualifier in LOWER_BOUNDS,
            "published": [each for each in of_record if each.row["field"] == declared.prefix],
        }

    def _list(self, record: Record, declared: Listed, given: Arguments) -> list[Record]:
        records = chosen(self.tables.related(record, declared), declared.where, given)
        records.sort(key=lambda each: [each.row[column.name] for column in declared.order])
        return records[:MOST_OF_A_LIST]

    def _page(self, target: str, records: list[Record], *, newest_first: bool = False, **given: Any) -> Row:
        """One page of a list, as Relay's connections have it."""
        if given.get("filter") is not None:
            records = [each for each in records if self.choose.fits(each, given["filter"])]
        sums = sums_of(self.tables, records, target)
        order = order_of(target, given.get("orderBy"), newest_first=newest_first)
        return {**part_of(records, order, **given), **sums}

    def _told(self, record: Record, declared: Told) -> str | None:
        """The record's name in the register, with the words that stand for many, or for all of its data set."""
        (node,) = self.tables.where(ENTITIES["Node"].table.c.id, record.row["id"])
        shared = self.tables.where(declared.text.table.c.id, node[declared.reference.name])
        (dataset,) = self.tables.where(declared.otherwise.table.c.name, node["dataset"])
        words = shared[0][declared.text.name] if shared else dataset[declared.otherwise.name]
        return None if words is None else f"{node['type']} {node['slug']}. {words}"


def chosen(records: list[Record], columns: Mapping[str, TableColumn[Any]], given: Arguments) -> list[Record]:
    """The records with the values that the arguments name."""
    wanted = {columns[name].name: value for name, value in given.items() if value is not None}
    return [each for each in records if all(each.row[column] == value for column, value in wanted.items())]


def existed(row: Row, lasting: tuple[TableColumn[Any], TableColumn[Any]] | None, on: date | None) -> bool:
    """Whether a record existed on a day; what is not known is no limit."""
    if lasting is None or on is None:
        return True
    start, end = (row[column.name] for column in lasting)
    return (start is None or start <= on) and (end is None or on < end)


def type_of(record: Record, _info: object, _type: object) -> str:
    return record.type


def digits(row: Row, declared: Digits) -> str | None:
    """An amount with all decimals of its currency, alone."""
    minor, currency = row[f"{declared.prefix}_amount"], row[f"{declared.prefix}_currency"]
    return None if minor is None else format(Decimal(minor).scaleb(-DIGITS[currency]), "f")


def partial_date(row: Row, declared: Day) -> Row | None:
    """As much of a date as is known."""
    day, precision = row[declared.column.name], row[f"{declared.column.name}_precision"]
    if day is None:
        return None
    return {"value": day.isoformat()[: LENGTHS[precision]], "precision": precision}
