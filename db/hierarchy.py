"""Which body or place belonged to which, and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint

from db.codes import Precision
from db.columns import coded, day, interval_check, key
from db.node import Part


class Membership(Part, table=True):
    """One body or place was a part of another for a half-open interval of time (ORG subOrganizationOf)."""

    owner: ClassVar[str] = "child_id"
    listed_as: ClassVar[str] = "parents"
    accepts: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "child_id": ("Organization", "Territory"),
        "parent_id": ("Organization", "Territory"),
    }
    acyclic: ClassVar[tuple[str, ...]] = ("child_id", "parent_id")

    __table_args__ = (
        UniqueConstraint("child_id", "parent_id", "valid_from"),
        CheckConstraint("child_id <> parent_id", name="not_its_own_parent"),
        interval_check("valid_from", "valid_to"),
    )

    child_id: int = key(to="node.id")
    parent_id: int = key(to="node.id")
    valid_from: date | None = day()
    valid_from_precision: Precision | None = coded(Precision)
    valid_to: date | None = day()
    valid_to_precision: Precision | None = coded(Precision)
    citation_id: int | None = key(to="citation.id")
