"""People who speak in sources, and the posts that they hold."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import UniqueConstraint

from db.codes import Code, Precision
from db.columns import coded, day, interval_check, key, words
from db.node import Part, Record


class Person(Record, table=True):
    """A person in a public role; nothing private is kept."""

    name: str = words(ordered=True)


class Post(Part, table=True):
    """A person held a post for a half-open interval of time (ORG Post and Membership in one)."""

    owner: ClassVar[str] = "person_id"
    listed_as: ClassVar[str] = "posts"

    __table_args__ = (
        UniqueConstraint("person_id", "title", "valid_from"),
        interval_check("valid_from", "valid_to"),
    )

    person_id: int = key(to="person.id")
    title: str = words()
    organization_id: int | None = key(to="organization.id")
    territory_id: int | None = key(to="territory.id")
    valid_from: date | None = day()
    valid_from_precision: Precision | None = coded(Precision)
    valid_to: date | None = day()
    valid_to_precision: Precision | None = coded(Precision)
    citation_id: int = key(to="citation.id")


class ContributorRole(Code):
    """The part that a person has in a source."""

    AUTHOR = "AUTHOR", "Wrote it."
    CONTRIBUTOR = "CONTRIBUTOR", "Helped with it."
    SPEAKER = "SPEAKER", "Said it."


class Contributor(Part, table=True):
    """A person has a part in a source."""

    owner: ClassVar[str] = "source_id"
    listed_as: ClassVar[str] = "contributors"

    __table_args__ = (UniqueConstraint("source_id", "person_id", "role"),)

    source_id: int = key(to="source.id")
    person_id: int = key(to="person.id")
    role: ContributorRole = coded(ContributorRole)
