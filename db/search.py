"""Derived: what is searched, an index of words over every name, title, number and printed figure.

A text stands here once for all records of a kind that share it, as titles do by the thousand. References are not
checked by the database: the rows are many, made as a whole, and nobody else writes them.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from db.codes import Code
from db.columns import KEY, coded, words
from db.table import Table

SERIAL_BITS, KIND_BITS = 32, 5


class SearchField(Code):
    """Where in a record the words of a search were found."""

    NAME = "NAME", "A name of a body, a place or a person."
    TITLE = "TITLE", "A title, in any language."
    FORMER_NAME = "FORMER_NAME", "A name that was later replaced by another."
    IDENTIFIER = "IDENTIFIER", "A number or code by which a register or a publisher knows the record, such as a BIN."
    PRINTED = "PRINTED", "The words that a source prints."
    AMOUNT = "AMOUNT", "An amount that a source prints, in digits."
    DESCRIPTION = "DESCRIPTION", "A description, a statement or an explanation; its first 500 letters."


class SearchKind(Code):
    """A kind of record that search finds. New ones come last: their places are part of the numbers of texts."""

    PROGRAMME = "PROGRAMME", "Programmes."
    PROGRAMME_VERSION = "PROGRAMME_VERSION", "Versions of programmes."
    ACTIVITY = "ACTIVITY", "Items of action plans."
    BUDGET_LINE = "BUDGET_LINE", "Budget lines."
    ORGANIZATION = "ORGANIZATION", "Bodies, buyers and suppliers alike."
    TERRITORY = "TERRITORY", "Places."
    PROCESS = "PROCESS", "Contracting processes."
    TENDER = "TENDER", "Tenders."
    LOT = "LOT", "Lots."
    AWARD = "AWARD", "Awards."
    CONTRACT = "CONTRACT", "Contracts."
    TRANSACTION = "TRANSACTION", "Payments, by the publisher's number."
    CLAIM = "CLAIM", "Claims of sources, with every figure that they print."
    FINDING = "FINDING", "Contradictions and doubts."
    SOURCE = "SOURCE", "Sources."
    DOCUMENT = "DOCUMENT", "Documents."
    LEGAL_ACT = "LEGAL_ACT", "Legal acts."
    PERSON = "PERSON", "People who have a part in a source, or speak in one."
    OBJECTIVE = "OBJECTIVE", "Goals and measures of programmes."
    OBSERVATION = "OBSERVATION", "Numbers that are not money."
    CHANGE_EVENT = "CHANGE_EVENT", "Changes of bodies and places."


def number() -> Any:
    """A number that is no row's own."""
    return Field(sa_type=KEY)


def number_in_key() -> Any:
    """A part of a key."""
    return Field(sa_type=KEY, primary_key=True, sa_column_kwargs={"autoincrement": False})


class SearchText(Table, table=True):
    """A text that is searched.

    Its number sorts texts by what a hit is worth: by field and length, then by kind, then in the order of coming.
    """

    __table_args__ = (UniqueConstraint("kind", "field", "text"),)

    id: int = number_in_key()
    kind: SearchKind = coded(SearchKind)
    field: SearchField = coded(SearchField)
    text: str = words()
    folded: str = words()  # its words in one spelling, with spaces between and around them


class SearchWord(Table, table=True):
    """A word in one spelling, and in how many texts it stands."""

    id: int | None = Field(default=None, sa_type=KEY, primary_key=True)
    text: str = words(unique=True, ordered=True)
    uses: int = 0


class SearchPosting(Table, table=True):
    """A word stands in a text."""

    __table_args__: ClassVar[dict[str, Any]] = {"sqlite_with_rowid": False}

    word_id: int = number_in_key()
    text_id: int = number_in_key()


class SearchPlace(Table, table=True):
    """A text is a record's."""

    __table_args__ = (Index(None, "node_id", "text_id"), {"sqlite_with_rowid": False})

    text_id: int = number_in_key()
    node_id: int = number_in_key()
