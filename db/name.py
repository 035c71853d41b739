"""Names with the time in which they were valid: identity is not a name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from sqlalchemy import Computed, Integer, UniqueConstraint
from sqlmodel import Field

from db.codes import Code, Precision
from db.columns import coded, day, interval_check, key, language, words
from db.node import Part


class NameKind(Code):
    """What kind of name it is."""

    OFFICIAL = "OFFICIAL", "The name in force by law or statute."
    SHORT = "SHORT", "An abbreviation or short form in use."
    TRANSLATED = "TRANSLATED", "A translation that is not itself official."
    AS_PRINTED = "AS_PRINTED", "As one source prints it, right or not."


PREFERENCE = "CASE kind WHEN 'OFFICIAL' THEN 0 WHEN 'TRANSLATED' THEN 1 WHEN 'AS_PRINTED' THEN 2 ELSE 3 END"


class Name(Part, table=True):
    """One name of an organization or a territory, in one language, for a half-open interval of time."""

    owner: ClassVar[str] = "subject_id"
    listed_as: ClassVar[str] = "names"
    accepts: ClassVar[Mapping[str, tuple[str, ...]]] = {"subject_id": ("Organization", "Territory")}
    disjoint: ClassVar[tuple[str, ...]] = ("subject_id", "kind", "language")
    disjoint_if: ClassVar[Mapping[str, object]] = {"kind": NameKind.OFFICIAL}

    __table_args__ = (
        UniqueConstraint("subject_id", "kind", "language", "text", "valid_from"),
        interval_check("valid_from", "valid_to"),
    )

    subject_id: int = key(to="node.id")
    text: str = words(index=True)
    language: str = language()
    kind: NameKind = coded(NameKind)
    preference: int | None = Field(
        default=None, nullable=False, sa_type=Integer, sa_column_args=[Computed(PREFERENCE, persisted=True)]
    )
    valid_from: date | None = day()
    valid_from_precision: Precision | None = coded(Precision)
    valid_to: date | None = day()
    valid_to_precision: Precision | None = coded(Precision)
    citation_id: int | None = key(to="citation.id")
