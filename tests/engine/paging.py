"""The part of a list that a client asks for, as Relay's connections have it, the slow way."""

from __future__ import annotations

from typing import Any

from tests.engine.tables import Order, Record, Row

USUAL_PAGE = 20


def part_of(
    records: list[Record],
    order: Order,
    *,
    first: int | None = None,
    last: int | None = None,
    after: str | None = None,
    before: str | None = None,
    **_: Any,
) -> Row:
    """One page of a sorted list."""
    total, records = len(records), order.sort(records)
    if after is not None:
        records = [each for each in records if order.is_beyond(each, after)]
    if before is not None:
        records = [each for each in records if not order.is_beyond(each, before) and order.cursor(each) != before]
    size = first if first is not None else last if last is not None else USUAL_PAGE
    shown = records[:size] if last is None else records[len(records) - min(size, len(records)) :]
    edges = [{"cursor": order.cursor(each), "node": each} for each in shown]
    return {
        "nodes": shown,
        "edges": edges,
        "totalCount": total,
        "pageInfo": {
            "hasNextPage": len(records) > size if last is None else before is not None,
            "hasPreviousPage": len(records) > size if last is not None else after is not None,
            "startCursor": edges[0]["cursor"] if edges else None,
            "endCursor": edges[-1]["cursor"] if edges else None,
        },
    }
