"""Flows of money: the statement returns the records below one, and a pure function draws them.

The records are read by one recursive query, the largest parts of each first; each row brings the sum of all its parts,
its suppliers and its payments along. Nothing refers to the recursion twice: SQLite would repeat it for each record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column

from db.sums import PART
from engine import leaves
from engine.arguments import Value
from engine.dialect import Dialect
from engine.errors import LimitError, PageError
from engine.fields import Asked
from engine.jsontext import json_array_of, json_list, json_object_of, literal
from engine.sql import Row, Statement
from schema.flow_graph import STRENGTH
from schema.kinds import Flow

ROWS = 5  # that a record of a flow is charged as: it is drawn in Python
DEEPEST = 10  # levels: from a programme to suppliers there are eight, and items of plans may pay for each other
TITLED = ("programme", "activity", "budget_line", "process", "tender", "lot", "award", "contract")
SUPPLIED = ("award", "contract")
AMOUNT, CURRENCY = (f"coalesce(s.amount_{part},c.amount_{part})" for part in ("amount", "currency"))
GOES_ON = "CASE WHEN m.reason IN ('CANCELLED','UNSUCCESSFUL') THEN 0 ELSE 1 END"


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a flow goes: along which links, how deep, and how many parts of each record it shows."""

    basis: str
    depth: int
    first: int

    @property
    def steps(self) -> str:
        """Steps `s` with what they carry without an amount of their own, and whether their money ends there."""
        carried = f"c.record_id=s.id AND c.basis='{self.basis}' AND s.amount_amount IS NULL"
        return f"step s LEFT JOIN carried_amount c ON {carried} LEFT JOIN flow_mark m ON m.id=s.id"

    def parts(self, whole: str, currency: str) -> str:
        """The steps to which the money of a record can go on."""
        allowed = STRENGTH[: STRENGTH.index(self.basis) + 1]
        bases = ",".join(literal(each) for each in allowed)
        return f"{self.steps} WHERE s.up_id={whole} AND s.basis IN ({bases}) AND {counts(currency)}"


def counts(currency: str) -> str:
    """Whether a step is part of a flow in a currency."""
    return f"coalesce(m.reason,'')<>'LEFT_OUT' AND {AMOUNT} IS NOT NULL AND {CURRENCY}={currency}"


def written(statement: Statement, declared: Flow, owner: str, row: Row, asked: Asked, times: int) -> str:
    """The JSON of what is needed to draw a flow, marked with its place in the plan."""
    given = statement.arguments(owner, asked)
    usual, most = statement.limits.default_page, statement.limits.page
    extent = Extent(
        given["basis"].value, bounded(given, "depth", DEEPEST, DEEPEST), bounded(given, "first", usual, most)
    )
    charge(statement, owner, asked, extent, times)
    drawing = {"basis": extent.basis, "depth": extent.depth}

    def drawn(inputs: Mapping[str, Any], _: Mapping[str, Any]) -> dict[str, Any] | None:
        return declared.function(inputs, drawing)

    mark = leaves.marked(statement, drawn, {}, asked)
    found = of_body(statement, declared, extent, given, row) if declared.of_body else of_record(statement, extent, row)
    return json_object_of(statement.dialect, {leaves.MARK: mark, **found})


def bounded(given: Mapping[str, Value], name: str, usual: int, most: int) -> int:
    """A number of levels or of parts; raises PageError or LimitError for one that cannot be."""
    asked = given[name].value if name in given else None
    if asked is None:
        return usual
    if asked < 0:
        raise PageError(f"{name}: {asked} is negative; ask for 0 to {most}, or leave {name} out")
    if asked > most:
        raise LimitError(f"{name} of a flow", asked, most, f"ask for {most} or fewer, or leave {name} out")
    return int(asked)


