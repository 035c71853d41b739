"""Sums and groups of a list: added up by the database in one pass, exactly, in as many currencies as there are.

A sum of many amounts may be larger than any number that the databases count with, so amounts are added in two
parts: thousands of millions of minor units, and what is left over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.codes import Qualifier
from db.ranking import in_currency, order, sized, with_usual
from db.sums import LOWER, PART, UPPER, VAGUE
from engine import amounts
from engine.arguments import Value
from engine.errors import GroupError, LimitError
from engine.fields import Asked
from engine.jsontext import json_list, json_object, literal, type_name
from engine.page import Page, Record
from engine.sql import Statement
from engine.sums import base, declared_sums, stored_places
from schema.entity import ENTITIES, Entity
from schema.groups import Dimension
from schema.kinds import Day, Many

PARTS = "currency,qualifier,records,high,low"
MOST_DIMENSIONS = 4
FLAGS = {"lower": LOWER, "upper": UPPER, "vague": VAGUE, "about": {Qualifier.ABOUT}}


def sum_of(page: Page, asked: Asked) -> str:
    """The JSON of the sums of a whole list."""
    rows = added(
        f"SELECT g.*,1 AS place,1 AS many FROM ({base(page, ())}) g", 0, exactly=tells_exactness(page.statement, asked)
    )
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
    exactly: bool = False  # whether it is asked how exactly a sum is meant

    def json(self) -> str:
        """The JSON of the groups, the largest first, and the row of all others."""
        statement = self.page.statement
        fields = statement.collector.collect(f"{self.page.entity.name}Group", self.asked.selections)
        group = json_object(statement, fields, self.field)
        keys = "".join(f",min(k{place}) AS k{place}" for place in range(len(self.dimensions)))
        sums = "".join(f",{each} AS s{place}" for place, each in enumerate(self.sums))
        unknown = "sum(CASE WHEN currency IS NULL THEN records ELSE 0 END)"
        counted = f"sum(records) AS records,{unknown} AS unknown,max(many) AS many{keys}{sums}"
        given = statement.arguments(f"{self.page.entity.name}Connection", self.asked)
        rows = added(self.placed(given.get("currency")), len(self.dimensions), exactly=self.exactly)
        shown = f"SELECT place,{counted} FROM ({rows}) u GROUP BY place"
        listed = json_list(statement.dialect, statement.dialect.joined(group, "place"))
        return f"(SELECT {listed} FROM ({shown}) s)"

    def placed(self, currency: Value | None) -> str:
        """The base rows of the largest groups with their places, and what is left of the base as one group more.

        Groups are sorted by their sum in one currency, then by number of records, then by key.
        """
        if self.page.parent is not None:
            return self.ranked(currency)
        known = stored_places(self.page, self.dimensions) if currency is None or currency.value is None else None
        return self.largest(currency) if known is None else self.placed_by_import(*known)

    def placed_by_import(self, shown: str, groups: str) -> str:
        """Of a whole list whose groups have their places already: nothing is read but what is shown."""
        shown = f"SELECT s.*,1 AS many FROM ({shown} <= {self.size}) s"
        steps = {"base": base(self.page, ()), "shown": shown}
        return self.steps(steps, groups)

    def largest(self, currency: Value | None) -> str:
        """Of a whole list: only as many groups are sorted as are shown, and the rest is the whole less those."""
        named, order = ",".join(self.keys), self.order("records")
        alike = " AND ".join(f"b.{key} = t.{key}" for key in self.keys)
        in_usual = ",".join(f"{in_currency('usual.currency', part)} AS chosen_{part}" for part in ("high", "low"))
        sized = f"SELECT {named},{in_usual},sum(b.records) AS records FROM base b LEFT JOIN usual ON 1=1"
        top = f"SELECT {named},chosen_high,chosen_low,records FROM sized ORDER BY {order} LIMIT {self.size}"
        steps = {
            "base": base(self.page, self.dimensions),
            "usual": self.usual(currency),
            "sized": f"{sized} GROUP BY {named}",
            "top": f"SELECT t.*,row_number() OVER (ORDER BY {order}) AS place FROM ({top}) t",
            "shown": f"SELECT t.place,1 AS many,b.* FROM base b CROSS JOIN top t WHERE {alike}",
        }
        return self.steps(steps, "SELECT count(*) FROM sized")

    def steps(self, steps: Mapping[str, str], groups: str) -> str:
        """The rows that are shown, and what is left of the base."""
        written = ",".join(f"{name} AS MATERIALIZED ({sql})" for name, sql in steps.items())
        return (
            f"WITH {written} SELECT place,many,{','.join(self.keys)},{PARTS} FROM shown UNION ALL {self.rest(groups)}"
        )

    def ranked(self, currency: Value | None) -> str:
        """Of a list below a record: level in level, since SQLite would read a named step anew for each row."""
        rows = base(self.page, self.dimensions)
        if currency is not None and currency.value is not None:
            chosen = f"SELECT b.*,{self.page.statement.bind(currency, 'text')} AS chosen FROM ({rows}) b"
        else:
            chosen = with_usual(rows)
        ranks = f"dense_rank() OVER (ORDER BY {self.order('size')})"
        ranked = f"SELECT b.*,{ranks} AS rank FROM ({sized(chosen, self.keys)}) b"
        shown = f"rank <= {self.size}"
        keys = ",".join(f"CASE WHEN {shown} THEN {key} ELSE '' END AS {key}" for key in self.keys)
        place = f"CASE WHEN {shown} THEN rank ELSE {self.size + 1} END AS place"
        many = f"CASE WHEN {shown} THEN 1 ELSE max(rank) OVER ()-{self.size} END AS many"
        return f"SELECT {place},{many},{keys},{PARTS} FROM ({ranked}) b"

    @property
    def keys(self) -> list[str]:
        return [f"k{place}" for place in range(len(self.dimensions))]

    def usual(self, currency: Value | None) -> str:
        """The currency by whose sums groups are sorted: the one that is asked for, or that of most records."""
        if currency is not None and currency.value is not None:
            return f"SELECT {self.page.statement.bind(currency, 'text')} AS currency"
        known = "SELECT currency FROM base WHERE currency IS NOT NULL"
        return f"{known} GROUP BY currency ORDER BY sum(records) DESC,currency LIMIT 1"

    def rest(self, groups: str) -> str:
        """What is left of the base without the groups that are shown; no row where nothing is."""
        less = "SELECT currency,qualifier,-records,-high,-low FROM shown"
        told = f"{self.size + 1} AS place,({groups})-{self.size} AS many"
        without = ",".join(f"'' AS {key}" for key in self.keys)
        added = "sum(records) AS records,sum(high) AS high,sum(low) AS low"
        return (
            f"SELECT {told},{without},currency,qualifier,{added} FROM (SELECT {PARTS} FROM base UNION ALL {less}) l"
            " GROUP BY currency,qualifier HAVING sum(records) > 0"
        )

    def order(self, records: str) -> str:
        return order(self.keys, self.page.statement.dialect.words, records)

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
                self.exactly = self.exactly or tells_exactness(self.page.statement, asked)
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


def added(placed: str, keys: int, *, exactly: bool) -> str:
    """The rows of groups, one for each place and currency, and if asked with what makes a sum less than exact."""
    named = "".join(f",min(k{place}) AS k{place}" for place in range(keys))
    high, low = "CAST(sum(high) AS BIGINT)", "CAST(sum(low) AS BIGINT)"
    summed = f"{high}+{low}/{PART} AS high,{low}%{PART} AS low"
    counted = f"max(many) AS many,sum(records) AS records,{summed}{named}"
    if not exactly:
        return f"SELECT place,currency,{counted} FROM ({placed}) p GROUP BY place,currency"
    flags = "".join(
        f",max(CASE WHEN qualifier IN {amounts.listed(codes)} THEN 1 ELSE 0 END) AS {name}"
        for name, codes in FLAGS.items()
    )
    told = f"min(qualifier) AS qualifier{flags}"
    rows = f"SELECT place,currency,{counted},{told} FROM ({placed}) p GROUP BY place,currency"
    unknown = "sum(CASE WHEN currency IS NULL THEN records ELSE 0 END) OVER (PARTITION BY place)"
    return f"SELECT t.*,{unknown} AS unknown FROM ({rows}) t"


def tells_exactness(statement: Statement, asked: Asked) -> bool:
    """Whether it is asked of a sum how exactly it is meant."""
    fields = statement.collector.collect("Money", asked.selections)
    return any(each.name in {"qualifier", "lowerBound"} for each in fields.values())


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
