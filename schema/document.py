"""Documents that belong to records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, day, subject
from schema.entity import entity
from schema.local_text import text_in, texts
from schema.node import Node

if TYPE_CHECKING:
    from db.document import Availability
    from schema.local_text import LocalText
    from schema.values import PartialDate


@entity(db.Document, "A document that belongs to a record, whether it can be seen or not.")
class Document(Node):
    subject: Node = subject(db.Document.subject_id, "The record that it belongs to.")
    document_type: str = column(
        db.Document.document_type,
        "Its kind, by the list of OCDS, such as technicalSpecifications.",
        filter=True,
    )
    title: str = column(db.Document.title, "Its title, or what it is.")
    description: str | None = column(db.Document.description, "What is known of what it says, in our words.")
    text: LocalText | None = text_in(db.Document.title, db.Document.description)
    texts: list[LocalText] = texts()
    url: str | None = column(db.Document.url, "Its address on the web; null if it has none or it is not known.")
    language: str | None = column(db.Document.language, "The language it is written in (ISO 639-1).")
    availability: Availability = column(db.Document.availability, "Whether it can be seen.")
    published_on: PartialDate | None = day(db.Document.published_on, "When it was published; null if not known.")
