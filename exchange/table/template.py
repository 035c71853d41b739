"""An empty data set of one kind of record, as a table with its mapping, to be filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from db.node import Record, records
from db.table import table_of
from exchange.form import Key, form_of
from exchange.problems import one_of
from exchange.table.mapping import FILE

DATASET = """# Who says what is in the tables, and on which terms.
name: my-data
title: Title of the data set
description: What it holds.
publisher: Who puts it together
licence: CC-BY-4.0
"""
README = """Fill in {table}, a row a record, and take out of {mapping} what you have no column for. Then:

    tengetrail check .
    tengetrail import table .

Columns:

{columns}
Amounts: digits, with the sign before the decimals that {mapping} names; `unit: 1000` there means thousands. A record
with several names or amounts has a row for each, with the same {key}. Other records, such as sources, stand in tables
of their own, or in YAML files as in the data set that comes along.
"""


class TemplateError(Exception):
    """What is in the way of a template."""


def kinds() -> dict[str, type[Record]]:
    """The kinds of records that tables can have, by the names of their files."""
    return {table_of(model).name: model for model in records().values() if not model.inline}


def write_template(kind: str, folder: Path) -> list[Path]:
    """Write the files, none over one that is there; raises TemplateError, and OSError."""
    known = kinds()
    if kind not in known:
        raise TemplateError(f"{kind!r} is no kind of record; {one_of(kind, known)}")
    columns = list(_columns(known[kind]))
    table, key = f"{kind}.csv", columns[0][0]
    files = {
        "dataset.yaml": DATASET,
        table: _csv([name for name, _ in columns]),
        FILE: _mapping(table, kind, columns),
        "README.md": README.format(table=table, mapping=FILE, key=key, columns=_listed(columns)),
    }
    there = [name for name in files if (folder / name).exists()]
    if there:
        raise TemplateError(f"{', '.join(there)} is there already; name another folder")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return [folder / name for name in files]


def _columns(model: type[Record]) -> Iterator[tuple[str, Key]]:
    """The keys of a record, and those of its parts."""
    form = form_of(model)
    yield from form.keys.items()
    for name, part in form.lists.items():
        for key, made in form_of(part).keys.items():
            yield f"{name}.{key}", made


def _csv(headings: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(headings)
    return text.getvalue()


def _mapping(table: str, kind: str, columns: list[tuple[str, Key]]) -> str:
    head = f"- table: {table}\n  of: {kind}\n  group: {columns[0][0]}\n  fields:\n"
    return head + "".join(f"    {name}: {_way(name, key)}\n" for name, key in columns)


def _way(name: str, key: Key) -> str:
    if key.columns[0].endswith("_amount"):
        return f"{{amount: {name}, currency: KZT}}"
    return f"{{date: {name}}}" if key.columns[-1].endswith("_precision") else name


def _listed(columns: list[tuple[str, Key]]) -> str:
    return "".join(f"- `{name}`{' (must be there)' if key.required else ''}\n" for name, key in columns)
