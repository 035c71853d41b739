"""Which of a record's wordings answers a question that names the languages it prefers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table

from engine.arguments import Value
from engine.filters import limited
from engine.jsontext import literal
from engine.sql import Row, Statement
from schema.kinds import Worded

BEYOND = 1_000  # the place of languages that are not in the list
LEAST = 9  # how far own words come behind those of others


def best(statement: Statement, declared: Worded, owner: Row, row: Row, given: Mapping[str, Value]) -> str:
    """The best wording as `row`, for FROM.

    The first language of the list that has any wins: there the best kind, and of names the latest. Where none has,
    the record's own words win, by whoever words it in the same way.
    """
    text = str(given["field"].value)
    rows, own = [others(statement, declared, owner, text)], declared.own.get(text)
    asked, usual = [], []
    if own is not None:
        rows.append(own_words(statement, declared, owner, text))
        same = f"{statement.dialect.words(f'{row.alias}.text')} = {owner[own.name]}"
        usual = [f"CASE WHEN {same} THEN 0 ELSE 1 END"]
    found = f"({' UNION ALL '.join(rows)}) {row.alias}"
    languages = given.get("lang")
    if languages is not None and languages.value:
        wanted = statement.row()
        place = wanted["place"]
        found += f" LEFT JOIN {listed(statement, languages)} {wanted.alias} ON {wanted['value']} = {row.alias}.language"
        asked = [f"coalesce({place},{BEYOND})"]
        usual = [f"CASE WHEN {place} IS NULL THEN {each} ELSE 0 END" for each in usual]
    best_kind = (f"{row.alias}.preference", f"coalesce({row.alias}.started,'0001-01-01') DESC", f"{row.alias}.id")
    return f"{found} ORDER BY {','.join((*asked, *usual, *best_kind))} LIMIT 1"


def others(statement: Statement, declared: Worded, owner: Row, text: str) -> str:
    """What others call it."""
    table = declared.titles if text == "TITLE" else declared.table
    row = statement.row()
    of_field = f" AND {row['field']} = {literal(text)}" if "field" in table.c else ""
    columns = ",".join(row[name] for name in ("text", "language", "kind", "citation_id", "preference", "id"))
    chosen = f"{columns},{started(row, table)} AS started,{literal(text)} AS field"
    return f"SELECT {chosen} FROM {row.of(table)} WHERE {row['subject_id']} = {owner['id']}{of_field}"


def started(row: Row, table: Table) -> str:
    """Since when a wording is in use; only names say so."""
    return row["valid_from"] if "valid_from" in table.c else "NULL"


def own_words(statement: Statement, declared: Worded, owner: Row, text: str) -> str:
    """What the data set itself calls it."""
    words = owner[declared.own[text].name]
    said = f"{words} AS text,{language(statement, declared, owner)} AS language,'OWN' AS kind,NULL AS citation_id"
    return f"SELECT {said},{LEAST},0,NULL,{literal(text)} WHERE {words} IS NOT NULL"


def language(statement: Statement, declared: Worded, owner: Row) -> str:
    """The language of a record's own words."""
    return language_of_set(statement, owner["id"]) if declared.language is None else owner[declared.language.name]


def language_of_set(statement: Statement, number: str) -> str:
    """The language of the data set that brought the record with a number."""
    node, dataset = statement.row(), statement.row()
    tables = f"node {node.alias} JOIN dataset {dataset.alias} ON {dataset['name']} = {node['dataset']}"
    return f"(SELECT {dataset['language']} FROM {tables} WHERE {node['id']} = {number})"


def listed(statement: Statement, languages: Value) -> str:
    """The languages with their places in the list."""
    most = statement.limits.list_items

    def bounded(given: list[Any]) -> list[Any]:
        limited("items of a list argument", len(given), most)
        return given

    return statement.dialect.places(statement.bind(languages, "texts", bounded))
