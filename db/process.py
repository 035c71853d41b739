"""Contracting processes: everything from a plan to buy to the last payment (OCDS)."""

from __future__ import annotations

from db.columns import key, words
from db.node import Record


class Process(Record, table=True):
    """One contracting process; it has at most one tender, and may have none."""

    ocid: str | None = words(unique=True)
    title: str = words(ordered=True)
    description: str | None = words()
    buyer_id: int | None = key(to="organization.id")
    procuring_entity_id: int | None = key(to="organization.id")
    territory_id: int | None = key(to="territory.id")
