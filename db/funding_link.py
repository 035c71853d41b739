"""The edges along which the money goes."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint

from db.codes import Basis
from db.columns import coded, key, words
from db.node import Record


class FundingLink(Record, table=True):
    """Money of one record pays for another: from a programme, activity or budget line to what it buys."""

    __table_args__ = (
        UniqueConstraint("payer_id", "payee_id"),
        CheckConstraint("payer_id <> payee_id", name="not_to_itself"),
    )

    payer_id: int = key(to="node.id")
    payee_id: int = key(to="node.id")
    basis: Basis = coded(Basis, index=True)
    explanation: str = words()
    citation_id: int = key(to="citation.id")
