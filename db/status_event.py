"""What became of tenders, lots and contracts, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from db.codes import Precision
from db.columns import coded, day, key, words
from db.node import Part


class StatusEvent(Part, table=True):
    """One change of status, in the words of the codelist or of the publisher."""

    owner: ClassVar[str] = "subject_id"
    listed_as: ClassVar[str] = "status_events"
    accepts: ClassVar[Mapping[str, tuple[str, ...]]] = {"subject_id": ("Tender", "Lot", "Award", "Contract")}

    subject_id: int = key(to="node.id")
    status_before: str | None = words()
    status_after: str = words()
    reason: str | None = words()
    occurred_on: date | None = day()
    occurred_on_precision: Precision | None = coded(Precision)
    citation_id: int = key(to="citation.id")
