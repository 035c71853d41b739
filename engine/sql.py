"""A statement in the making: its parameters, its aliases, and what it will cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLSchema
from sqlalchemy import Column, Table

from engine.arguments import Value, Variables, arguments_of
from engine.dialect import Convert, Dialect
from engine.errors import RequestError, TextError
from engine.fields import Asked, Collector
from tengetrail.settings import Limits


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that goes beside the statement."""

    value: Value
    kind: str
    convert: Convert
    path: tuple[str, ...]

    def read(self, variables: Variables) -> Any:
        """The value that a request with these variables gives; a RequestError names the field."""
        try:
            return self.convert(self.value.read(variables))
        except RequestError as error:
            error.path = self.path
            raise


@dataclass(slots=True)
class Row:
    """A row that expressions speak of, and which of its columns they used."""

    alias: str
    used: set[str] = field(default_factory=set)
    elsewhere: dict[str, str] = field(default_factory=dict)  # columns that stand in another row, too

    def __getitem__(self, column: str) -> str:
        if column in self.elsewhere:
            return self.elsewhere[column]
        self.used.add(column)
        return f"{self.alias}.{column}"

    def of(self, table: Table) -> str:
        """The row as one of a table's, for FROM; some tables are called like words of SQL."""
        return f'"{table.name}" {self.alias}'


@dataclass(slots=True)
class Source:
    """Where rows come from: their table, the link that leads to them if there is one, and the conditions on them."""

    row: Row
    table: Table
    wanted: list[str] = field(default_factory=list)
    link: str | None = None
    joined: tuple[str, str] | None = None  # a column of these rows, or of the link, and what it equals in another row

    def over(self, link: Row, onward: Column[Any]) -> None:
        """Come to the rows over a link, whose index says their numbers in order."""
        self.link = link.of(onward.table)
        self.row.elsewhere["id"] = link[onward.name]
        if not any(each.column.table is self.table for each in onward.foreign_keys):
            self.row.used.add("id")  # the link leads to rows of other tables, too

    def sql(self) -> str:
        """FROM and WHERE, when all is said of the rows."""
        joined = [" = ".join(self.joined)] if self.joined is not None else []
        wanted = " AND ".join(joined + self.wanted)
        return f"{self._tables()} WHERE {wanted}" if wanted else self._tables()

    def holds(self) -> str:
        """Whether another row is joined to one of these, looked up from their side; never unknown."""
        assert self.joined is not None
        theirs, others = self.joined
        wanted = " AND ".join([f"{theirs} IS NOT NULL", *self.wanted])
        return f"{others} IS NOT NULL AND {others} IN (SELECT {theirs} FROM {self._tables()} WHERE {wanted})"

    def _tables(self) -> str:
        """FROM; a link alone is enough where only the rows' numbers are used."""
        tables = self.row.of(self.table)
        if self.link is None:
            return tables
        joined = f"{self.link} JOIN {tables} ON {self.row.alias}.id = {self.row['id']}"
        return joined if self.row.used else self.link


@dataclass(slots=True)
class Statement:
    """What the functions of the compiler share while they write one root field's statement."""

    dialect: Dialect
    schema: GraphQLSchema
    collector: Collector
    limits: Limits
    fan_outs: Mapping[str, int]
    parameters: list[Parameter] = field(default_factory=list)
    leaves: list[Any] = field(default_factory=list)  # the calls that finish the answer, by their marks
    aliases: int = 0
    filters: int = 0  # inside each other, where one is being written
    parts: int = 0  # of that filter, so far
    path: list[str] = field(default_factory=list)  # the keys of the field that is being written
    cost: int = 0

    def row(self) -> Row:
        """A new row with an alias of its own."""
        self.aliases += 1
        return Row(f"r{self.aliases}")

    def bind(self, value: Value, kind: str, convert: Convert | None = None) -> str:
        """The placeholder for a value; the value itself never becomes part of the text."""
        self.parameters.append(
            Parameter(value, kind, convert or (readable if kind == "text" else unchanged), tuple(self.path))
        )
        return self.dialect.placeholder(len(self.parameters), kind)

    def arguments(self, type_name: str, asked: Asked) -> dict[str, Value]:
        """What a field was given."""
        declared = self.schema.type_map[type_name].fields[asked.name]  # type: ignore[attr-defined]  # an object type
        return arguments_of(declared, asked.nodes[0], self.collector.variables)

    def charge(self, rows: int) -> None:
        """Add to the rows that the operation could touch."""
        self.cost += rows

    def values(self, variables: Variables) -> list[Any]:
        """The parameters for a request with these variables."""
        return [self.dialect.convert(each.kind, each.read(variables)) for each in self.parameters]


def readable(text: str) -> str:
    """A text as both databases can hold it; raises TextError for the signs that they cannot."""
    if not is_readable(text):
        raise TextError("a text holds NUL or half of a surrogate pair, which no name has; leave that sign out")
    return text


def is_readable(text: str) -> bool:
    """Whether both databases can hold a text."""
    return "\0" not in text and (text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text))


def unchanged(value: Any) -> Any:
    return value
