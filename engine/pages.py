"""Lists: connections in pages, and short plain ones. First the page, then the JSON of its rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graphql.language import SelectionSetNode
from sqlalchemy import Table

from engine.arguments import Value
from engine.fields import Asked
from engine.filters import related_rows
from engine.groups import groups_of, sum_of
from engine.jsontext import code, json_list, json_object, literal, summed, type_name
from engine.order import order_of
from engine.page import Page, Record, named, window_of
from engine.sql import Row, Statement
from schema.entity import ENTITIES, Entity
from schema.kinds import AllOf, Chain, Listed, Many

LIST_CAP = 200
LONGEST_CHAIN = 20


def connection(
    statement: Statement, owner: Entity, declared: Many, parent: Row, asked: Asked, times: int, record: Record
) -> str:
    """The JSON of a connection below a record."""
    return page_of(statement, owner.name, declared, parent, asked, times, record)


def page_of(
    statement: Statement,
    owner: str,
    declared: Many | AllOf,
    parent: Row | None,
    asked: Asked,
    times: int,
    record: Record,
) -> str:
    """The JSON of one page of a list."""
    given = statement.arguments(owner, asked)
    entity = ENTITIES[declared.target]
    window = window_of(statement, given)
    most = statement.fan_outs.get(f"{owner}.{asked.name}", window.size)
    page = Page(
        statement,
        entity,
        declared,
        parent,
        given,
        window,
        order_of(entity, given.get("orderBy"), newest_first=isinstance(declared, Many) and declared.newest_first),
        times * min(window.size, most),
        times,
        list(statement.path),
    )
    fields = statement.collector.collect(f"{entity.name}Connection", asked.selections)
    return Writer(page, fields, record, *rows_of(statement)).json()


def rows_of(statement: Statement) -> tuple[Row, Row]:
    """The row whose fields are asked, and the one that stands for it in a page: the same, or only its number."""
    row = statement.row()
    return row, statement.row() if statement.dialect.looks_up else row


def looked_up(row: Row, listed: Row, table: Table) -> str:
    """The rows themselves beside the numbers in a page, in its order; nothing if the page has all that is used."""
    if listed is row or not row.used:
        return ""
    return f" CROSS JOIN {row.of(table)} WHERE {row['id']} = {listed['id']}"


@dataclass(slots=True)
class Writer:
    """Writes the fields that are asked of a page."""

    page: Page
    fields: dict[str, Asked]
    record: Record
    row: Row
    listed: Row

    def json(self) -> str:
        """One object; the page is read only if something of its rows is asked."""
        json = json_object(self.page.statement, self.fields, self.field)
        if not self.asks("nodes", "edges", "pageInfo"):
            return json
        self.page.statement.charge(self.page.price)
        if not self.asks("nodes", "edges"):  # counting makes one answer of the page where nothing sums up its rows
            json = f"CASE WHEN count(*) >= 0 THEN {json} END"
        rows = looked_up(self.row, self.listed, self.page.entity.table)
        return summed(self.page.statement.dialect, json, f"({self.rows()}) {self.listed.alias}{rows}")

    def asks(self, *names: str) -> bool:
        """Whether one of the connection's fields is asked."""
        return not {asked.name for asked in self.fields.values()}.isdisjoint(names)

    @property
    def numbered(self) -> bool:
        """Whether it must be known which row is the last of the page."""
        return self.asks("pageInfo")

    def rows(self) -> str:
        """The rows of the page, numbered if that must be known."""
        columns = {key.column for key in self.page.order.keys} | self.listed.used - {"place", "rows"}
        rows = self.page.limited(columns, self.numbered)
        if self.numbered:
            inner = self.page.statement.row()
            order = self.page.order.sql(inner, backwards=self.page.window.backwards)
            rows = (
                f"SELECT {inner.alias}.*,row_number() OVER (ORDER BY {order}) AS place,"
                f"count(*) OVER () AS rows FROM ({rows}) {inner.alias}"
            )
        return rows

    def field(self, asked: Asked) -> str:
        """The JSON of one field of the connection."""
        match asked.name:
            case "nodes":
                return self.list(self.node(asked.selections))
            case "edges":
                return self.list(self.edge(asked))
            case "pageInfo":
                return self.page_info(asked)
            case "totalCount":
                source = self.page.rows(self.page.statement.row())
                return f"(SELECT {self.page.statement.dialect.number('count(*)')} FROM {source.sql()})"
            case "sum":
                return sum_of(self.page, asked)
            case "groups":
                return groups_of(self.page, asked, self.record)
            case _:
                return type_name(f"{self.page.entity.name}Connection")

    def node(self, selections: Iterable[SelectionSetNode]) -> str:
        return self.record(self.page.statement, self.page.entity, self.row, selections, self.page.price)

    def list(self, json: str) -> str:
        """The rows of the page as a list, without the one that was read ahead."""
        shown = f"{self.listed['place']} <= {self.page.window.size}" if self.numbered else None
        order = self.page.order.sql(self.listed) if self.numbered or self.page.window.backwards else None
        return json_list(self.page.statement.dialect, self.page.statement.dialect.joined(json, order, shown))

    def edge(self, asked: Asked) -> str:
        """One edge."""
        name = f"{self.page.entity.name}Edge"
        cursor = code(self.page.order.cursor(self.page.statement, self.listed))

        def field(each: Asked) -> str:
            if each.name == "node":
                return self.node(each.selections)
            return cursor if each.name == "cursor" else type_name(name)

        return json_object(self.page.statement, self.page.statement.collector.collect(name, asked.selections), field)

    def page_info(self, asked: Asked) -> str:
        """Whether there is more, and the cursors of both ends."""
        window, dialect = self.page.window, self.page.statement.dialect
        place, rows, size = self.listed["place"], self.listed["rows"], window.size
        more = f"CASE WHEN count(*) > {size} THEN 'true' ELSE 'false' END"
        behind = literal("true" if (window.before if window.backwards else window.after) is not None else "false")
        ends = {
            False: f"{place} = 1 AND {size} > 0",
            True: f"{place} <= {size} AND ({place} = {size} OR {place} = {rows})",
        }

        def cursor(last: bool) -> str:
            marked = self.page.order.cursor(self.page.statement, self.listed)
            return dialect.quoted(f"max({marked}) FILTER (WHERE {ends[last != window.backwards]})")

        written = {
            "hasNextPage": lambda: behind if window.backwards else more,
            "hasPreviousPage": lambda: more if window.backwards else behind,
            "startCursor": lambda: cursor(False),
            "endCursor": lambda: cursor(True),
            "__typename": lambda: type_name("PageInfo"),
        }
        parts = self.page.statement.collector.collect("PageInfo", asked.selections)
        return json_object(self.page.statement, parts, lambda each: written[each.name]())


