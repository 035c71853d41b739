"""A list in the making: where its rows come from, how they are sorted, and which part of it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graphql.language import SelectionSetNode

from engine.arguments import Value
from engine.errors import LimitError, PageError
from engine.filters import conditions, related_rows
from engine.jsontext import literal
from engine.order import Order
from engine.sql import Row, Source, Statement
from schema.entity import Entity
from schema.kinds import AllOf, Many, Search

# Writes the JSON of a row: what is asked of it, and how often the operation could touch such a row.
Record = Callable[[Statement, Entity, Row, Iterable[SelectionSetNode], int], str]


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list is asked for."""

    size: int
    backwards: bool
    after: Value | None
    before: Value | None


@dataclass(slots=True)
class Page:
    """A list in the making: where its rows come from, and how they are sorted."""

    statement: Statement
    entity: Entity
    declared: Many | AllOf | Search
    parent: Row | None
    given: dict[str, Value]
    window: Window
    order: Order
    price: int
    times: int
    path: list[str]

    def rows(self, row: Row) -> Source:
        """The rows of the whole list, as `row`."""
        if not isinstance(self.declared, Many) or self.parent is None:
            source = Source(row, self.entity.table, self._only(row))
        else:
            source = related_rows(self.statement, self.declared, self.parent, row)
        chosen = self.given.get("filter")
        if chosen is not None and chosen.value is not None:
            inside, self.statement.path = self.statement.path, self.path  # the filter is the list's own
            source.wanted += conditions(self.statement, self.entity, row, chosen)
            self.statement.path = inside
        return source

    def _only(self, row: Row) -> list[str]:
        if not isinstance(self.declared, AllOf):
            return []
        found, day = [], self.given.get("on")
        if self.declared.only is not None:
            column, value = self.declared.only
            found.append(f"{row[column.name]} = {literal(value)}")
        if self.declared.lasting is not None and day is not None and day.value is not None:
            on, (start, end) = self.statement.bind(day, "date"), [row[each.name] for each in self.declared.lasting]
            found += [f"({start} IS NULL OR {start} <= {on})", f"({end} IS NULL OR {end} > {on})"]
        return found

    def limited(self, columns: set[str], look_ahead: bool) -> str:
        """The rows of this page alone; one more if it must be known whether there is more."""
        row = self.statement.row()
        source = self.rows(row)
        source.wanted += [
            self.order.beyond(self.statement, row, cursor, backwards=backwards)
            for cursor, backwards in ((self.window.after, False), (self.window.before, True))
            if cursor is not None
        ]
        order = self.order.sql(row, backwards=self.window.backwards)
        chosen = named(row, columns)
        return f"SELECT {chosen} FROM {source.sql()} ORDER BY {order} LIMIT {self.window.size + look_ahead}"


def named(row: Row, columns: set[str]) -> str:
    """Columns of a row under their own names, wherever they stand."""
    return ",".join(f"{row[column]} AS {column}" for column in sorted(columns))


def window_of(statement: Statement, given: dict[str, Value]) -> Window:
    """The part of the list that `first`, `last`, `after` and `before` name; raises PageError or LimitError."""
    sizes = {name: given[name].value for name in ("first", "last") if name in given and given[name].value is not None}
    if len(sizes) == 2:
        raise PageError("first and last are both given; ask for the front or for the back of the list")
    name, size = next(iter(sizes.items()), ("first", statement.limits.default_page))
    if size < 0:
        raise PageError(f"{name}: {size} is negative; ask for 0 to {statement.limits.page} rows")
    if size > statement.limits.page:
        most = statement.limits.page
        raise LimitError(f"rows in {name}", size, most, f"ask for {most} and follow pageInfo")
    cursors = {each: given[each] for each in ("after", "before") if each in given and given[each].value is not None}
    return Window(size, name == "last", cursors.get("after"), cursors.get("before"))