def charge(statement: Statement, owner: str, asked: Asked, extent: Extent, times: int) -> None:
    """Charge for the records that the flow can show; raises LimitError if they alone are too many."""
    most = statement.fan_outs.get(f"{owner}.{asked.name}", extent.first)
    if owner == "Organization":  # which has as many flows as it has records
        below = max(statement.fan_outs.get(f"{each}.{asked.name}", 0) for each in ("Activity", "Tender"))
        most = min(most, extent.first) * (1 + below)
    price = times * ROWS * min(most, sum(extent.first**number for number in range(1, extent.depth + 1)))
    if price > statement.limits.nodes:
        mend = "ask for fewer levels with `depth`, for fewer parts with `first`, or begin further down"
        raise LimitError("rows that a flow of money could cost", price, statement.limits.nodes, mend)
    statement.charge(price)


def of_record(statement: Statement, extent: Extent, row: Row) -> dict[str, str]:
    """What a flow from a record is drawn from: it is a step itself."""
    columns = f"0,s.id,s.up_id,s.basis,{CURRENCY},{GOES_ON}"
    root = f"SELECT {columns} FROM {extent.steps} WHERE s.id={row['id']} AND {AMOUNT} IS NOT NULL"
    return {"records": records(statement.dialect, extent, root)}


def of_body(
    statement: Statement, declared: Flow, extent: Extent, given: Mapping[str, Value], row: Row
) -> dict[str, str]:
    """What a flow from a body is drawn from: the topmost of the records that name it as the one who pays."""
    dialect = statement.dialect
    own = " UNION ".join(named_by(each, row) for each in declared.counted)
    above = (
        f'SELECT 1 FROM "{each.table.name}" x WHERE x.id=s.up_id AND x.{each.name}={row["id"]}'
        for each in declared.counted
    )
    topmost = " AND ".join(f"NOT EXISTS ({each})" for each in above)
    steps = f"({own}) o CROSS JOIN {extent.steps} WHERE s.id=o.id AND {topmost}"
    chosen = given.get("currency")
    only = CURRENCY if chosen is None or chosen.value is None else statement.bind(chosen, "text")
    columns = f"1 AS level,s.id,{row['id']} AS up,'STATED' AS basis,{CURRENCY} AS currency,{GOES_ON} AS goes"
    tops = f"SELECT {columns},{AMOUNT} AS amount,count(*) OVER (PARTITION BY {CURRENCY}) AS many FROM {steps}"
    ranks = (
        "rank() OVER (ORDER BY many DESC,currency) AS chosen,"
        "row_number() OVER (PARTITION BY currency ORDER BY amount DESC,id) AS place"
    )
    ranked = f"SELECT v.*,{ranks} FROM ({tops} AND {counts(only)}) v"
    largest = f"SELECT level,id,up,basis,currency,goes FROM ({ranked}) t WHERE chosen=1 AND place<={extent.first}"
    most = f"FROM {steps} AND {counts(only)} GROUP BY {CURRENCY} ORDER BY count(*) DESC,{CURRENCY} LIMIT 1"
    named = {"slug": dialect.quoted(row["slug"]), "label": dialect.quoted(row["name"])}
    sums = {"currency": dialect.quoted(CURRENCY), "parts": summed(dialect)}
    told = json_object_of(dialect, {"id": dialect.number(row["id"]), **named, **sums})
    body = f"coalesce((SELECT {told} {most}),'null')"
    return {"body": body, "records": records(dialect, extent, largest) if extent.depth else literal("[]")}


def named_by(column: Column[Any], row: Row) -> str:
    """The steps that name a body as the one who pays; a process is there as its tender, if it has one."""
    if column.table.name == "process":
        joined = f"process p LEFT JOIN tender t ON t.process_id=p.id WHERE p.{column.name}={row['id']}"
        return f"SELECT coalesce(t.id,p.id) AS id FROM {joined}"
    return f'SELECT id FROM "{column.table.name}" WHERE {column.name}={row["id"]}'


