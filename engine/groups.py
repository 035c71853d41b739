"""Sums and groups of a list: added up by the database in one pass, exactly, in as many currencies as there are.

A sum of many amounts may be larger than any number that the databases count with, so amounts are added in two
parts: thousands of millions of minor units, and what is left over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.codes import Qualifier
from db.sums import LOWER, PART, UPPER, VAGUE
from engine import amounts
from engine.arguments import Value
from engine.errors import GroupError, LimitError
from engine.fields import Asked
from engine.jsontext import json_list, json_object, literal, type_name
from engine.page import Page, Record
from engine.sql import Statement
from engine.sums import base, declared_sums
from schema.entity import ENTITIES, Entity
from schema.groups import Dimension
from schema.kinds import Day, Many

PARTS = "currency,qualifier,records,high,low"
MOST_DIMENSIONS = 4
USUAL_CURRENCY = (
    "SELECT currency FROM base WHERE currency IS NOT NULL GROUP BY currency ORDER BY sum(records) DESC,currency LIMIT 1"
)
FLAGS = {"lower": LOWER, "upper": UPPER, "vague": VAGUE, "about": {Qualifier.ABOUT}}


def sum_of(page: Page, asked: Asked) -> str:
    """The JSON of the sums of a whole list."""
    rows = added(f"SELECT g.*,1 AS place,1 AS many FROM ({base(page, ())}) g", 0)
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
        counted = f"sum(records) AS records,max(unknown) AS unknown,max(many) AS many{keys}{sums}"
        given = statement.arguments(f"{self.page.entity.name}Connection", self.asked)
        rows = added(self.placed(given.get("currency")), len(self.dimensions))
        shown = f"SELECT place,{counted} FROM ({rows}) u GROUP BY place"
        listed = json_list(statement.dialect, statement.dialect.joined(group, "place"))
        return f"(SELECT {listed} FROM ({shown}) s)"

    def placed(self, currency: Value | None) -> str:
        """The base rows of the largest groups with their places, and what is left of the base as one group more.

        Groups are sorted by their sum in one currency, then by number of records, then by key.
        """
        keys = [f"k{place}" for place in range(len(self.dimensions))]
        named, order = ",".join(keys), self.order(keys)
        alike = " AND ".join(f"b.{key} = t.{key}" for key in keys)
        top = f"SELECT {named},chosen_high,chosen_low,records FROM sized ORDER BY {order} LIMIT {self.size}"
        steps = {
            "base": base(self.page, self.dimensions),
            "usual": USUAL_CURRENCY,
            "sized": f"SELECT {named},{self.in_chosen(currency)},sum(records) AS records FROM base GROUP BY {named}",
            "top": f"SELECT t.*,row_number() OVER (ORDER BY {order}) AS place FROM ({top}) t",
            "shown": f"SELECT t.place,1 AS many,b.* FROM top t JOIN base b ON {alike}",
        }
        written = ",".join(f"{name} AS MATERIALIZED ({sql})" for name, sql in steps.items())
        return f"WITH {written} SELECT place,many,{named},{PARTS} FROM shown UNION ALL {self.rest(keys)}"

    def rest(self, keys: Sequence[str]) -> str:
        """What is left of the base without the groups that are shown; no row where nothing is."""
        less = "SELECT currency,qualifier,-records,-high,-low FROM shown"
        told = f"{self.size + 1} AS place,(SELECT count(*) FROM sized)-{self.size} AS many"
        without = ",".join(f"'' AS {key}" for key in keys)
        added = "sum(records) AS records,sum(high) AS high,sum(low) AS low"
        return (
            f"SELECT {told},{without},currency,qualifier,{added} FROM (SELECT {PARTS} FROM base UNION ALL {less}) l"
            " GROUP BY currency,qualifier HAVING sum(records) > 0"
        )

    def in_chosen(self, currency: Value | None) -> str:
        """The two parts of a group's sum in the currency by which groups are sorted: by default, the usual one."""
        chosen = "(SELECT currency FROM usual)"
        if currency is not None and currency.value is not None:
            chosen = self.page.statement.bind(currency, "text")
        return ",".join(
            f"CAST(sum(CASE WHEN currency = {chosen} THEN {part} ELSE 0 END) AS BIGINT) AS chosen_{part}"
            for part in ("high", "low")
        )

    def order(self, keys: Sequence[str]) -> str:
        by_keys = ",".join(self.page.statement.dialect.words(key) for key in keys)
        return f"chosen_high+chosen_low/{PART} DESC,chosen_low%{PART} DESC,records DESC,{by_keys}"

    def field(self, asked: Asked) -> str:
        """The JSON of one field of a group."""
        dialect = self.page.statement.dialect
        match asked.name:
            case "count":
                return dialect.number("records")
            case "unknownAmounts":
                return dialect.number("unknown")
            case "groups":
                return dialect.number("many")
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
        return f"CASE WHEN k{place} = '' THEN {nothing} ELSE {found} END"

    def value(self, place: int) -> str:
        """A year or a code."""
        dialect = self.page.statement.dialect
        if isinstance(self.dimensions[place].end, Day):
            return dialect.number(f"CAST({key(place)} AS INTEGER)")
        return dialect.quoted(key(place))

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
            numbers = statement.dialect.members(key(place))
            return f"(SELECT {listed} FROM {row.of(entity.table)} WHERE {row['id']} IN {numbers})"
        found = f"(SELECT {json} FROM {row.of(entity.table)} WHERE {row['id']} = CAST({key(place)} AS BIGINT))"
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


def added(placed: str, keys: int) -> str:
    """The rows of groups, one for each place and currency, with what makes a sum less than exact."""
    named = "".join(f",min(k{place}) AS k{place}" for place in range(keys))
    flags = "".join(
        f",max(CASE WHEN qualifier IN {amounts.listed(codes)} THEN 1 ELSE 0 END) AS {name}"
        for name, codes in FLAGS.items()
    )
    high, low = "CAST(sum(high) AS BIGINT)", "CAST(sum(low) AS BIGINT)"
    rows = (
        f"SELECT place,currency,max(many) AS many,sum(records) AS records,min(qualifier) AS qualifier,"
        f"{high}+{low}/{PART} AS high,{low}%{PART} AS low{flags}{named} FROM ({placed}) p GROUP BY place,currency"
    )
    unknown = "sum(CASE WHEN currency IS NULL THEN records ELSE 0 END) OVER (PARTITION BY place)"
    return f"SELECT t.*,{unknown} AS unknown FROM ({rows}) t"


def key(place: int) -> str:
    """The key of a group behind the sign that it is known."""
    return f"substr(k{place},2)"


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
