"""What is withheld: a gap is a value, with its reason."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint

from db.codes import Code, Precision
from db.columns import coded, day, key, words, words_key
from db.node import Record


class DisclosureState(Code):
    """How much is published."""

    PUBLISHED = "PUBLISHED", "All of it."
    PARTLY_PUBLISHED = "PARTLY_PUBLISHED", "Some of it."
    CLASSIFIED = "CLASSIFIED", "Withheld as secret."
    NOT_PUBLISHED = "NOT_PUBLISHED", "Not published, and no reason given."
    NOT_FOUND = "NOT_FOUND", "Looked for and not found; it may be published somewhere."


class Disclosure(Record, table=True):
    """What is published of a record as a whole, or of one of its fields (OCDS withheldInformation)."""

    __table_args__ = (UniqueConstraint("subject_id", "field_key"),)

    subject_id: int = key(to="node.id")
    field: str | None = words()
    field_key: str | None = words_key("field")  # never null, so that a record has one disclosure as a whole
    state: DisclosureState = coded(DisclosureState, index=True)
    rationale: str | None = words()
    legal_act_id: int | None = key(to="legal_act.id")
    available_on: date | None = day()
    available_on_precision: Precision | None = coded(Precision)
    citation_id: int = key(to="citation.id")