def records(dialect: Dialect, extent: Extent, start: str) -> str:
    """The records from some on, each with the figures of all its parts, with its suppliers and its payments."""
    onward = dialect.each_with(
        "walk w",
        "step s",
        f"SELECT s.id FROM {extent.parts('w.id', 'w.currency')} ORDER BY {AMOUNT} DESC,s.id LIMIT {extent.first}",
    )
    marked = "LEFT JOIN flow_mark m ON m.id=s.id"
    further = f"SELECT w.level+1,s.id,w.id,s.basis,w.currency,{GOES_ON} FROM {onward[0]} {marked} WHERE {onward[1]}"
    bound = f"w.level<{extent.depth} AND w.goes=1"
    walk = f"WITH RECURSIVE walk(level,id,up,basis,currency,goes) AS ({start} UNION {further} AND {bound})"
    sums = f"(SELECT {summed(dialect)} FROM {extent.parts('w.id', 'w.currency')})"
    titles = " ".join(f"WHEN '{each.upper()}' THEN (SELECT title FROM {each} x WHERE x.id=w.id)" for each in TITLED)
    qualifier = "CASE WHEN s.amount_amount IS NULL THEN c.amount_qualifier ELSE s.amount_qualifier END"
    told = [
        *(dialect.number(each) for each in ("w.level", "w.id", "w.up")),
        *(dialect.quoted(each) for each in ("s.kind", "s.slug", f"CASE s.kind {titles} END", "w.basis", "w.currency")),
        dialect.number(AMOUNT),
        dialect.quoted(qualifier),
        dialect.flag("s.amount_amount IS NULL"),
        dialect.quoted("m.reason"),
        f"CASE WHEN {bound} THEN {sums} ELSE '[0,0,0]' END",
        suppliers(dialect),
        payments(dialect),
    ]
    listed = json_list(dialect, dialect.joined(json_array_of(dialect, told), None))
    return f"({walk} SELECT {listed} FROM walk w CROSS JOIN {extent.steps} WHERE s.id=w.id)"


def summed(dialect: Dialect) -> str:
    """How many steps there are, and the sum of their amounts in two halves."""
    halves = (f"coalesce(sum({AMOUNT}{sign}{PART}),0)" for sign in "/%")
    return json_array_of(dialect, [dialect.number(each) for each in ("count(*)", *halves)])


def suppliers(dialect: Dialect) -> str:
    """The suppliers of an award or a contract."""
    told = json_array_of(dialect, [dialect.quoted("o.slug"), dialect.quoted("o.name")])
    listed = json_list(dialect, dialect.joined(told, "o.slug"))
    lists = " ".join(
        f"WHEN '{kind.upper()}' THEN (SELECT {listed} FROM {kind}_supplier x"
        f" JOIN organization o ON o.id=x.organization_id WHERE x.{kind}_id=w.id)"
        for kind in SUPPLIED
    )
    return f"CASE s.kind {lists} ELSE '[]' END"


def payments(dialect: Dialect) -> str:
    """What was paid upon a contract to each who was paid."""
    names = [dialect.quoted(f"y.{name}") for name in ("slug", "name")]
    told = json_array_of(dialect, [*names, *(dialect.number(f"y.{each}") for each in ("many", "high", "low"))])
    halves = f"sum(x.value_amount/{PART}) AS high,sum(x.value_amount%{PART}) AS low"
    paid = (
        f'SELECT o.slug,o.name,count(*) AS many,{halves} FROM "transaction" x'
        " LEFT JOIN organization o ON o.id=x.payee_id WHERE x.contract_id=w.id"
        " AND x.value_amount IS NOT NULL AND x.value_currency=w.currency GROUP BY o.slug,o.name"
    )
    listed = json_list(dialect, dialect.joined(told, None))
    return f"CASE s.kind WHEN 'CONTRACT' THEN (SELECT {listed} FROM ({paid}) y) ELSE '[]' END"
