"""Where every figure comes from: sources, and the places in them that are cited."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import UniqueConstraint

from db.codes import Code, Precision
from db.columns import coded, day, day_order, key, language, link, ordered_by, words
from db.node import Record


class SourceKind(Code):
    """What kind of thing a source is."""

    ARTICLE = "ARTICLE", "A piece in a newspaper, a magazine or on a news site."
    LEGAL_ACT = "LEGAL_ACT", "A law, decree, resolution or order."
    DATASET = "DATASET", "Figures published as data."
    PORTAL = "PORTAL", "A site that publishes records, such as a procurement portal."
    BOOK = "BOOK", "A book or monograph."
    SPEECH = "SPEECH", "Words said in public."


class Source(Record, table=True):
    """Something published that can be cited."""

    __table_args__ = ordered_by("published_on")

    kind: SourceKind = coded(SourceKind)
    title: str = words(ordered=True)
    publisher: str | None = words()
    url: str | None = link()
    language: str | None = language()
    licence_note: str | None = words()
    funder_id: int | None = key(to="organization.id")
    funding_project: str | None = words()
    published_on: date | None = day()
    published_on_precision: Precision | None = coded(Precision)
    published_on_order: date | None = day_order("published_on")
    accessed_on: date | None = day()
    accessed_on_precision: Precision | None = coded(Precision)


class Citation(Record, table=True):
    """One place in a source, such as a line or a paragraph."""

    __table_args__ = (UniqueConstraint("source_id", "locator"),)

    slug_from: ClassVar[str] = "{source}#{locator}"
    inline: ClassVar[bool] = True

    source_id: int = key(to="source.id")
    locator: str = words()
