"""A small set of rows with what tends to break: odd texts, unknown values, ties, the largest amounts.

Made from the tables themselves, so that a new table is tested from its first day.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Enum,
    Integer,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    insert,
)
from sqlmodel import SQLModel

from analysis.search import derive_search
from db.lineage import Lineage
from db.node import models, records
from db.table import table_of
from db.writer import defer_references, open_writer

Row = dict[str, Any]
Tables = dict[str, list[Row]]

TEXTS = (
    *(
        "",
        " ",
        "'",
        '"',
        "\\",
        "\\n",
        "a\nb\tc\r",
        "\x01\x08\x0c\x1f\x7f",
        "\u2028\u2029",
        "😀",
        "👨‍👩‍👧",
        "\U0010ffff",
    ),
    *(
        "Қазақстан",
        "қазақстан",
        "Ё",
        "ё",
        "%",
        "100%",
        "_",
        "null",
        "true",
        "{}",
        "[]",
        "0",
        "-1",
        "1e5",
        "A",
        "a",
        "Z",
    ),
    *("a,b", "x:y", "]", '","', "\ufeff", "\ud7ff", "\ue000", "\uffff", "é", "e\u0301", "?1", "$1", "--", "/* */", ";"),
)
LANGUAGES = ("KK", "RU", "EN")
CURRENCIES = ("KZT", "USD", "JPY", "KWD", "CLF")  # with 2, 2, 0, 3 and 4 decimals
AMOUNTS = (0, 1, 5, 99, 100, 12_345, 100_000, 2**53 + 1, 2**63 - 1)
NUMBERS = (0, 1, 7, 2018, 2**31 - 1)
DAYS = (
    *(date(999, 12, 31), date(2016, 1, 1), date(2018, 2, 1), date(2018, 2, 2), date(2018, 6, 28), date(2020, 2, 29)),
    date(9999, 12, 31),
)
STARTS = {"founded_on", "period_start", "valid_from"}  # never after the end beside them
ENDS = {"dissolved_on", "period_end", "valid_to"}

UNASKED = {"amount_sum", "currency", "fan_out", "node"}
UNASKED |= {"search_place", "search_posting", "search_text", "search_word"}  # derived from the other rows
LONG = 230  # rows that belong to one record, more than a page may hold ...
COUNTS = {
    "lot": LONG + 40,
    "claim": LONG + 80,
    "name": 80,
    "local_text": 300,
    "award": 40,
    "contract": 50,
    "dataset": 2,
}
COUNTS |= {
    "funding_link": 90,
    "budget_line": 30,
    "observation": 60,
    "disclosure": 40,
    "document": 30,
    "bid": 30,
    "process": 25,
    "step": 400,
    "flow_mark": 100,
    "carried_amount": 300,
    "finding_record": 80,
    "change": 150,
}
LOGGED = ("{}", *(json.dumps({"title": text, "value_amount": 2**63 - 1, "list": [{"a": text}]}) for text in TEXTS))
OTHERS, LINKS = 15, 60
YEAR = 2020


@dataclass
class Maker:
    """Makes rows whose numbers follow neither their slugs nor the order in which they are made."""

    random: Random = field(default_factory=lambda: Random(YEAR))
    rows: Tables = field(default_factory=lambda: defaultdict(list))
    keys: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))  # of records, by table
    numbers: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))  # of rows, by table

    def __post_init__(self) -> None:
        numbers = [*range(1, 4_000), 2**53 + 1, 2**62]
        self._free = iter(self.random.sample(numbers, len(numbers)))

    def enter(self, kind: str, table: str) -> None:
        """Give a record its number and its slug."""
        place, number = len(self.numbers[table]), next(self._free)
        slug = f"{TEXTS[place]}{place}" if 0 < place < len(TEXTS) else str(place or "")
        reference = self.random.choice((None, *self.numbers["reference"]))
        node = {"id": number, "type": kind, "slug": slug, "computed": False, "reference_id": reference}
        self.rows["node"].append({**node, "dataset": "dataset0"})
        self.keys[table].append({"id": number, "slug": slug})
        for each in ("node", table):
            self.numbers[each].append(number)

    def fill(self, table: Table) -> None:
        """Make the rows of a table, whatever other tables there are; those that its constraints refuse are left out."""
        self.random = Random(f"{YEAR} {table.name}")
        constraints = Constraints(table)
        for place in range(len(self.keys[table.name]) or COUNTS.get(table.name, LINKS)):
            tries = (self.row(table, place) for _ in range(200))
            row = next((each for each in tries if constraints.allow(each)), None)
            if row is not None:
                self.rows[table.name].append(row | self.key(table, place))
        (primary, *_) = table.primary_key.columns.keys()
        self.numbers[table.name] = [row[primary] for row in self.rows[table.name]]
        assert len(self.keys[table.name]) in {0, len(self.rows[table.name])}, f"records without rows in {table.name}"

    def key(self, table: Table, place: int) -> Row:
        """What tells a row from others."""
        if table.name in RECORDS:
            return self.keys[table.name][place]
        if table.name == "revision":
            return {"number": place}
        if table.name == "dataset":
            return {"name": f"dataset{place}", "revision": place}
        if "id" in table.c and table.c.id.foreign_keys:  # a row about a record, known by its number
            return {"id": self.numbers["node"][place]}
        return {"id": next(self._free)} if "id" in table.c else {}

    def row(self, table: Table, place: int) -> Row:
        """One row, with values that go together."""
        stored = [column for column in table.columns if column.computed is None and not is_key(table, column)]
        references = [column for column in stored if column.foreign_keys]
        row = {column.name: self.value(table, column) for column in stored}
        if COUNTS.get(table.name, 0) > LONG > place:
            row[references[0].name] = self.targets(table, references[0])[0]
        for column in stored:
            prefix, _, part = column.name.rpartition("_")
            if table.name == "change" and column.name in {"type", "slug"}:  # of a record that is there, or was
                row |= {name: self.random.choice(self.rows["node"])[name] for name in ("type", "slug")}
            elif part == "precision" and row[prefix] is None:
                row[column.name] = None
            elif part == "currency" and f"{prefix}_amount" in row:
                row[column.name] = None if row[f"{prefix}_amount"] is None else self.random.choice(CURRENCIES)
        return row

    def value(self, table: Table, column: Column[Any]) -> Any:
        """A value of a column's kind; where nothing may stand, nothing stands in a third of all rows."""
        unknown = column.nullable and not column.name.endswith("_precision") and self.random.random() < 1 / 3
        return None if unknown else self.random.choice(self.choices(table, column))

    def choices(self, table: Table, column: Column[Any]) -> Any:
        if column.foreign_keys:
            return self.targets(table, column)
        match column.type:
            case Enum(enum_class=codelist) if codelist is not None:
                return list(codelist)
            case Boolean():
                return (False, True)
            case DateTime():
                return (datetime(2026, 11, 27, 9, 5, 7), datetime(999, 12, 31, 23, 59, 59))  # noqa: DTZ001  # UTC
            case Date():
                return DAYS[:4] if column.name in STARTS else DAYS[3:] if column.name in ENDS else DAYS
            case Integer():
                return AMOUNTS if column.name.endswith("_amount") else range(5_000) if column.unique else NUMBERS
        if table.name == "change" and column.name in {"before", "after"}:
            return LOGGED
        if column.unique:
            return [f"{self.random.choice(TEXTS)}{self.random.randrange(5_000)}"]
        return LANGUAGES if column.name == "language" else ("KZ", "''") if column.name == "country" else TEXTS

    def targets(self, table: Table, column: Column[Any]) -> Any:
        """What a reference may name."""
        (reference,) = column.foreign_keys
        if reference.column.table.name == "currency":
            return CURRENCIES
        if reference.column.table.name == "dataset":
            return ("dataset0", "dataset1")
        accepted = ACCEPTED.get((table.name, column.name), [reference.column.table.name])
        found = self.numbers[self.random.choice(accepted)]
        return found[:4] if self.random.random() < 1 / 2 else found  # some records have much, so that lists are long


