"""Files of lists, read as others would read them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import openpyxl
from pyarrow import BufferReader, parquet

from db.snapshot import snapshot
from engine.vocabulary import Vocabulary
from exchange.export.export import Wanted, exported
from exchange.export.formats import FORMATS
from exchange.export.shape import Cell, Kind, sets, shape
from schema.entity import ENTITIES
from schema.public import core

VOCABULARY = Vocabulary(core(), ENTITIES)
Table = tuple[list[str], list[list[Any]]]


def written(database_url: str, wanted: Wanted, suffix: str) -> bytes:
    """The file of a list."""
    with snapshot(database_url) as state:
        return b"".join(FORMATS[suffix].write(exported(state, wanted, VOCABULARY)))


def cells(name: str) -> tuple[Cell, ...]:
    """The columns of a list."""
    return shape(VOCABULARY.schema, sets()[name]).cells


def json_lines(file: bytes) -> tuple[dict[str, Any], list[dict[str, Any]], dict[str, Any]]:
    """What the file tells of itself, its records, and its end; the sum must be right."""
    *before, last = file.splitlines(keepends=True)
    about, *records = [json.loads(line) for line in before]
    end = json.loads(last)["end"]
    assert end == {"rows": len(records), "sha256": hashlib.sha256(b"".join(before)).hexdigest()}
    return about["about"], records, end


def comma_separated(file: bytes) -> Table:
    """Headings and rows; the sum must be right."""
    before, _, last = file[:-1].rpartition(b"\n")
    before += b"\n"
    while before.startswith(b"# "):
        before = before.partition(b"\n")[2]
    headings, *rows = csv.reader(io.StringIO(before.decode(), newline=""))
    told = file[: -len(last) - 1]
    assert last.decode() == f"# {len(rows)} rows; sha256 of all lines before: {hashlib.sha256(told).hexdigest()}"
    return headings, [[value or None for value in row] for row in rows]


def workbook(file: bytes) -> tuple[Table, list[str]]:
    """Headings and rows of all sheets but the last, and the lines of that."""
    book = openpyxl.load_workbook(io.BytesIO(file), read_only=True)
    *sheets, about = book.worksheets
    found = [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in sheets]
    assert {tuple(rows[0]) for rows in found} == {tuple(found[0][0])}
    return (found[0][0], [row for rows in found for row in rows[1:]]), [
        row[0] for row in about.iter_rows(values_only=True)
    ]


def of_parquet(file: bytes) -> tuple[Table, dict[str, Any]]:
    """Headings and rows, and what its metadata tell."""
    table = parquet.read_table(BufferReader(file))
    metadata = parquet.read_metadata(BufferReader(file)).metadata
    rows = [list(row.values()) for row in table.to_pylist()]
    return (table.column_names, rows), {name: json.loads(metadata[name.encode()]) for name in ("about", "end")}


def flat(record: dict[str, Any], columns: tuple[Cell, ...]) -> Iterator[Any]:
    """The values of a record's columns, each found by its heading; decimals as such."""
    for cell in columns:
        value: Any = record
        for name in cell.name.split("."):
            value = None if value is None else value[name]
        if cell.kind is Kind.DECIMAL and value is not None:
            value = Decimal(value)
        elif cell.kind is Kind.SLUGS:
            listed = value["nodes"] if isinstance(value, dict) else value
            value = "; ".join(each["slug"] for each in listed) or None
        elif cell.kind is Kind.PARTS:
            value = value or None
        yield value
