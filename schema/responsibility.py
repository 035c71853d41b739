"""What bodies are there for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, day, one
from schema.entity import entity

if TYPE_CHECKING:
    from schema.claim import Citation
    from schema.organization import Organization
    from schema.values import PartialDate


@entity(db.Responsibility, "A task that a body had for a time; tasks move from one body to another.")
class Responsibility:
    organization: Organization = one("Organization", db.Responsibility.organization_id, "The body.")
    function: str = column(db.Responsibility.function, "The task, by a short name that is the same for every body.")
    description: str | None = column(db.Responsibility.description, "What that means, in our words.")
    from_: PartialDate | None = day(db.Responsibility.valid_from, "The first day; null if not known.")
    to: PartialDate | None = day(
        db.Responsibility.valid_to, "The first day that it no longer had it; null if it still has."
    )
    citation: Citation = one("Citation", db.Responsibility.citation_id, "Where this is taken from.")
