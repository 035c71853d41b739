"""The edges along which the money goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, listed, one, subject
from schema.entity import entity
from schema.node import Node

if TYPE_CHECKING:
    from db.codes import Basis
    from schema.claim import Citation


@entity(db.FundingOverlap, "The money of two links may be the same: they are not to be added without thought.")
class FundingOverlap:
    other: FundingLink = one("FundingLink", db.FundingOverlap.other_id, "The other link.")
    basis: Basis = column(db.FundingOverlap.basis, "How we know.")
    explanation: str = column(db.FundingOverlap.explanation, "Why they may be the same, in our words.")


@entity(db.FundingLink, "Money of one record pays for another; each link says how we know.")
class FundingLink(Node):
    payer: Node = subject(db.FundingLink.payer_id, "Where the money comes from: a programme, activity or budget line.")
    payee: Node = subject(db.FundingLink.payee_id, "What it pays for: an activity, budget line, process or contract.")
    basis: Basis = column(db.FundingLink.basis, "Stated by a source, inferred, or assumed.", filter=True)
    explanation: str = column(db.FundingLink.explanation, "Why we link the two, in our words.")
    overlaps: list[FundingOverlap] = listed(
        "FundingOverlap",
        db.FundingOverlap.funding_link_id,
        order=[db.FundingOverlap.id],
        description="The links whose money may contain this one's.",
    )
    citation: Citation = one("Citation", db.FundingLink.citation_id, "The source that the link rests on.")
