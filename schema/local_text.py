"""Texts in several languages: which one is given, and in whose words it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import db
import schema.codes  # noqa: F401  # a code that is a default must be known
from schema.declare import column, listed, made, one, table_column
from schema.entity import entity
from schema.kinds import Worded

if TYPE_CHECKING:
    from db.local_text import TextField, TextKind
    from schema.claim import Citation


@entity(db.LocalText, "A title, a name or a description in one language, and in whose words it is.")
class LocalText:
    field: TextField = column(db.LocalText.field, "Which text of the record it is.")
    value: str = column(db.LocalText.text, "The text.")
    language: str | None = column(
        db.LocalText.language, "Its language (ISO 639-1); null if the data set does not say in which its own words are."
    )
    kind: TextKind = column(db.LocalText.kind, "In whose words it is; only what is OFFICIAL is.")
    citation: Citation | None = one(
        "Citation", db.LocalText.citation_id, "Where it is taken from; null for the data set's own words."
    )


def text_in(title: object, description: object | None = None, *, language: object | None = None) -> Any:
    """A record's title or description in a language that the question prefers."""
    return worded(db.LocalText.text, title, description, language)


def name_in(name: object, description: object | None = None) -> Any:
    """The name or the description of a body or a place in such a language."""
    return worded(db.Name.text, name, description, None)


def worded(titles: object, title: object, description: object | None, language: object | None) -> Any:
    """The declaration of both."""
    given = {"TITLE": title, "DESCRIPTION": description}
    declared = Worded(
        {name: table_column(each) for name, each in given.items() if each is not None},
        table_column(db.LocalText.text).table,
        table_column(titles).table,
        None if language is None else table_column(language),
    )
    return made(
        declared,
        "A text of the record in the first of the languages asked for in which there is one; if there is none, or none"
        " is asked for, in the data set's own words. In one language official words come first, then those of a source,"
        " then translations. Its `language` and `kind` say what was found. Null if the record has no such text.",
        {
            "field": ("TextField", "Which text: the title or name, or the description.", "TITLE"),
            "lang": ("list[Language] | None", "The languages, the most wanted first."),
        },
    )


def texts() -> Any:
    """All other wordings of a record's texts."""
    return listed(
        "LocalText",
        db.LocalText.subject_id,
        order=[db.LocalText.id],
        field=(db.LocalText.field, "TextField | None", "Only wordings of this text."),
        lang=(db.LocalText.language, "Language | None", "Only those in this language."),
        kind=(db.LocalText.kind, "TextKind | None", "Only those in such words."),
        description="The wordings of its title and description beside its own. Names of bodies and places are `names`.",
    )
