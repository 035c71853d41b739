"""What was loaded when, and what it replaced."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import DateTime, Index, Text, UniqueConstraint
from sqlmodel import Field

from db.codes import Code
from db.columns import KEY, coded, key, language, link, linked, words
from db.table import Table

RULES = 9  # the version of what an import derives; raised whenever the same files would give other derived rows


class Dataset(Table, table=True):
    """A set of data that is loaded as a whole, with its licence."""

    derived: ClassVar[frozenset[str]] = frozenset({"revision", "imported_at", "reference"})

    name: str = Field(
        primary_key=True,
        max_length=80,
        schema_extra={"pattern": "^[a-z0-9][a-z0-9-]*$"},
        description="small letters, digits and hyphens, 80 characters at most, such as kz-extremism",
    )
    title: str = words()
    description: str = words()
    publisher: str = words()
    licence: str = words()
    url: str | None = link()
    revision: int = 0  # the last one that changed it
    imported_at: str = words()  # when that was: UTC, ISO 8601
    language: str | None = language()  # in which the titles and descriptions of its records are; none if in several
    reference: str | None = Field(default=None, sa_type=Text)  # how records are cited that rest on no source


class RecordCount(Table, table=True):
    """Derived: how many records of one kind a data set has."""

    __table_args__ = (UniqueConstraint("dataset", "type"),)

    id: int | None = key(primary=True)
    dataset: str = Field(foreign_key="dataset.name", max_length=80)
    type: str = words(ordered=True)
    count: int


class DatasetSource(Table, table=True):
    """Derived: a source that a data set brought."""

    __table_args__ = linked("dataset", "source_id")

    id: int | None = key(primary=True)
    dataset: str = Field(foreign_key="dataset.name", max_length=80)
    source_id: int = key(to="source.id", index=False)


class Revision(Table, table=True):
    """One import that changed something."""

    number: int = Field(primary_key=True)
    dataset: str = Field(foreign_key="dataset.name", index=True, max_length=80)
    digest: str = Field(max_length=64)  # sha256 of what was loaded
    imported_at: datetime = Field(sa_type=DateTime)  # UTC
    rules: int = Field(default=RULES, sa_column_kwargs={"server_default": "1"})  # by which all was derived
    loaded: str | None = words()  # by which command, and from what; null if a version did it that logged nothing new
    last_change: int = Field(default=0, sa_type=KEY, sa_column_kwargs={"server_default": "0"})  # of all until then


class ChangeKind(Code):
    """What an import did to a record."""

    ADDED = "ADDED", "The record is new."
    CHANGED = "CHANGED", "A value was replaced."
    REMOVED = "REMOVED", "The record is gone from its data set."


class Change(Table, table=True):
    """A record that an import added, changed or took away, with the values that it replaced.

    Rows are only ever added, one import after the other, so that each has a higher number than all that was there to
    be read before. A record is named by its key, which outlives it.
    """

    __table_args__ = (Index(None, "type", "id"), Index(None, "slug", "id"))

    id: int | None = key(primary=True)
    revision: int = key(to="revision.number", index=False)
    kind: ChangeKind = coded(ChangeKind)
    type: str = Field(max_length=40)
    slug: str = words(ordered=True)
    before: str | None = words()  # JSON of the replaced values; of a new record, none
    after: str | None = words()  # JSON of those in their place


class FanOut(Table, table=True):
    """Derived: how many rows the fullest list of one kind has; it prices a question before it is asked."""

    name: str = Field(primary_key=True, max_length=120)
    most: int
