"""What bodies are there for: tasks that move from one to another."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import UniqueConstraint

from db.codes import Precision
from db.columns import coded, day, interval_check, key, words
from db.node import Part


class Responsibility(Part, table=True):
    """A body had a function for a half-open interval of time."""

    owner: ClassVar[str] = "organization_id"
    listed_as: ClassVar[str] = "functions"

    __table_args__ = (
        UniqueConstraint("organization_id", "function", "valid_from"),
        interval_check("valid_from", "valid_to"),
    )

    organization_id: int = key(to="organization.id")
    function: str = words(index=True)  # a short name, the same for every body that has it
    description: str | None = words()
    valid_from: date | None = day()
    valid_from_precision: Precision | None = coded(Precision)
    valid_to: date | None = day()
    valid_to_precision: Precision | None = coded(Precision)
    citation_id: int = key(to="citation.id")
