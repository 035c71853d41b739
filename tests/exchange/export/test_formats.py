from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from openpyxl.utils.escape import unescape

from exchange.export.export import Wanted
from exchange.export.shape import Cell, Kind, sets, shape
from tests.engine.conftest import ROOMY, engine_on
from tests.exchange.export.read import (
    VOCABULARY,
    cells,
    comma_separated,
    flat,
    json_lines,
    of_parquet,
    workbook,
    written,
)

LISTS = sorted(sets())
NO_NUMBERS = {"exchangeRates", "observations", "priceIndexes"}  # where the odd rows have texts that no import lets in


async def nodes(url: str, name: str) -> list[Any]:
    """The records of a list as questions give them, page by page."""
    document = (
        f"query ($after: String) {{ page: {name}(first: 200, after: $after) {{ pageInfo {{ hasNextPage endCursor }}"
        f" nodes {{ {shape(VOCABULARY.schema, sets()[name]).selection} }} }} }}"
    ).replace("first: 1000000", "first: 200")
    found: list[Any] = []
    after = None
    async with engine_on(url, ROOMY) as engine:
        while True:
            page = json.loads((await engine.answer(document, {"after": after})).body)["data"]["page"]
            found += page["nodes"]
            if not page["pageInfo"]["hasNextPage"]:
                return found
            after = page["pageInfo"]["endCursor"]


@pytest.mark.parametrize("name", LISTS)
async def test_json_lines_are_what_questions_answer(odd_url: str, name: str) -> None:
    _, records, end = json_lines(written(odd_url, Wanted(name), "ndjson"))

    assert records == await nodes(odd_url, name)
    assert end["rows"] > 0


@pytest.mark.parametrize("name", LISTS)
def test_tables_hold_the_same(seeded_url: str, name: str) -> None:
    compare_tables(seeded_url, name)


@pytest.mark.parametrize("name", sorted(sets().keys() - NO_NUMBERS))
def test_tables_bear_odd_rows(odd_url: str, name: str) -> None:
    compare_tables(odd_url, name)


def compare_tables(url: str, name: str) -> None:
    _, records, _ = json_lines(written(url, Wanted(name), "ndjson"))
    columns = cells(name)
    wanted = [list(flat(record, columns)) for record in records]

    headings, rows = comma_separated(written(url, Wanted(name), "csv"))
    assert headings == [cell.name for cell in columns]
    assert [list(map(read, row, columns)) for row in rows] == [list(map(shown, row)) for row in wanted]

    (headings, rows), told = of_parquet(written(url, Wanted(name), "parquet"))
    assert headings == [cell.name for cell in columns]
    assert [list(map(unpacked, row, columns)) for row in rows] == wanted
    assert told["end"]["rows"] == len(records)

    (headings, rows), lines = workbook(written(url, Wanted(name), "xlsx"))
    assert headings == [each for cell in columns for each in headings_of(cell)]
    assert [list(exact(row, headings, columns)) for row in rows] == [list(map(in_excel, row)) for row in wanted]
    assert f"rows: {len(records)}" in lines


def headings_of(cell: Cell) -> list[str]:
    return [cell.name, f"{cell.name} (number)"] if cell.kind is Kind.DECIMAL else [cell.name]


def exact(row: list[Any], headings: list[str], columns: tuple[Cell, ...]) -> Iterator[Any]:
    """A row of a sheet without its numbers, which must be near the exact amounts beside them."""
    values = dict(zip(headings, row + [None] * (len(headings) - len(row)), strict=True))
    for cell in columns:
        value = values[cell.name]
        if cell.kind is Kind.DECIMAL:
            number = values[f"{cell.name} (number)"]
            assert (value is None) == (number is None)
            value = None if value is None else Decimal(value)
            assert value is None or value == pytest.approx(Decimal(number), rel=Decimal("1e-15"))
        yield unpacked(unescape(value) or None if isinstance(value, str) else value, cell)


def unpacked(value: Any, cell: Cell) -> Any:
    return json.loads(value) if cell.kind is Kind.PARTS and value is not None else value


def in_excel(value: Any) -> Any:
    """What Excel keeps of a text."""
    return (value or None) if isinstance(value, str) else value


def read(value: Any, cell: Cell) -> Any:
    """A cell of a text as what it stands for."""
    if value is None:
        return None
    match cell.kind:
        case Kind.DECIMAL:
            return Decimal(value)
        case Kind.WHOLE:
            return int(value)
        case Kind.FLAG:
            return {"True": True, "False": False}[value]
    return unpacked(value, cell)


def shown(value: Any) -> Any:
    """A text as a table shows it."""
    if not isinstance(value, str):
        return value
    return (f"'{value}" if value[0] in "=+-@\t\r" else value) if value else None
