"""Rows on their way into a database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from sqlalchemy import Connection, insert

import db
from benchmarks.vocabulary import QUALIFIERS, Words
from db.table import Table, table_of

DATASET = "generated"
CURRENCY = "KZT"
COUNTER = "SELECT setval(pg_get_serial_sequence('node', 'id'), %s)"

T = TypeVar("T")
Values = dict[str, Any]


@dataclass
class Batch:
    """Rows that wait to be written, and the numbers that were given so far."""

    random: Random
    rows: dict[type[Table], list[Values]] = field(default_factory=lambda: defaultdict(list))
    nodes: int = 0
    claims: int = 0
    waiting: int = 0

    def record(self, model: type[db.Record], slug: str, values: Values) -> int:
        """A record with its place in the register; returns its number."""
        self.nodes += 1
        self.waiting += 2
        self.rows[db.Node].append({"id": self.nodes, "type": model.__name__, "slug": slug, "dataset": DATASET})
        self.rows[model].append({"id": self.nodes, "slug": slug, **values})
        return self.nodes

    def part(self, model: type[Table], values: Values) -> None:
        """A row of a record."""
        self.waiting += 1
        self.rows[model].append(values)

    def citation(self, source: int, locator: str) -> int:
        """A place in a source."""
        return self.record(db.Citation, f"{source}#{locator}", {"source_id": source, "locator": locator})

    def claim(self, subject: int, field_name: str, amount: int, citation: int) -> None:
        """What a source says about an amount."""
        self.claims += 1
        code = f"G{self.claims}"
        values = {
            "number": self.claims,
            "code": code,
            "kind": "AMOUNT",
            "subject_id": subject,
            "field": field_name,
            "statement": f"The {field_name} is {amount // 100} tenge.",
            "confidence": "HIGH",
            "citation_id": citation,
        }
        self.record(db.Claim, code, values | money("value", amount))

    def drawn(self, shares: Mapping[T, int]) -> T:
        """One of the keys, as often as its share says."""
        return self.random.choices(list(shares), list(shares.values()))[0]

    def money(self, prefix: str, amount: int | None) -> Values:
        """A money group, now and then with a qualifier."""
        return money(prefix, amount, self.drawn(QUALIFIERS))

    def day(self, year: int) -> date:
        """Some day of a year."""
        return date(year, 1, 1) + timedelta(days=self.random.randrange(365))

    def title(self, *parts: tuple[Words, ...]) -> Words:
        """Words chosen from each list, one after the other."""
        chosen = [self.random.choice(part) for part in parts]
        return Words(*(" ".join(words) for words in zip(*chosen, strict=True)))

    def write(self, connection: Connection) -> None:
        """Send what waits to the database."""
        for model, rows in self.rows.items():
            connection.execute(insert(table_of(model)), rows)
        if connection.dialect.name == "postgresql":  # its counter does not see the numbers that we gave
            connection.exec_driver_sql(COUNTER, (self.nodes,))
        self.rows.clear()
        self.waiting = 0


def money(prefix: str, amount: int | None, qualifier: str = "EXACT") -> Values:
    """A money group in tiyn; None is an amount that is not known."""
    currency = None if amount is None else CURRENCY
    return {f"{prefix}_amount": amount, f"{prefix}_currency": currency, f"{prefix}_qualifier": qualifier}


def dated(name: str, day: date | None) -> Values:
    """A date that is known to the day, or not at all."""
    return {name: day, f"{name}_precision": None if day is None else "DAY"}
