"""Random operations that the public schema accepts, with all that GraphQL lets a client write."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
)
from hypothesis import strategies as st

from schema.entity import ENTITIES
from schema.kinds import (
    Leaf,
    Listed,
)
from schema.public import core
from schema.values import MONEY
from tests.engine.tables import Tables
from tests.engine.values import Choices, Values

CHOICES = 2_000  # bytes that decide about one operation
DEEPEST = 6
MOST_ROWS = 400  # that a selection may be repeated for
OFTEN = (
    *("awards", "contracts", "lots", "node", "node", "nodes", "nodes"),
    *("organization", "organizations", "organizations", "search", "search", "territories"),
)
QUESTIONS_ON_THE_SCHEMA = (
    '__type(name: "Lot") { name kind fields { name type { name ofType { name } } } }',
    '__type(name: "LotFilter") { inputFields { name defaultValue } interfaces { name } }',
    '__type(name: "Nothing") { name }',
    "__schema { queryType { name } directives { name args { name } } }",
)

WORKED_OUT = {name for name, declared in MONEY.items() if isinstance(declared, Leaf)}  # tested on their own

Composite = GraphQLObjectType | GraphQLInterfaceType


@dataclass(frozen=True)
class Operation:
    """A document with variables for it, and which of its operations is meant."""

    document: str
    name: str | None
    variables: Mapping[str, Any]
    other_variables: Mapping[str, Any]  # for the same document, asked again


@dataclass
class Writer:
    """Writes one operation."""

    choose: Choices
    values: Values
    schema: GraphQLSchema
    left: int = 45  # fields that may still be written
    declared: list[str] = field(default_factory=list)  # variables
    given: dict[str, tuple[GraphQLInputType, Any]] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)  # names of variables that decide about parts
    fragments: list[tuple[str, str, int, str]] = field(default_factory=list)  # name, type, rows it was made for, text
    keys: dict[str, str] = field(default_factory=dict)  # what each response key stands for
    names: int = 0

    def operation(self) -> Operation:
        fields = " ".join(self.root() for _ in range(self.choose.number(1, 3)))
        variables = f"({', '.join(self.declared)})" if self.declared else ""
        name = "Asked" if self.choose.rarely(3) else None
        short = not (name or variables or self.choose.rarely())
        written = f"{{ {fields} }}" if short else f"query {name or ''}{variables} {{ {fields} }}"
        other = "query Other { __typename dataset { name } } " if name and self.choose.rarely() else ""
        document = other + written + "".join(text for *_, text in self.fragments)
        first = {each: value for each, (_, value) in self.given.items()}
        second = {each: self.values.another(kind, value) for each, (kind, value) in self.given.items()}
        return Operation(document, name if other or self.choose.rarely() else None, first, second)

    def new_name(self, start: str) -> str:
        self.names += 1
        return f"{start}{self.names}"

    def root(self) -> str:
        query = self.schema.query_type
        assert query is not None
        if self.choose.rarely(12):
            return f"{self.new_name('meta')}: {self.choose.pick(QUESTIONS_ON_THE_SCHEMA)}"
        if self.choose.rarely(8):
            return self.part(query, 0, 1)
        return self.field(query, self.choose.pick([*query.fields, *OFTEN]), 0, 1)

    def selection(self, kind: GraphQLNamedType, depth: int, rows: int) -> str:
        """Fields and fragments in braces; `rows` is about how often they are answered."""
        assert isinstance(kind, Composite)
        parts = [self.part(kind, depth, rows) for _ in range(self.choose.number(1, 4))]
        return f"{{ {' '.join(parts)} }}"

    def part(self, kind: Composite, depth: int, rows: int) -> str:
        choice = self.choose.number(0, 11)
        if choice == 11:
            alias = "" if self.choose.rarely() else f"{self.new_name('kind')}: "
            return f"{alias}__typename{self.directive()}"
        if choice >= 9 and self.left > 0:
            return self.fragment(kind, depth, rows)
        names = self.askable(kind, depth, rows)
        if self.choose.rarely(4):
            names = [name for name in names if kind.fields[name].args] or names
        return self.field(kind, self.choose.pick(names), depth, rows) if names else "__typename"

    def askable(self, kind: Composite, depth: int, rows: int) -> list[str]:
        """The fields that do not go too deep, or repeat too much."""
        if depth < DEEPEST and rows <= MOST_ROWS and self.left > 0:
            return [name for name in kind.fields if kind.name != "Money" or name not in WORKED_OUT]
        leaves = [name for name, each in kind.fields.items() if is_leaf_type(get_named_type(each.type))]
        return [name for name in leaves if not kind.fields[name].args]

    def fragment(self, kind: Composite, depth: int, rows: int) -> str:
        """An inline fragment, a new named one, or one that was written before."""
        condition = self.choose.pick(conditions(kind))
        known = [name for name, of, made_for, _ in self.fragments if of == condition and made_for >= rows]
        if known and self.choose.rarely(3):
            return f"...{self.choose.pick(known)}{self.directive()}"
        inside = self.selection(self.schema.type_map[condition], depth + 1, rows)
        if self.choose.rarely(3):
            name = self.new_name("Part")
            self.fragments.append((name, condition, rows, f" fragment {name} on {condition} {inside}"))
            return f"...{name}{self.directive()}"
        typed = "" if condition == kind.name and self.choose.rarely(3) else f" on {condition}"
        return f"...{typed}{self.directive()} {inside}"

    def directive(self) -> str:
        """Nothing, or a condition: a constant or a variable."""
        if not self.choose.rarely(8):
            return ""
        name, wanted = self.choose.pick(("skip", "include")), self.choose.either()
        if self.choose.rarely(3):
            return f" @{name}(if: {str(wanted).lower()})"
        if self.flags and not self.choose.rarely(3):
            return f" @{name}(if: {self.choose.pick(self.flags)})"
        self.flags.append(self.variable(GraphQLNonNull(GraphQLBoolean), wanted))
        return f" @{name}(if: {self.flags[-1]})"

    def field(self, kind: Composite, name: str, depth: int, rows: int) -> str:
        """One field, with an alias where its key would mean two things."""
        self.left -= 1
        declared, target = kind.fields[name], get_named_type(kind.fields[name].type)
        given = self.values.arguments(kind.name, name, declared)
        arguments = self.arguments(declared, given)
        key, meaning = name, f"{shape_of(declared)} {name} {arguments}"
        if self.keys.setdefault(key, meaning) != meaning or self.choose.rarely(6):
            key = self.new_name("a")
        written = (name if key == name else f"{key}: {name}") + arguments + self.directive()
        if is_leaf_type(target):
            return written
        return f"{written} {self.selection(target, depth + 1, rows * length(kind.name, name, declared, given))}"

    def arguments(self, declared: GraphQLField, given: Mapping[str, Any]) -> str:
        written = [f"{name}: {self.written(declared.args[name].type, value)}" for name, value in given.items()]
        return f"({', '.join(written)})" if written else ""

    def written(self, kind: GraphQLInputType, value: Any, *, constant: bool = False) -> str:
        """A value as a literal, or as a variable; each part of it may be a variable too."""
        if not constant and self.choose.rarely(4):
            return self.variable(kind, value)
        inner = get_nullable_type(kind)
        if value is None:
            return "null"
        if isinstance(inner, GraphQLList):
            items = [self.written(inner.of_type, each, constant=constant) for each in value]
            alone = len(items) == 1 and not items[0].startswith("$") and self.choose.rarely(3)
            return items[0] if alone else f"[{', '.join(items)}]"
        if isinstance(inner, GraphQLInputObjectType):
            kinds = {name: inner.fields[name].type for name in value}
            parts = [f"{name}: {self.written(kinds[name], each, constant=constant)}" for name, each in value.items()]
            return f"{{{', '.join(parts)}}}"
        if isinstance(inner, GraphQLEnumType):
            return str(value)
        return json.dumps(value, ensure_ascii=self.choose.either())

    def variable(self, kind: GraphQLInputType, value: Any) -> str:
        """A variable that holds the value: as given, by its default, or by being left out."""
        name, declared = self.new_name("v"), str(kind)
        how = self.choose.pick(("given", "given", "default", "both", "absent"))
        if how in {"default", "both"} and value is not None:
            looser: Any = get_nullable_type(kind) if self.choose.either() else kind
            declared = f"{looser} = {self.written(looser, value, constant=True)}"
        if how in {"given", "both"} or (value is not None and how == "absent"):
            self.given[name] = (kind, value)
        self.declared.append(f"${name}: {declared}")
        return f"${name}"


def conditions(kind: Composite) -> list[str]:
    """The types that a fragment on a value of this type may name."""
    if kind.name == "Node":
        return ["Node", *(name for name, entity in ENTITIES.items() if entity.is_node)]
    return [kind.name, "Node"] if kind.name in ENTITIES and ENTITIES[kind.name].is_node else [kind.name]


def length(owner: str, name: str, declared: GraphQLField, given: Mapping[str, Any]) -> int:
    """About how many rows a field gives."""
    if "first" in declared.args:
        sizes = [given[each] for each in ("first", "last") if given.get(each) is not None]
        return max(1, *sizes) if sizes else 20
    return 8 if owner in ENTITIES and isinstance(ENTITIES[owner].fields.get(name), Listed) else 1


def shape_of(declared: GraphQLField) -> str:
    """What two fields must share to be answered under one key: what is around the type, and the type of leaves."""
    named = get_named_type(declared.type)
    return str(declared.type) if is_leaf_type(named) else str(declared.type).replace(named.name, "")


def operations(tables: Tables) -> st.SearchStrategy[Operation]:
    """Operations that speak of these rows, out of one draw: hypothesis would repeat the parts of many."""
    schema = core()

    def written(drawn: bytes) -> Operation:
        choose = Choices(iter(drawn))
        return Writer(choose, Values(choose, schema, tables), schema).operation()

    return st.binary(min_size=CHOICES, max_size=CHOICES).map(written)
