"""What is loaded here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, listed
from schema.entity import entity

if TYPE_CHECKING:
    from schema.claim import Source


@entity(db.RecordCount, "How many records of one kind a data set has.")
class RecordCount:
    type: str = column(db.RecordCount.type, "The kind, as the type is called here.")
    count: int = column(db.RecordCount.count, "How many.")


@entity(db.Dataset, "A set of data that was loaded as a whole.")
class Dataset:
    name: str = column(db.Dataset.name, "Its short name.")
    title: str = column(db.Dataset.title, "Its title.")
    description: str = column(db.Dataset.description, "What it holds.")
    language: str | None = column(
        db.Dataset.language, "In which its records' own titles and descriptions are (ISO 639-1); null if in several."
    )
    publisher: str = column(db.Dataset.publisher, "Who put it together.")
    licence: str = column(db.Dataset.licence, "What one may do with it.")
    url: str | None = column(db.Dataset.url, "Where it is kept; null if nowhere public.")
    revision: int = column(db.Dataset.revision, "The number of the last import that changed it.")
    imported_at: str = column(db.Dataset.imported_at, "When that import was, in UTC.")
    counts: list[RecordCount] = listed(
        "RecordCount",
        db.RecordCount.dataset,
        order=[db.RecordCount.type],
        own="name",
        description="How many records of each kind it has.",
    )
    sources: list[Source] = listed(
        "Source",
        db.DatasetSource.dataset,
        db.DatasetSource.source_id,
        own="name",
        order=[db.Source.slug, db.Source.id],
        description="The sources that it brought, by their slugs; 200 at most.",
    )
