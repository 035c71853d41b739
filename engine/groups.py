"""Sums and groups of a list: added up by the database in one pass, exactly, in as many currencies as there are.

A sum of many amounts may be larger than any number that the databases count with, so amounts are added in two
parts: thousands of millions of minor units, and what is left over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphql.language import SelectionSetNode

from engine import amounts
from engine.arguments import Value
from engine.errors import GroupError, LimitError
from engine.fields import Asked
from engine.jsontext import json_list, json_object, literal, type_name
from engine.sql import Row, Statement
from engine.sums import base, declared_sums
from schema.entity import ENTITIES, Entity
from schema.groups import PART, Dimension
from schema.kinds import Day, Many

if TYPE_CHECKING:
    from engine.pages import Page

Record = Callable[[Statement, Entity, Row, Iterable[SelectionSetNode], int], str]
MOST_DIMENSIONS = 4
FLAGS = {
    "lower": "('MORE_THAN','AT_LEAST')",
    "upper": "('LESS_THAN','AT_MOST')",
    "vague": "('RANGE','UNKNOWN')",
    "about": "('ABOUT')",
}


def sum_of(page: Page, asked: Asked) -> str:
    """The JSON of the sums of a whole list."""
    rows = added(f"SELECT g.*,1 AS place FROM ({base(page, ())}) g", (), 1)
    joined = page.statement.dialect.joined(money(page.statement, asked), "currency", "currency IS NOT NULL")
    return f"(SELECT {json_list(page.statement.dialect, joined)} FROM ({rows}) u)"


@dataclass(slots=True)
class Groups:
    """The groups of a list in the making."""

    page: Page
    asked: Asked
    record: Record
    dimensions: Sequence[Dimension]
    size: int
    sums: list[str]  # the JSON of the sums of a group, once for each time that they are asked

    def json(self) -> str:
        """The JSON of the groups, the largest first, and the row of all others."""
        statement = self.page.statement
        fields = statement.collector.collect(f"{self.page.entity.name}Group", self.asked.selections)
        group = json_object(statement, fields, self.field)
        keys = "".join(f",min(k{place}) AS k{place}" for place in range(len(self.dimensions)))
        sums = "".join(f",{each} AS s{place}" for place, each in enumerate(self.sums))
        counted = f"sum(records) AS records,max(unknown) AS unknown,max(last) AS last{keys}{sums}"
        given = statement.arguments(f"{self.page.entity.name}Connection", self.asked)
        ranked = self.ranked(given.get("currency"))
        shown = f"SELECT place,{counted} FROM ({added(ranked, self.dimensions, self.size)}) u GROUP BY place"
        listed = json_list(statement.dialect, statement.dialect.joined(group, "place"))
        return f"(SELECT {listed} FROM ({shown}) s)"

    def ranked(self, currency: Value | None) -> str:
        """The base rows with the places of their groups: by sum in one currency, then by number of records."""
        keys = [f"k{place}" for place in range(len(self.dimensions))]
        most = (
            "SELECT m.currency FROM base m WHERE m.currency IS NOT NULL"
            " GROUP BY m.currency ORDER BY sum(m.records) DESC,m.currency LIMIT 1"
        )
        known = currency is not None and currency.value is not None
        chosen = self.page.statement.bind(currency, "text") if known and currency is not None else f"({most})"
        window = f"OVER (PARTITION BY {','.join(keys)})"
        in_chosen = [
            f"CAST(sum(CASE WHEN currency = {chosen} THEN {part} ELSE 0 END) {window} AS BIGINT) AS chosen_{part}"
            for part in ("high", "low")
        ]
        measured = f"SELECT b.*,{','.join(in_chosen)},sum(records) {window} AS many FROM base b"
        by_keys = ",".join(f"{key} IS NULL,{self.page.statement.dialect.words(key)}" for key in keys)
        order = f"chosen_high+chosen_low/{PART} DESC,chosen_low%{PART} DESC,many DESC,{by_keys}"
        ranked = f"SELECT r.*,dense_rank() OVER (ORDER BY {order}) AS place FROM ({measured}) r"
        return f"WITH base AS ({base(self.page, self.dimensions)}) {ranked}"

    def field(self, asked: Asked) -> str:
        """The JSON of one field of a group."""
        dialect = self.page.statement.dialect
        match asked.name:
            case "count":
                return dialect.number("records")
            case "unknownAmounts":
                return dialect.number("unknown")
            case "groups":
                return dialect.number(f"CASE WHEN place > {self.size} THEN last-{self.size} ELSE 1 END")
            case "isRest":
                return dialect.flag(f"place > {self.size}")
            case "sum":
                joined = dialect.joined(money(self.page.statement, asked), "currency", "currency IS NOT NULL")
                self.sums.append(json_list(dialect, joined))
                return f"s{len(self.sums) - 1}"
            case "__typename":
                return type_name(f"{self.page.entity.name}Group")
        return self.part(asked)

    def part(self, asked: Asked) -> str:
        """What tells the group apart."""
        every = declared_sums(self.page.entity).dimensions.values()
        name = next(each.name for each in every if asked.name in (each.field, f"{each.field}s"))
        place = next((place for place, each in enumerate(self.dimensions) if each.name == name), None)
        several = asked.name not in {each.field for each in every}
        nothing = "'[]'" if several else "'null'"
        if place is None:
            return literal(nothing[1:-1])
        found = self.records(place, asked, several) if self.dimensions[place].target else self.value(place)
        return f"CASE WHEN place > {self.size} OR k{place} IS NULL THEN {nothing} ELSE {found} END"

    def value(self, place: int) -> str:
        """A year or a code."""
        dialect = self.page.statement.dialect
        if isinstance(self.dimensions[place].end, Day):
            return dialect.number(f"CAST(k{place} AS INTEGER)")
        return dialect.quoted(f"k{place}")

    def records(self, place: int, asked: Asked, several: bool) -> str:
        """The record that a key names, or all of them as a list."""
        statement, dimension = self.page.statement, self.dimensions[place]
        assert dimension.target is not None
        entity, row = ENTITIES[dimension.target], statement.row()
        statement.charge(self.page.times * self.size)
        json = self.record(statement, entity, row, asked.selections, self.page.times * self.size)
        if several:
            joined = statement.dialect.joined(json, row["id"])
            listed = json_list(statement.dialect, joined)
            numbers = statement.dialect.members(f"k{place}")
            return f"(SELECT {listed} FROM {row.of(entity.table)} WHERE {row['id']} IN {numbers})"
        found = f"(SELECT {json} FROM {row.of(entity.table)} WHERE {row['id']} = CAST(k{place} AS BIGINT))"
        alone = f"coalesce({found},'null')"
        joint = isinstance(dimension.end, Many)
        return f"CASE WHEN k{place} LIKE '%,%' THEN 'null' ELSE {alone} END" if joint else alone


def groups_of(page: Page, asked: Asked, record: Record) -> str:
    """The JSON of the groups of a list; raises GroupError or LimitError for what cannot be meant."""
    statement = page.statement
    given = statement.arguments(f"{page.entity.name}Connection", asked)
    dimensions, size = chosen(page.entity, given["by"].value), size_of(statement, given.get("first"))
    statement.charge(page.times * (size + 1))
    return Groups(page, asked, record, dimensions, size, []).json()


def chosen(entity: Entity, names: Sequence[str]) -> list[Dimension]:
    """What groups are told apart by; raises GroupError for none, too many, or one twice."""
    known = declared_sums(entity).dimensions
    if not names or len(names) > MOST_DIMENSIONS or len(set(names)) < len(names):
        raise GroupError(f"by: [{', '.join(names)}]; give one to four different ones of {', '.join(known)}")
    return [known[name] for name in names]


def size_of(statement: Statement, first: Value | None) -> int:
    """How many groups are shown; raises GroupError or LimitError."""
    most = statement.limits.page
    size: int = statement.limits.default_page if first is None or first.value is None else first.value
    if size < 0:
        raise GroupError(f"first: {size} is negative; ask for 0 to {most} groups")
    if size > most:
        raise LimitError("groups in first", size, most, "the row of all others has the rest")
    return size


def added(ranked: str, dimensions: Sequence[Dimension], size: int) -> str:
    """The rows of groups that are shown, one for each currency; those of all other groups become one group."""
    keys = "".join(f",min(k{place}) AS k{place}" for place in range(len(dimensions)))
    flags = "".join(
        f",max(CASE WHEN qualifier IN {codes} THEN 1 ELSE 0 END) AS {name}" for name, codes in FLAGS.items()
    )
    shown = f"CASE WHEN place > {size} THEN {size + 1} ELSE place END"
    high, low = "CAST(sum(high) AS BIGINT)", "CAST(sum(low) AS BIGINT)"
    rows = (
        f"SELECT {shown} AS place,currency,max(place) AS last,sum(records) AS records,min(qualifier) AS qualifier,"
        f"{high}+{low}/{PART} AS high,{low}%{PART} AS low{flags}{keys} FROM ({ranked}) p GROUP BY 1,2"
    )
    unknown = "sum(CASE WHEN currency IS NULL THEN records ELSE 0 END) OVER (PARTITION BY place)"
    return f"SELECT t.*,{unknown} AS unknown FROM ({rows}) t"


def money(statement: Statement, asked: Asked) -> str:
    """The JSON of one sum."""
    dialect = statement.dialect
    qualifier = (
        "CASE WHEN records = 1 AND unknown = 0 THEN qualifier"
        " WHEN vague = 1 OR (upper = 1 AND (lower = 1 OR unknown > 0)) THEN 'UNKNOWN'"
        " WHEN lower = 1 OR unknown > 0 THEN 'AT_LEAST' WHEN upper = 1 THEN 'AT_MOST'"
        " WHEN about = 1 THEN 'ABOUT' ELSE 'EXACT' END"
    )
    large = f"{dialect.padded('high', 1)}||{dialect.padded('low', 9)}"
    minor = f"CASE WHEN high > 0 THEN {large} ELSE {dialect.padded('low', 1)} END"
    found = amounts.Amount(minor, dialect.total("high", "low", "currency"), "currency", f"({qualifier})")
    return amounts.written(statement, found, asked, lambda _: literal("[]"))
