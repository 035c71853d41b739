"""Sums and groups of a list the slow way: every record's amount added in Python, one after the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from typing import Any

from db.currency import DIGITS
from schema.entity import ENTITIES
from schema.groups import Dimension, summed
from schema.kinds import Beside, Column, Day, Many, One
from schema.stages import Stages
from tests.engine.tables import Record, Row, Tables

USUAL = 20
LOWER, UPPER = {"MORE_THAN", "AT_LEAST"}, {"LESS_THAN", "AT_MOST"}
Key = tuple[Any, ...]


def sums_of(tables: Tables, records: list[Record], target: str) -> Row:
    """What a list says of the sums of its records; nothing where they have no amount."""
    found = summed(target)
    if found is None:
        return {}

    def groups(_info: object, by: list[str], first: int | None = None, currency: str | None = None) -> list[Row]:
        return grouped(tables, records, [found.dimensions[each] for each in by], first, currency)

    return {"sum": totals(records), "groups": groups}


def amounts(records: list[Record]) -> list[tuple[int | None, str | None, str]]:
    """Amount, currency and qualifier of each record."""
    found = summed(records[0].type) if records else None
    prefix = found.money.prefix if found else ""
    return [
        (each.row[f"{prefix}_amount"], each.row[f"{prefix}_currency"], each.row[f"{prefix}_qualifier"])
        for each in records
    ]


def totals(records: list[Record]) -> list[Row]:
    """The sum of the records' amounts in each currency."""
    parts: dict[str, list[tuple[int, str]]] = defaultdict(list)
    unknown = False
    for amount, currency, qualifier in amounts(records):
        if amount is None or currency is None:
            unknown = True
        else:
            parts[currency].append((amount, qualifier))
    return [money(currency, parts[currency], unknown) for currency in sorted(parts)]


def money(currency: str, parts: list[tuple[int, str]], unknown: bool) -> Row:
    qualifier = parts[0][1] if len(parts) == 1 and not unknown else together({each for _, each in parts}, unknown)
    total = Decimal(sum(amount for amount, _ in parts)).scaleb(-DIGITS[currency])
    return {
        "amount": format(total, "f"),
        "currency": currency,
        "qualifier": qualifier,
        "lowerBound": qualifier in LOWER,
        "published": [],
    }


def together(qualifiers: set[str], unknown: bool) -> str:
    """How exactly a sum of several is meant."""
    lower, upper = unknown or bool(qualifiers & LOWER), bool(qualifiers & UPPER)
    if qualifiers & {"RANGE", "UNKNOWN"} or (lower and upper):
        return "UNKNOWN"
    if lower or upper:
        return "AT_LEAST" if lower else "AT_MOST"
    return "ABOUT" if "ABOUT" in qualifiers else "EXACT"


def grouped(
    tables: Tables, records: list[Record], dimensions: list[Dimension], first: int | None, currency: str | None
) -> list[Row]:
    """The groups with the largest sums, and all others as one."""
    groups: dict[Key, list[Record]] = defaultdict(list)
    for each in records:
        groups[tuple(key(tables, each, dimension) for dimension in dimensions)].append(each)
    counts = Counter(name for _, name, _ in amounts(records) if name is not None)
    chosen = currency or min(counts, key=lambda name: (-counts[name], name), default=None)

    def place(own: Key) -> tuple[Any, ...]:
        amount = sum(amount or 0 for amount, name, _ in amounts(groups[own]) if name == chosen)
        return -amount, -len(groups[own]), ["" if each is None else f"={sorting(each)}" for each in own]

    size = USUAL if first is None else first
    ordered = sorted(groups, key=place)
    shown = [group(groups[own], parts(tables, own, dimensions), 1, is_rest=False) for own in ordered[:size]]
    rest = [each for own in ordered[size:] for each in groups[own]]
    return [*shown, group(rest, {}, len(ordered) - size, is_rest=True)] if rest else shown


def sorting(value: Any) -> str:
    """A key as the text that it is sorted by."""
    return ",".join(str(each) for each in value) if isinstance(value, tuple) else str(value)


def group(records: list[Record], told: Row, many: int, *, is_rest: bool) -> Row:
    unknown = sum(amount is None for amount, _, _ in amounts(records))
    counted = {"count": len(records), "unknownAmounts": unknown, "groups": many, "isRest": is_rest}
    return {"suppliers": [], **told, **counted, "sum": totals(records)}


def key(tables: Tables, record: Record, dimension: Dimension) -> Any:
    """What tells a record's group apart."""
    for each in dimension.way:
        (record,) = tables.related(record, each) or [Record("", defaultdict(lambda: None))]
        if not record.type:
            return None
    match dimension.end:
        case Day(column=column):
            day = record.row[column.name]
            return None if day is None else f"{day.year:04}"
        case Column(column=column):
            return record.row[column.name]
        case One(column=column):
            return record.row[column.name]
        case Beside(column=column):
            return next((row[column.name] for row in tables.where(column.table.c.id, record.row["id"])), None)
        case Stages() as end:
            return stage(tables, record, end)
        case Many() as end:
            return tuple(sorted(each.row["id"] for each in tables.related(record, end))) or None


def stage(tables: Tables, record: Record, stages: Stages) -> str:
    """How far the money of a record came."""
    own, *later = stages.codes
    reached, records = own, [record]
    for code, declared in zip(later, stages.onward, strict=True):
        below = [each for one in records for each in tables.related(one, declared)]
        records = [each for each in below if each.row.get("status") not in {"CANCELLED", "UNSUCCESSFUL"}]
        reached = code if records else reached
    return str(reached)


def parts(tables: Tables, own: Key, dimensions: list[Dimension]) -> Row:
    """What is told of a group's keys."""
    told: dict[str, Any] = {}
    for value, dimension in zip(own, dimensions, strict=True):
        name = dimension.field
        if isinstance(dimension.end, Many):
            found = [record_of(tables, dimension, number) for number in value or ()]
            told |= {name: found[0] if len(found) == 1 else None, f"{name}s": found}
        elif dimension.target is not None:
            told[name] = record_of(tables, dimension, value)
        elif isinstance(dimension.end, Day):
            told[name] = None if value is None else int(value)
        else:
            told[name] = value
    return told


def record_of(tables: Tables, dimension: Dimension, number: int | None) -> Record | None:
    """The record that a key names."""
    assert dimension.target is not None
    rows = tables.where(ENTITIES[dimension.target].table.c.id, number)
    return Record(dimension.target, rows[0]) if rows else None