def plain_list(
    statement: Statement, owner: str, declared: Listed, parent: Row, asked: Asked, times: int, record: Record
) -> str:
    """The JSON of a short list, in its own order, chosen by its arguments."""
    entity, inner = ENTITIES[declared.target], statement.row()
    row, listed = rows_of(statement)
    given = statement.arguments(owner, asked)
    most = min(LIST_CAP, statement.fan_outs.get(f"{owner}.{asked.name}", LIST_CAP))
    statement.charge(times * most)
    source = related_rows(statement, declared, parent, inner)
    source.wanted += [
        chosen_by(statement, inner[column.name], given[name])
        for name, column in declared.where.items()
        if name in given and given[name].value is not None
    ]
    json = json_list(
        statement.dialect,
        statement.dialect.joined(record(statement, entity, row, asked.selections, times * most), None),
    )
    order = ",".join(inner[column.name] for column in declared.order)
    chosen = named(inner, {"id"} | listed.used)
    rows = f"SELECT {chosen} FROM {source.sql()} ORDER BY {order} LIMIT {LIST_CAP}"
    return summed(statement.dialect, json, f"({rows}) {listed.alias}{looked_up(row, listed, entity.table)}")


def chosen_by(statement: Statement, expression: str, given: Value) -> str:
    """Whether a column has the value of an argument; flags are part of the statement."""
    if isinstance(given.value, bool):
        return expression if given.value else f"NOT {expression}"
    return f"{expression} = {statement.bind(given, 'text')}"


def chain(statement: Statement, declared: Chain, parent: Row, asked: Asked, times: int, record: Record) -> str:
    """The JSON of the rows that lead on from a record's own, in their order."""
    entity, row, way, step = ENTITIES[declared.target], statement.row(), statement.row(), statement.row()
    statement.charge(times * LONGEST_CHAIN)
    json = record(statement, entity, row, asked.selections, times * LONGEST_CHAIN)
    steps = f"way {way.alias} JOIN {step.of(entity.table)} ON {step['id']} = {way['id']}"
    bound = f"{step[declared.next.name]} IS NOT NULL AND {way['place']} < {LONGEST_CHAIN}"
    onward = f"SELECT {step[declared.next.name]},{way['place']}+1 FROM {steps} WHERE {bound}"
    climbed = f"WITH RECURSIVE way(id,place) AS (SELECT {parent['id']},0 UNION ALL {onward})"
    chosen = ",".join([f"{way['place']} AS place", *(f"{step[name]} AS {name}" for name in sorted(row.used))])
    listed = json_list(statement.dialect, statement.dialect.joined(json, f"{row.alias}.place"))
    return f"(SELECT {listed} FROM ({climbed} SELECT {chosen} FROM {steps}) {row.alias})"
