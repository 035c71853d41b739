"""Random values for the arguments of an operation; they come out of the rows, so that filters find something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any, TypeVar

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
)
from sqlalchemy import Column

from db.currency import DIGITS
from schema.entity import ENTITIES
from schema.kinds import (
    ByKey,
)
from schema.query import ROOTS
from tests.engine.plain_search import ORDER, PlainSearch, Text
from tests.engine.rows import CURRENCIES, DAYS, LANGUAGES, NUMBERS, TEXTS
from tests.engine.tables import Record, Tables, order_of

T = TypeVar("T")

SIZES = (0, 1, 2, 3, 7)
AMOUNTS = ("0", "0.00", "0.5", "1", "1.00", "123.45", "12345", "-1", "90071992547409.93", "900000000000000")
WRONG_IDS = ("Lot:nope", "Nope:1", "Lot:", ":")


@dataclass(frozen=True)
class Choices:
    """A row of bytes that decides; each choice takes one or two, and without any more the simplest is chosen."""

    bytes: Iterator[int]

    def number(self, least: int, most: int) -> int:
        count = most - least + 1
        chosen = next(self.bytes, 0) if count <= 256 else next(self.bytes, 0) * 256 + next(self.bytes, 0)
        return least + chosen % count

    def pick(self, values: Sequence[T]) -> T:
        return values[self.number(0, len(values) - 1)]

    def either(self) -> bool:
        return bool(self.number(0, 1))

    def rarely(self, times: int = 5) -> bool:
        return self.number(1, times) == times


@dataclass(frozen=True)
class Values:
    """Chooses values, as JSON has them."""

    choose: Choices
    schema: GraphQLSchema
    tables: Tables
    kept: list[str] = field(default_factory=list)  # cursors and searches, which fit only where they were chosen

    def arguments(self, owner: str, name: str, declared: GraphQLField) -> dict[str, Any]:
        """What a field is given."""
        if "by" in declared.args:
            return self.groups(declared)
        if owner == "Query" and name == "search":
            return self.search()
        if "after" in declared.args:
            return self.page(declared)
        what: Any = ROOTS[name] if owner == "Query" else ENTITIES[owner].fields.get(name) if owner in ENTITIES else None
        columns = {what.argument: what.column} if isinstance(what, ByKey) else getattr(what, "where", {})
        return {
            each: self.argument(each, argument.type, columns.get(each))
            for each, argument in declared.args.items()
            if isinstance(argument.type, GraphQLNonNull) or self.choose.rarely(3)
        }

    def argument(self, name: str, kind: GraphQLInputType, column: Column[Any] | None) -> Any:
        """A value for an argument that is no page's; one that stands in the column, if there is one."""
        if name == "id":
            return self.identity()
        if name == "ids":
            return [self.identity() for _ in range(self.choose.number(0, 4))]
        if not isinstance(kind, GraphQLNonNull) and self.choose.rarely(8):
            return None
        if name == "lang":
            if isinstance(kind, GraphQLList):
                return [self.choose.pick(LANGUAGES) for _ in range(self.choose.number(0, 3))]
            return self.choose.pick(LANGUAGES)
        if name in {"depth", "first"}:
            return self.choose.pick(SIZES)
        return self.scalar(get_named_type(kind), self.stored(column) if column is not None else ())

    def page(self, declared: GraphQLField) -> dict[str, Any]:
        """Which part of a list, of which rows, in which order."""
        target = get_named_type(declared.type).name.removesuffix("Connection")
        given: dict[str, Any] = {}
        if not self.choose.rarely(4):
            given[self.choose.pick(("first", "first", "last"))] = self.choose.pick(SIZES)
        if "filter" in declared.args and self.choose.rarely(3):
            given["filter"] = self.filter(self.schema.type_map[f"{target}Filter"], 2)
        if "orderBy" in declared.args and self.choose.rarely(2):
            given["orderBy"] = self.order(target)
        if self.choose.rarely(6):
            given[self.choose.pick(("after", "before"))] = self.cursor(target, given.get("orderBy"))
        if "on" in declared.args and self.choose.either():
            given["on"] = str(self.choose.pick(DAYS))
        if self.choose.rarely(8):
            given.setdefault(self.choose.pick(list(declared.args)))
        return given

    def groups(self, declared: GraphQLField) -> dict[str, Any]:
        """What tells groups apart, how many are shown, and by which currency they are sorted."""
        dimensions = get_named_type(declared.args["by"].type)
        assert isinstance(dimensions, GraphQLEnumType)
        given: dict[str, Any] = {"by": sorted({self.choose.pick(list(dimensions.values)) for _ in range(2)})}
        if not self.choose.rarely(3):
            given["first"] = self.choose.pick(SIZES)
        if self.choose.rarely(3):
            given["currency"] = self.choose.pick((*CURRENCIES, None))
        return given

    def search(self) -> dict[str, Any]:
        """A search for words that stand somewhere, whole or not, right or not."""
        texts = texts_of(self.tables)
        same = self.choose.pick(texts).words
        asked = [self.choose.pick(same), self.choose.pick(self.choose.pick((self.choose.pick(texts).words, same)))]
        asked = [each[: self.choose.pick((99, 99, 99, 3, 5))] for each in asked[: self.choose.number(1, 2)]]
        if self.choose.rarely(3) and len(asked[0]) > 3:
            place = self.choose.number(0, len(asked[0]) - 1)
            asked[0] = asked[0][:place] + self.choose.pick(("", "e", "st")) + asked[0][place + 1 :]
        given: dict[str, Any] = {"query": " ".join(asked)}
        self.kept.append(given["query"])
        if self.choose.rarely(3):
            kinds = self.schema.type_map["SearchKind"]
            assert isinstance(kinds, GraphQLEnumType)
            given["kinds"] = [self.choose.pick(list(kinds.values)) for _ in range(self.choose.number(0, 3))]
        if not self.choose.rarely(3):
            given["first"] = self.choose.pick(SIZES)
        if self.choose.rarely(4):
            text, node = self.choose.pick(texts), self.choose.pick(self.tables.rows["node"])
            hit = {"level": self.choose.number(0, 2), "text_id": text.number, "node_id": node["id"]}
            given["after"] = ORDER.cursor(Record("SearchHit", hit))
            self.kept.append(given["after"])
        return given

    def order(self, target: str) -> list[dict[str, str]]:
        fields = self.schema.type_map[f"{target}OrderField"]
        assert isinstance(fields, GraphQLEnumType)
        keys = [{"field": self.choose.pick(list(fields.values))} for _ in range(self.choose.number(0, 3))]
        ways = ("ASC", "DESC")
        return [key | ({} if self.choose.rarely(3) else {"direction": self.choose.pick(ways)}) for key in keys]

    def cursor(self, target: str, order: list[dict[str, str]] | None) -> str:
        """The cursor of some row, perhaps of one that is not in the list."""
        rows = self.tables.rows[ENTITIES[target].table.name]
        keys: list[Mapping[str, Any]] = [{"direction": "ASC", **key} for key in order or ()]
        self.kept.append(order_of(target, keys).cursor(Record(target, self.choose.pick(rows))))
        return self.kept[-1]

    def identity(self) -> str:
        if self.choose.rarely(8):
            return self.choose.pick(WRONG_IDS).encode().hex()
        row = self.choose.pick(self.tables.rows["node"])
        return f"{row['type']}:{row['slug']}".encode().hex()

    def filter(self, kind: GraphQLNamedType, depth: int) -> dict[str, Any]:
        """Conditions on a record, some of them on its relations."""
        assert isinstance(kind, GraphQLInputObjectType)
        names = [name for name in kind.fields if name != "isNull"]
        if not depth:
            names = [name for name in names if is_simple(kind.fields[name].type)]
        chosen = {self.choose.pick(names) for _ in range(self.choose.number(0, 2))}
        given = {name: self.condition(kind, name, depth - 1) for name in sorted(chosen)}
        return given | ({"isNull": self.choose.either()} if self.choose.rarely(8) else {})

    def condition(self, kind: GraphQLInputObjectType, name: str, depth: int) -> Any:
        target = get_named_type(kind.fields[name].type)
        if not isinstance(target, GraphQLInputObjectType):
            return self.choose.either()
        if name in {"and", "or"}:
            return [self.filter(target, depth) for _ in range(self.choose.number(0, 2))]
        if not is_simple(target):
            return self.filter(target, depth)
        names = {self.choose.pick(list(target.fields)) for _ in range(self.choose.number(1, 2))}
        if target.name == "MoneyFilter":
            return self.money(names - {"currency"})
        known = self.known(kind.name.removesuffix("Filter"), name)
        return {each: self.comparison(target.fields[each].type, known) for each in sorted(names)}

    def comparison(self, kind: GraphQLInputType, known: Sequence[Any]) -> Any:
        """What a value is compared with: one, or several."""
        if isinstance(kind, GraphQLList):
            return [self.scalar(get_named_type(kind), known) for _ in range(self.choose.number(0, 3))]
        return self.scalar(get_named_type(kind), known)

    def known(self, type_name: str, name: str) -> list[Any]:
        """What stands in the column that a condition is about."""
        entity = ENTITIES[type_name]
        declared: Any = entity.held.get(name) or entity.fields[name]
        return self.stored(entity.table.c.slug if name == "slug" else declared.column)

    def stored(self, column: Column[Any]) -> list[Any]:
        return sorted({row[column.name] for row in self.tables.rows[column.table.name]} - {None})

    def money(self, names: set[str]) -> dict[str, Any]:
        currency = self.choose.pick(CURRENCIES)
        fitting = [amount for amount in AMOUNTS if len(amount.partition(".")[2].rstrip("0")) <= DIGITS[currency]]
        given = {
            name: self.choose.either() if name == "isNull" else self.choose.pick(fitting) for name in sorted(names)
        }
        return given if names <= {"isNull"} and self.choose.either() else {"currency": currency, **given}

    def scalar(self, kind: GraphQLNamedType, known: Sequence[Any]) -> Any:
        """A value of a leaf type; one that is stored, if there is any."""
        if isinstance(kind, GraphQLEnumType):
            return self.choose.pick(list(kind.values))
        match kind.name:
            case "Boolean":
                return self.choose.either()
            case "Date":
                day = self.choose.pick(known or DAYS)
                return str(day + timedelta(self.choose.pick((0, 0, 1)) * (1 if day.year < 9999 else -1)))
            case "Int":
                return self.choose.pick(known or NUMBERS)
            case "String":
                return self.choose.pick(known) if known and not self.choose.rarely() else self.choose.pick(TEXTS)
        raise AssertionError(kind)

    def another(self, kind: GraphQLInputType, value: Any) -> Any:
        """Another value for a variable; what only fits together with other parts stays."""
        inner = get_nullable_type(kind)
        ordering = get_named_type(kind).name.endswith(("Order", "OrderField", "Direction"))
        if (
            get_named_type(kind).name.endswith("Dimension")
            or value is None
            or value in self.kept
            or (self.kept and ordering)
            or self.choose.rarely(3)
        ):
            return value
        if isinstance(inner, GraphQLList):
            items = [self.another(inner.of_type, each) for each in value]
            return [*items, *value[:1]] if self.choose.rarely(3) else items[: self.choose.number(0, len(items))]
        if isinstance(inner, GraphQLInputObjectType):
            return {name: self.another(inner.fields[name].type, each) for name, each in value.items()}
        if inner.name in {"Currency", "Decimal"}:
            return value
        if inner.name == "ID":
            return self.identity()
        return self.choose.pick(SIZES) if inner.name == "Int" else self.scalar(inner, ())


@cache
def texts_of(tables: Tables) -> list[Text]:
    """What is searched in these rows."""
    return PlainSearch(tables).texts


def is_simple(kind: GraphQLInputType) -> bool:
    """Whether a condition compares a value, rather than speaking of a record."""
    return get_named_type(kind).name.removesuffix("Filter") not in ENTITIES
