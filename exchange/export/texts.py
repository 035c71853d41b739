"""Formats that are text, written line by line: JSON lines, and values with commas between.

The first lines tell what the file holds, the last one how many rows there were and the sha256 of all before it: a file
without that line was cut off.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import orjson

from exchange.export.export import Export
from exchange.export.shape import Kind
from exchange.export.sum import Sum, lines
from exchange.export.table import rows_of

FORMULA = frozenset("=+-@\t\r")  # what a spreadsheet takes for the beginning of one


def json_lines(export: Export) -> Iterator[bytes]:
    """A line for each record, as an answer has it; the first line is `{"about": ...}`, the last `{"end": ...}`."""
    done = Sum()
    yield done.add(orjson.dumps({"about": export.about}) + b"\n")
    for some in export.texts:
        yield done.add(lines(some), len(some))
    yield orjson.dumps({"end": done.told()}) + b"\n"


def comma_separated(export: Export) -> Iterator[bytes]:
    """A row for each record beneath a row of headings; lines that begin with `#` tell what the file holds.

    A text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    done, cells = Sum(), export.shape.cells
    text = io.StringIO()
    write = csv.writer(text, lineterminator="\n")
    guarded = [place for place, cell in enumerate(cells) if cell.kind in {Kind.TEXT, Kind.SLUGS}]
    head = "".join(f"# {line}\n" for line in lines_about(export))
    write.writerow([cell.name for cell in cells])
    yield done.add(head.encode() + _taken(text))
    for some in rows_of(export.texts, cells):
        for row in some:
            for place in guarded:
                if (value := row[place]) and value[0] in FORMULA:
                    row[place] = f"'{value}"
        write.writerows(some)
        yield done.add(_taken(text), len(some))
    yield f"# {done.rows} rows; sha256 of all lines before: {done.sha256}\n".encode()


def lines_about(export: Export) -> Iterator[str]:
    """What a file tells of itself, as lines."""
    for name, value in export.about.items():
        if name == "datasets":
            for each in value:
                yield ", ".join(f"{key}: {told}" for key, told in each.items() if told is not None).replace("\n", " ")
        elif value is not None:
            yield f"{name}: {value if isinstance(value, str | int) else orjson.dumps(value).decode()}"


def _taken(text: io.StringIO) -> bytes:
    written = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return written
