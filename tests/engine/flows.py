"""What a flow of money is drawn from, read one record at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import db
from db.sums import PART
from schema.kinds import Flow
from tests.engine.tables import Record, Row, Tables

BASES = ("STATED", "INFERRED", "ASSUMED")
TITLED = ("programme", "activity", "budget_line", "process", "tender", "lot", "award", "contract")
NAMES = "level id up kind slug label basis currency amount qualifier carried ending parts suppliers payments"


@dataclass(frozen=True)
class Reader:
    """Reads the records below a root, by links up to one strength."""

    tables: Tables
    basis: str

    def step(self, number: int) -> Row | None:
        """A record's step with what it carries, and with the reason why its money ends there."""
        return next((self.valued(row) for row in self.tables.where(db.Step.__table__.c.id, number)), None)  # type: ignore[attr-defined]  # sqlmodel

    def valued(self, step: Row) -> Row:
        marks = self.tables.where(db.FlowMark.__table__.c.id, step["id"])  # type: ignore[attr-defined]  # sqlmodel
        row = {
            **{name: step[name] for name in ("id", "kind", "slug")},
            "label": self.label(step),
            "ending": next((mark["reason"] for mark in marks), None),
            "carried": step["amount_amount"] is None,
            **self.value(step),
        }
        if step["amount_amount"] is None:
            carried = self.tables.where(db.CarriedAmount.__table__.c.record_id, step["id"])  # type: ignore[attr-defined]  # sqlmodel
            row |= next((self.value(each) for each in carried if each["basis"] == self.basis), {"qualifier": None})
        return row

    def value(self, row: Row) -> Row:
        return {part: row[f"amount_{part}"] for part in ("amount", "currency", "qualifier")}

    def label(self, step: Row) -> str | None:
        table = step["kind"].lower()
        rows = [row for row in self.tables.rows[table] if row["id"] == step["id"]] if table in TITLED else []
        return next((row["title"] for row in rows), None)

    def parts(self, whole: Row) -> Iterator[Row]:
        """The records below one that its money can go on to."""
        if whole["ending"] not in {"CANCELLED", "UNSUCCESSFUL"}:
            for step in self.tables.where(db.Step.__table__.c.up_id, whole["id"]):  # type: ignore[attr-defined]  # sqlmodel
                if step["basis"] in BASES[: BASES.index(self.basis) + 1]:
                    yield {**self.valued(step), "up": whole["id"], "basis": step["basis"]}

    def paid_by(self, body: Record, declared: Flow) -> list[Row]:
        """The topmost records that name a body as the one who pays."""
        named = {row["id"] for each in declared.counted for row in self.tables.where(each, body.row["id"])}
        tenders = {row["process_id"]: row["id"] for row in self.tables.rows["tender"]}
        own = {tenders.get(number, number) for number in named}
        steps = [row for row in self.tables.rows["step"] if row["id"] in own and row["up_id"] not in named]
        return [{**self.valued(step), "up": body.row["id"], "basis": "STATED"} for step in steps]

    def ends(self, part: Row) -> Row:
        """The suppliers of an award or a contract, and the payments upon a contract."""
        suppliers: set[tuple[str, str]] = set()
        payments: dict[tuple[Any, Any], list[int]] = defaultdict(list)
        if part["kind"] in {"AWARD", "CONTRACT"}:
            kind = part["kind"].lower()
            for row in self.tables.rows[f"{kind}_supplier"]:
                if row[f"{kind}_id"] == part["id"]:
                    suppliers.add(self.body(row["organization_id"]))
        for row in self.tables.rows["transaction"] if part["kind"] == "CONTRACT" else ():
            if (row["contract_id"], row["value_currency"]) == (part["id"], part["currency"]):
                payments[self.body(row["payee_id"])].append(row["value_amount"])
        paid = [(*payee, *summed([{"amount": each} for each in amounts])) for payee, amounts in payments.items()]
        return {"suppliers": sorted(suppliers), "payments": paid}

    def body(self, number: int | None) -> tuple[Any, Any]:
        rows = [row for row in self.tables.rows["organization"] if row["id"] == number]
        return next(((row["slug"], row["name"]) for row in rows), (None, None))


def flow(
    tables: Tables,
    declared: Flow,
    record: Record,
    basis: str,
    depth: int | None = None,
    first: int | None = None,
    currency: str | None = None,
) -> Any:
    """A record's flow of money."""
    read, depth, first = Reader(tables, basis), 10 if depth is None else depth, 20 if first is None else first
    body, found = None, []
    if declared.of_body:
        tops = read.paid_by(record, declared)
        known = [part["currency"] for part in tops if is_part(part) and currency in {None, part["currency"]}]
        chosen = min(known, key=lambda each: (-known.count(each), each), default=None)
        tops = [part for part in tops if is_part(part) and part["currency"] == chosen]
        told = {"id": record.row["id"], "slug": record.row["slug"], "label": record.row["name"]}
        body = {**told, "currency": chosen, "parts": summed(tops)} if tops else None
        found = [{"level": 1, **part} for part in largest(tops, first)] if depth else []
    elif (root := read.step(record.row["id"])) is not None and root["amount"] is not None:
        found = [{"level": 0, "up": None, "basis": None, **root}]
    for whole in found:  # which grows
        parts = [part for part in read.parts(whole) if is_part(part) and part["currency"] == whole["currency"]]
        whole |= {"parts": (0, 0, 0), **read.ends(whole)}
        if whole["level"] < depth:
            whole |= {"parts": summed(parts)}
            further = [{"level": whole["level"] + 1, **part} for part in largest(parts, first)]
            found += [part for part in further if not is_in(part, found)]
    inputs = {"body": body, "records": [[part[name] for name in NAMES.split()] for part in found]}
    return declared.function(inputs, {"basis": basis, "depth": depth})


def is_part(step: Row) -> bool:
    """Whether a record has an amount that is part of a flow."""
    return step["amount"] is not None and step["ending"] != "LEFT_OUT"


def is_in(part: Row, found: list[dict[str, Any]]) -> bool:
    """Whether a record was found on the same level already: there are circles among odd rows."""
    return any(all(part[name] == other[name] for name in ("level", "id", "up")) for other in found)


def largest(parts: list[Row], first: int) -> list[Row]:
    return sorted(parts, key=lambda part: (-part["amount"], part["id"]))[:first]


def summed(parts: list[Row]) -> tuple[int, int, int]:
    """How many there are, and their sum in two halves."""
    return len(parts), sum(part["amount"] // PART for part in parts), sum(part["amount"] % PART for part in parts)
