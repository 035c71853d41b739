"""What became of tenders, lots and contracts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import db
from schema.declare import column, day, listed, one
from schema.entity import entity

if TYPE_CHECKING:
    from schema.claim import Citation
    from schema.values import PartialDate


@entity(db.StatusEvent, "A step in the life of a tender, lot, award or contract.")
class StatusEvent:
    status_before: str | None = column(db.StatusEvent.status_before, "Where it stood before; null if not known.")
    status_after: str = column(db.StatusEvent.status_after, "Where it stood after, or what its publisher calls that.")
    reason: str | None = column(db.StatusEvent.reason, "Why, in our words; null if the source does not say.")
    occurred_on: PartialDate | None = day(db.StatusEvent.occurred_on, "When, as far as it is known.")
    citation: Citation = one("Citation", db.StatusEvent.citation_id, "Where this is taken from.")


def status_events() -> Any:
    """The steps of a record."""
    return listed(
        "StatusEvent", db.StatusEvent.subject_id, order=[db.StatusEvent.id], description="What became of it, in steps."
    )
