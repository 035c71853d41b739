"""Documents that belong to records (OCDS documents)."""

from __future__ import annotations

from datetime import date

from db.codes import Code, Precision
from db.columns import coded, day, key, language, link, words
from db.node import Record


class Availability(Code):
    """Whether a document can be seen."""

    PUBLISHED = "PUBLISHED", "Anybody can see it."
    QUOTED = "QUOTED", "Only what a source quotes of it can be seen."
    NOT_PUBLISHED = "NOT_PUBLISHED", "It exists and is not shown."
    NOT_FOUND = "NOT_FOUND", "It was looked for and not found."
    UNKNOWN = "UNKNOWN", "Nothing is known of it."


class Document(Record, table=True):
    """One document of a process, tender, lot, award, contract or any other record."""

    subject_id: int = key(to="node.id")
    document_type: str = words(index=True)  # a code of the OCDS documentType list, or the publisher's own
    title: str = words()
    description: str | None = words()
    url: str | None = link()
    language: str | None = language()
    availability: Availability = coded(Availability, default=Availability.UNKNOWN)
    published_on: date | None = day()
    published_on_precision: Precision | None = coded(Precision)
