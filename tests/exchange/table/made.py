"""A small data set whose budget, bodies and rates stand in tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

DATASET = """
name: tables
title: A budget in tables
description: A budget, its ministries and rates, as tables.
publisher: The tests
licence: CC0-1.0
"""
SOURCE = "- {slug: budget-law, kind: DATASET, title: Law on the budget}\n"
PROGRAMME = "- {slug: programme, title: A programme, country: KZ}\n"
MAPPING = """
- table: budget.csv
  of: budget_line
  encoding: windows-1251
  delimiter: ";"
  decimal: ","
  thousands: " "
  skip: Итого
  group: Код
  fields:
    slug: {text: "programme/{Код}"}
    programme: {text: programme}
    title: Название
    amounts.phase: Этап
    amounts.value: {amount: Сумма, currency: KZT, unit: 1000}
    amounts.as_of: {date: Год}
- table: ministries.csv
  of: organization
  dates: DD.MM.YYYY
  group: id
  fields:
    slug: id
    kind: {text: MINISTRY}
    names.text: name
    names.language: {text: EN}
    names.kind: {text: OFFICIAL}
    names.valid_from: {date: from}
    names.valid_to: {date: to}
    names.citation: {text: "budget-law#line {line}"}
- table: rates.xlsx
  of: exchange_rate
  sheet: Rates
  heading: 2
  fields:
    base: {text: USD}
    quote: {text: KZT}
    basis: {text: ANNUAL_AVERAGE}
    rate: {number: Rate}
    period: {date: Year}
    citation: {text: "budget-law#sheet Rates, line {line}"}
"""
BUDGET = """Код;Название;Этап;Год;Сумма
b1;Дороги;PROPOSED;2018;1 234 567,5
b1;Дороги;APPROVED;2018;1 200 000
b2;"Школы; мосты";APPROVED;2018;0,5
Итого;;;;2 434 568
"""
MINISTRIES = """id,name,from,to
agency,Agency for Religious Affairs,18.05.2011,06.08.2014
agency,Committee for Religious Affairs,06.08.2014,
ministry,Ministry of Information,26.06.2018,
"""


def rates(rows: tuple[tuple[Any, ...], ...] = ((2018, 344.71), (2019, "382.75"))) -> bytes:
    """A workbook with rates on its second sheet."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Rates")
    for row in (("Rates of the National Bank",), ("Year", "Rate"), *rows):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def files() -> dict[str, bytes]:
    """All files of the set."""
    return {
        "dataset.yaml": DATASET.encode(),
        "source.yaml": SOURCE.encode(),
        "programme.yaml": PROGRAMME.encode(),
        "tables.yaml": MAPPING.encode(),
        "budget.csv": BUDGET.encode("windows-1251"),
        "ministries.csv": MINISTRIES.encode(),
        "rates.xlsx": rates(),
    }


def put(folder: Path, changed: Mapping[str, bytes | None] = {}) -> Path:
    """Write the set into a folder, with some files changed, or left out (None)."""
    folder.mkdir(exist_ok=True)
    for name, content in {**files(), **changed}.items():
        if content is not None:
            (folder / name).write_bytes(content)
    return folder


def changed(workbook: bytes, old: bytes, new: bytes) -> bytes:
    """A workbook in whose second sheet something else stands."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed, zipfile.ZipFile(file, "w") as written:
        for name in packed.namelist():
            content = packed.read(name)
            if name.endswith("sheet2.xml"):
                assert old in content
                content = content.replace(old, new)
            written.writestr(name, content)
    return file.getvalue()
