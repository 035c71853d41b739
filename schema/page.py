"""Lists in pages, after Relay's connections."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import strawberry

from schema.declare import NAMES

T = TypeVar("T")


@strawberry.type(description="Where a page of a list stands, and whether there is more.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="There is more after this page.")
    has_previous_page: bool = strawberry.field(description="There is more before this page.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first row; null on an empty page.")
    end_cursor: str | None = strawberry.field(
        description="The cursor of the last row: give it to `after` for the next page. Null on an empty page."
    )


@strawberry.type(description="A row of a list with its cursor.")
class Edge(Generic[T]):
    cursor: str = strawberry.field(description="Marks this row in this order; give it to `after` or `before`.")
    node: T = strawberry.field(description="The record.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    edges: list[Edge[T]] = strawberry.field(description="The rows with their cursors.")
    nodes: list[T] = strawberry.field(description="The rows without cursors.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    total_count: int = strawberry.field(description="How many rows fit in all pages; counted only if asked.")


class Connections:
    """What annotations call Connection: that of a kind of record, which may say more than every one does."""

    def __getitem__(self, target: type) -> Any:
        return NAMES.get(f"{target.__name__}Connection", Connection[target])  # type: ignore[valid-type]


NAMES.update(PageInfo=PageInfo, Edge=Edge, Connection=Connections())
