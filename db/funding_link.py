"""The edges along which the money goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint

from db.codes import Basis
from db.columns import coded, key, words
from db.node import Part, Record


class FundingLink(Record, table=True):
    """Money of one record pays for another: from a programme, activity or budget line to what it buys."""

    __table_args__ = (
        UniqueConstraint("payer_id", "payee_id"),
        CheckConstraint("payer_id <> payee_id", name="not_to_itself"),
    )

    slug_from: ClassVar[str] = "{payer}>{payee}"
    accepts: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "payer_id": ("Programme", "Activity", "BudgetLine"),
        "payee_id": ("Activity", "BudgetLine", "Process", "Tender", "Lot", "Award", "Contract"),
    }
    acyclic: ClassVar[tuple[str, ...]] = ("payer_id", "payee_id")

    payer_id: int = key(to="node.id")
    payee_id: int = key(to="node.id")
    basis: Basis = coded(Basis, index=True)
    explanation: str = words()
    citation_id: int = key(to="citation.id")


class FundingOverlap(Part, table=True):
    """The money of one link may be contained in that of another: they are not to be added without thought."""

    owner: ClassVar[str] = "funding_link_id"
    listed_as: ClassVar[str] = "overlaps"

    __table_args__ = (
        UniqueConstraint("funding_link_id", "other_id"),
        CheckConstraint("funding_link_id <> other_id", name="not_with_itself"),
    )

    funding_link_id: int = key(to="funding_link.id")
    other_id: int = key(to="funding_link.id")
    basis: Basis = coded(Basis, default=Basis.ASSUMED)
    explanation: str = words()
