"""The cells of a table as texts, whether it is a CSV file or a sheet of an Excel workbook."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from exchange.problems import Place, WrongValueError
from exchange.table.mapping import TableMapping

MOST_BYTES = 256 * 1024 * 1024  # of a workbook when it is unpacked
MOST_DIGITS = 15  # that Excel keeps of a number
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # of a sheet
CALCULATED = "≈"  # stands before a number with more digits than that
Line = tuple[int, list[str]]  # its number, and its cells


class UnreadableTableError(WrongValueError):
    """A table of which nothing can be read from some line on."""

    def __init__(self, line: int, wrong: str, mend: str) -> None:
        super().__init__(wrong, mend)
        self.line = line


def place_of(table: TableMapping, line: int, column: int, heading: str) -> Place:
    """Where a cell stands: line and column of a text, or `Sheet!B7` of a workbook."""
    if is_workbook(table):
        return Place(
            table.file, path=f"{table.sheet or 'first sheet'}!{get_column_letter(column)}{line} {heading}".strip()
        )
    return Place(table.file, line, column, heading)


def is_workbook(table: TableMapping) -> bool:
    """Whether a table is an Excel workbook, by its name."""
    return table.file.lower().endswith(".xlsx")


def lines_of(table: TableMapping, content: bytes) -> Iterator[Line]:
    """The lines of a table from that of its headings on, without empty ones; raises UnreadableTableError."""
    read = _of_workbook if is_workbook(table) else _of_text
    for number, cells in read(table, content):
        if number >= table.heading and any(cells):
            yield number, cells


def _of_text(table: TableMapping, content: bytes) -> Iterator[Line]:
    encoding = "utf-8-sig" if table.encoding.lower().replace("-", "") == "utf8" else table.encoding
    try:
        text = content.decode(encoding)
    except UnicodeError as error:
        line = content[: getattr(error, "start", 0)].count(b"\n") + 1
        raise UnreadableTableError(line, f"is not {table.encoding}", "name its encoding in the mapping") from error
    if text.lstrip()[:1] == "<":
        raise UnreadableTableError(1, "is a page of HTML", "get the table itself")
    if "\0" in text:
        raise UnreadableTableError(text[: text.index("\0")].count("\n") + 1, "has a NUL in it", "take it out")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=table.delimiter, strict=True)
    begun = 1
    try:
        for cells in reader:
            yield begun, [cell.strip() for cell in cells]
            begun = reader.line_num + 1
    except csv.Error as error:
        mend = "mend the quotation marks here, or name the delimiter in the mapping"
        raise UnreadableTableError(begun, f"cannot be read ({error})", mend) from error


def _of_workbook(table: TableMapping, content: bytes) -> Iterator[Line]:
    line = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(each.file_size for each in packed.infolist())
        if size > MOST_BYTES:
            raise UnreadableTableError(0, f"has {size} bytes when it is unpacked", "split it, or save it as CSV")
        rows = zip(_rows(table, content, values=True), _rows(table, content, values=False), strict=True)
        for line, (found, written) in enumerate(rows, 1):
            if line > MOST_ROWS or len(found) > MOST_COLUMNS:
                raise UnreadableTableError(line, "is larger than a sheet may be", "save it anew, or as CSV")
            if any(
                value is None and str(formula).startswith("=") for value, formula in zip(found, written, strict=True)
            ):
                wrong = "has a formula here without its result"
                raise UnreadableTableError(line, wrong, "open it, have it calculated, and save it")
            cells = [_shown(value) for value in found]
            while cells and not cells[-1]:
                cells.pop()
            yield line, cells
    except UnreadableTableError:
        raise
    except Exception as error:  # the library has no errors of its own
        raise UnreadableTableError(line, "is no Excel workbook", "save it as .xlsx, or as CSV") from error


def _rows(table: TableMapping, content: bytes, *, values: bool) -> Iterator[tuple[Any, ...]]:
    """The rows of the sheet: values, or formulas where there are such."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=values)
    if table.sheet and table.sheet not in book.sheetnames:
        known = ", ".join(book.sheetnames)
        raise UnreadableTableError(0, f"has no sheet {table.sheet!r}", f"name one of {known} in the mapping")
    sheet = book[table.sheet] if table.sheet else book.worksheets[0]
    sheet.reset_dimensions()  # what a file says of its size can be wrong, and would hide rows
    yield from sheet.iter_rows(values_only=True)


def _shown(value: Any) -> str:
    """A cell's value as a text; a number with more digits than Excel keeps is marked, to be refused."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float():
            text = format(Decimal(repr(value)), "f").removesuffix(".0")
            return text if len(text.strip("-0.").replace(".", "")) <= MOST_DIGITS else CALCULATED + text
    return str(value).strip()
