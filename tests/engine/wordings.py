"""Which name of a body is given, and which wording of a text, the slow way."""

from __future__ import annotations

from datetime import date
from typing import Any

from schema.entity import ENTITIES
from schema.kinds import Picked, Worded
from tests.engine.tables import Record, Row, Tables

PREFERRED = ("OFFICIAL", "TRANSLATED", "AS_PRINTED", "SHORT")  # kinds of names, the best first
LAST = 1_000  # the place of what is preferred to nothing


def worded(
    tables: Tables, declared: Worded, record: Record, field: str, lang: list[str] | None = None
) -> Record | None:
    """The best wording in the first language that has one, or else the record's own words."""
    table = declared.titles if field == "TITLE" else declared.table
    found = tables.where(table.c.subject_id, record.row["id"])
    rows: list[Row] = [{"field": field, **row} for row in found if row.get("field", field) == field]
    own = record.row[declared.own[field].name] if field in declared.own else None
    if own is not None:
        rows.append(own_words(tables, declared, record, field))

    def rank(row: Row) -> tuple[Any, ...]:
        asked = row["language"] in (lang or ())
        place = (lang or []).index(row["language"]) if asked else LAST
        started = row.get("valid_from") or date.min
        return place, not asked and row["text"] != own, row["preference"], -started.toordinal(), row["id"]

    return next((Record("LocalText", row) for row in sorted(rows, key=rank)), None)


def own_words(tables: Tables, declared: Worded, record: Record, field: str) -> Row:
    """The record's own title or description, as one wording among others."""
    named = declared.language
    language = language_of_set(tables, record.row["id"]) if named is None else record.row[named.name]
    own = {"field": field, "text": record.row[declared.own[field].name], "language": language, "kind": "OWN"}
    return {**own, "citation_id": None, "preference": LAST, "id": 0}


def language_of_set(tables: Tables, number: int) -> str | None:
    """The language of the data set that brought a record."""
    (node,) = tables.where(ENTITIES["Node"].table.c.id, number)
    (dataset,) = tables.where(ENTITIES["Dataset"].table.c.name, node["dataset"])
    language: str | None = dataset["language"]
    return language


def name_of(
    tables: Tables, declared: Picked, record: Record, on: date | None = None, lang: str | None = None
) -> str | None:
    """The name in force on a day, or else the first that was to come; without a day, the last to begin.

    Names in the data set's language go first, then those of the best kind.
    """
    if on is None and lang is None:
        current: str | None = record.row[declared.current.name]
        return current
    number = record.row[declared.own]
    own = language_of_set(tables, number) if lang is None else lang
    rows = tables.where(declared.table.c[declared.owner], number)
    rows = [row for row in rows if lang in {None, row["language"]} and not has_ended(row, on)]

    def rank(row: Row) -> tuple[Any, ...]:
        start, kind = row["valid_from"] or date.min, (row["language"] != own, PREFERRED.index(row["kind"]))
        return (kind, -start.toordinal(), row["id"]) if on is None else (kind, start > on, start, row["id"])

    return next((str(row["text"]) for row in sorted(rows, key=rank)), None)


def has_ended(row: Row, on: date | None) -> bool:
    return on is not None and row["valid_to"] is not None and bool(row["valid_to"] <= on)
