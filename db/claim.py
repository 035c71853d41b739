"""What sources say: each figure is first a claim."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from db.codes import Code, Qualifier
from db.columns import amount, amount_order, coded, currency, decimal, key, money_checks, ordered_by, words
from db.node import Part, Record


class ClaimKind(Code):
    """What a claim speaks of."""

    AMOUNT = "AMOUNT", "A sum of money."
    COUNT = "COUNT", "A number of things."
    PERCENT = "PERCENT", "A share in per cent."
    DATE = "DATE", "When something happened."
    NAME = "NAME", "What something or somebody is called."
    STATUS = "STATUS", "What became of something."
    RELATION = "RELATION", "How two things or two figures belong together."
    QUOTE = "QUOTE", "Words that somebody is reported to have said; told here in our own."
    OPINION = "OPINION", "A judgement of whoever asserts it, not a fact."
    INFERENCE = "INFERENCE", "A conclusion of whoever asserts it, not a fact."
    CONTEXT = "CONTEXT", "Background without a figure."


class Confidence(Code):
    """How much weight the source itself gives to a claim."""

    HIGH = "HIGH", "Said plainly, or from an official document."
    MEDIUM = "MEDIUM", "Said without naming where it comes from."
    LOW = "LOW", "Said to be hearsay."


class Claim(Record, table=True):
    """One statement of one source about one record; several claims may disagree."""

    __table_args__ = (*money_checks("value"), *ordered_by("value"))

    slug_from: ClassVar[str] = "{code}"
    numbered: ClassVar[str] = "number"
    derived: ClassVar[frozenset[str]] = frozenset({"implied_rate"})

    number: int = Field(index=True)  # the order in which claims are listed
    code: str = words(unique=True)
    kind: ClaimKind = coded(ClaimKind, index=True)
    subject_id: int = key(to="node.id")
    field: str | None = words()
    printed: str | None = words()
    statement: str = words()
    value_amount: int | None = amount()
    value_currency: str | None = currency()
    value_qualifier: Qualifier = coded(Qualifier, default=Qualifier.EXACT)
    value_order: int | None = amount_order("value")
    quantity: str | None = decimal()  # of `unit`
    quantity_qualifier: Qualifier = coded(Qualifier, default=Qualifier.EXACT)
    unit: str | None = words()
    confidence: Confidence = coded(Confidence, default=Confidence.HIGH)
    asserted_by: str | None = words()  # where it is nobody of ours: "experts"
    asserter_id: int | None = key(to="node.id")
    citation_id: int = key(to="citation.id")
    via_source_id: int | None = key(to="source.id")
    implied_rate: str | None = words()  # of this claim's currency in that of the claim that it converts
    converts_id: int | None = key(to="claim.id")


class Comparison(Part, table=True):
    """A claim relates others to each other: the first is set against the second."""

    owner: ClassVar[str] = "claim_id"
    listed_as: ClassVar[str] = "compares"

    __table_args__ = (
        UniqueConstraint("claim_id", "operand_id"),
        CheckConstraint("claim_id <> operand_id", name="not_with_itself"),
    )

    claim_id: int = key(to="claim.id")
    operand_id: int = key(to="claim.id")
