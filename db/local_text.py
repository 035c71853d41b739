"""Titles and descriptions in other languages than the data set's own, or in better words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from sqlalchemy import Computed, Integer, UniqueConstraint
from sqlmodel import Field

from db.codes import Code
from db.columns import coded, key, language, words
from db.node import Part


class TextField(Code):
    """Which text of a record is meant."""

    TITLE = "TITLE", "Its title; of a body or a place, its name."
    DESCRIPTION = "DESCRIPTION", "What it is, in some sentences."


class TextKind(Code):
    """Whose words a text is in, the best first."""

    OFFICIAL = "OFFICIAL", "As the law, the statute or the publisher itself words it."
    AS_PRINTED = "AS_PRINTED", "As one source prints it, right or not."
    TRANSLATED = "TRANSLATED", "A translation that is not itself official."
    SHORT = "SHORT", "An abbreviation or short form in use."
    OWN = "OWN", "In the words of those who made the data set; not official."


PREFERENCE = f"CASE kind {' '.join(f'''WHEN '{kind}' THEN {place}''' for place, kind in enumerate(TextKind))} END"


class LocalText(Part, table=True):
    """One wording of a record's title or description, in one language."""

    owner: ClassVar[str] = "subject_id"
    listed_as: ClassVar[str] = "texts"
    accepts: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "subject_id": (
            *("Activity", "Award", "BudgetLine", "Contract", "Document", "LegalAct", "Lot", "Organization"),
            *("Process", "Programme", "ProgrammeVersion", "Source", "Tender", "Territory"),
        )
    }

    __table_args__ = (UniqueConstraint("subject_id", "field", "language", "kind", "text"),)

    subject_id: int = key(to="node.id", index=False)  # the unique key begins with it
    field: TextField = coded(TextField, default=TextField.TITLE)
    text: str = words()
    language: str = language()
    kind: TextKind = coded(TextKind)
    preference: int | None = Field(
        default=None, nullable=False, sa_type=Integer, sa_column_args=[Computed(PREFERENCE, persisted=True)]
    )
    citation_id: int | None = key(to="citation.id")