class Constraints:
    """What a table's own constraints refuse."""

    def __init__(self, table: Table) -> None:
        found = table.constraints
        self._unique = [
            list(each.columns) for each in found if isinstance(each, UniqueConstraint | PrimaryKeyConstraint)
        ]
        checks = (
            re.fullmatch(r"(\w+) <> (\w+)", str(each.sqltext)) for each in found if isinstance(each, CheckConstraint)
        )
        self._different = [check.groups() for check in checks if check]
        self._seen: set[tuple[Any, ...]] = set()

    def allow(self, row: Row) -> bool:
        """Whether the row may stand beside those that were allowed before it."""
        keys = {key for columns in self._unique if (key := self._key(columns, row)) is not None}
        if keys & self._seen or any(row[some] == row[other] for some, other in self._different):
            return False
        self._seen |= keys
        return True

    def _key(self, columns: list[Column[Any]], row: Row) -> tuple[Any, ...] | None:
        """The values that must be unique; those with nothing among them always are, unless it is computed away."""
        if any(is_key(column.table, column) for column in columns):
            return None
        values = [row.get(each.name, row.get(each.name.removesuffix("_key")) or "") for each in columns]
        return None if None in values else (*(each.name for each in columns), *values)


def is_key(table: Table, column: Column[Any]) -> bool:
    """Whether a column is what a row is known by, rather than what it says."""
    return (column.primary_key and len(table.primary_key) == 1) or (column.name == "slug" and table.name in RECORDS)


RECORDS = {table_of(model).name: name for name, model in records().items()}
ACCEPTED = {
    (table_of(model).name, column): [table_of(records()[kind]).name for kind in kinds]
    for model in (*models(), Lineage)
    for column, kinds in model.accepts.items()
}


def nasty_rows(seed: int = 2018) -> Tables:
    """The same rows each time, for the same seed."""
    made, tables = Maker(Random(seed)), SQLModel.metadata.sorted_tables
    for table in tables:
        if table.name == "reference":
            made.fill(table)
        for _ in range(COUNTS.get(table.name, OTHERS) if table.name in RECORDS else 0):
            made.enter(RECORDS[table.name], table.name)
    for table in tables:
        if table.name not in UNASKED | {"reference"}:
            made.fill(table)
    return made.rows


def fill(database_url: str, tables: Tables) -> None:
    """Write rows as they are, past everything that an import would check."""
    engine = open_writer(database_url)
    with engine.begin() as connection:
        defer_references(connection)
        for table in SQLModel.metadata.sorted_tables:
            if tables.get(table.name):
                connection.execute(insert(table), tables[table.name])
        derive_search(connection)
    engine.dispose()
