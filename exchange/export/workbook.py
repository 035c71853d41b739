"""Excel workbooks: rows on sheets, exact amounts as text beside numbers that can be added up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any

import xlsxwriter

from exchange.export.export import Export
from exchange.export.files import pieces
from exchange.export.shape import Cell, Kind
from exchange.export.sum import Sum
from exchange.export.table import rows_of
from exchange.export.texts import lines_about

MOST_ROWS = 1_048_575  # of a sheet, beneath its headings
MOST_LETTERS = 32_767  # of a cell
CUT = " [cut off: an Excel cell holds no more]"
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
ALWAYS = datetime(2000, 1, 1)  # noqa: DTZ001  # the same rows give the same bytes, whenever they are written


def workbook(export: Export) -> Iterator[bytes]:
    """A sheet of records, another one where it is full, and a sheet that tells what the file holds.

    An amount stands twice: as text, exact, and as a number, which Excel keeps to 15 digits.
    """
    with TemporaryFile() as file:
        with xlsxwriter.Workbook(file, OPTIONS) as book:
            book.set_properties({"title": export.wanted.name, "created": ALWAYS})
            told = _write(book, export)
            about = book.add_worksheet("about")
            for line, text in enumerate([*lines_about(export), *told]):
                about.write_string(line, 0, text)
        file.seek(0)
        yield from pieces(file)


def _write(book: Any, export: Export) -> list[str]:
    """Write the records; what is to be said of their number."""
    cells, done, count = export.shape.cells, Sum(), 0
    sheet: Any = None
    for some in rows_of(done.of_lines(export.texts), cells):
        for row in some:
            if count % MOST_ROWS == 0:
                sheet = _sheet(book, export, count // MOST_ROWS + 1)
            _write_row(sheet, count % MOST_ROWS + 1, row, cells)
            count += 1
    if sheet is None:
        _sheet(book, export, 1)
    return [f"rows: {done.rows}", f"sha256 of the rows as JSON lines: {done.sha256}"]


def _sheet(book: Any, export: Export, number: int) -> Any:
    sheet = book.add_worksheet(export.wanted.name if number == 1 else f"{export.wanted.name} {number}")
    sheet.freeze_panes(1, 0)
    headings = [heading for cell in export.shape.cells for heading in _headings(cell)]
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading)
    return sheet


def _headings(cell: Cell) -> tuple[str, ...]:
    return (cell.name, f"{cell.name} (number)") if cell.kind is Kind.DECIMAL else (cell.name,)


def _write_row(sheet: Any, line: int, row: list[Any], cells: tuple[Cell, ...]) -> None:
    column = 0
    for value, cell in zip(row, cells, strict=True):
        if value is not None:
            if cell.kind is Kind.WHOLE:
                sheet.write_number(line, column, int(value))
            elif cell.kind is Kind.FLAG:
                sheet.write_boolean(line, column, value)
            else:
                sheet.write_string(line, column, _short(value))
            if cell.kind is Kind.DECIMAL:
                sheet.write_number(line, column + 1, float(value))
        column += len(_headings(cell))


def _short(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - len(CUT)] + CUT
