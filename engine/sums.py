"""Where the rows come from that a list's sums are made of: from its records, or from what an import added up."""

from __future__ import annotations

from collections.abc import Sequence

from db.amount_sum import AmountSum
from db.ranking import known
from db.table import table_of
from engine.filters import conditions
from engine.page import Page
from engine.sql import Row
from schema.entity import Entity
from schema.groups import BESIDE, Dimension, Summed, added_up, reached, summed
from schema.kinds import AllOf, Many
from schema.stages import Stages

TABLE = table_of(AmountSum)


def declared_sums(entity: Entity) -> Summed:
    """What of a kind of record is added up; every list that offers sums has it."""
    found = summed(entity.name)
    assert found is not None
    return found


def base(page: Page, dimensions: Sequence[Dimension]) -> str:
    """A list added up: one or several rows for each group, currency and qualifier."""
    row = page.statement.row()
    keys = stored_keys(page, dimensions, row)
    if keys is not None:
        return from_stored(page, row, *keys)
    source = page.rows(row)
    written = keys_of([each.key(row.__getitem__) for each in dimensions])
    chosen = added_up(declared_sums(page.entity).money, row.__getitem__)
    return f"SELECT {written}{chosen} FROM {source.sql()} GROUP BY {numbers(len(dimensions))}"


def keys_of(keys: Sequence[str]) -> str:
    """The keys as columns that are never null: what is known has a sign before it."""
    return "".join(f"{known(key)} AS k{place}," for place, key in enumerate(keys))


def numbers(keys: int) -> str:
    """The places of the keys, the currency and the qualifier, for GROUP BY."""
    return ",".join(str(place + 1) for place in range(keys + 2))


def stored_keys(page: Page, dimensions: Sequence[Dimension], row: Row) -> tuple[str, list[str]] | None:
    """Which stored sums have these groups, and the groups' keys in them; None if none do."""
    if not isinstance(page.declared, AllOf) or page.declared.only is not None or not only_by_status(page):
        return None
    declared = declared_sums(page.entity).dimensions
    for name in ("", *(page.entity.sums.stored if page.entity.sums else ())):
        keys = [stored_key(each, declared.get(name), row) for each in dimensions]
        if None not in keys:
            return name, [key for key in keys if key is not None]
    return None


def only_by_status(page: Page) -> bool:
    """Whether the list is filtered by nothing else than status."""
    chosen = page.given.get("filter")
    fields = chosen.fields if chosen is not None and chosen.value is not None else None
    return (fields or {}).keys() <= {"status"}


def stored_key(dimension: Dimension, stored: Dimension | None, row: Row) -> str | None:
    """The key of a dimension in a stored row that is told apart by another; None if it says nothing of it."""
    if dimension.name in BESIDE:
        return row[dimension.name.lower()]
    if stored is None or (isinstance(stored.end, Many) and dimension is not stored):
        return None
    if dimension is stored:
        return row["key"]
    if dimension.way == (*stored.way, stored.end) and not isinstance(dimension.end, Many | Stages):
        number = f"CAST({row['key']} AS BIGINT)"
        return f"CAST({reached(dimension.end, number, row.__getitem__)} AS TEXT)"
    return None


def from_stored(page: Page, row: Row, name: str, keys: Sequence[str]) -> str:
    """The stored sums of a kind of record."""
    wanted = [f"{row['type']} = '{page.entity.name}'", f"{row['dimension']} = '{name}'"]
    chosen = page.given.get("filter")
    if chosen is not None and chosen.value is not None:
        wanted += conditions(page.statement, page.entity, row, chosen)
    told = ",".join(row[each] for each in ("currency", "qualifier", "records", "high", "low"))
    return f"SELECT {keys_of(keys)}{told} FROM {row.of(TABLE)} WHERE {' AND '.join(wanted)}"


def stored_places(page: Page, dimensions: Sequence[Dimension]) -> tuple[str, str] | None:
    """The stored sums of the groups of all records of a kind up to a place, which is to follow, and how many there are.

    None if an import does not place these groups.
    """
    *beside, last = (each.name for each in dimensions)
    stored = page.entity.sums.stored if page.entity.sums else ()
    if last not in stored or beside not in ([], ["YEAR"]) or not isinstance(page.declared, AllOf):
        return None
    if page.declared.only is not None or ("filter" in page.given and page.given["filter"].value is not None):
        return None
    row, place = page.statement.row(), "year_place" if beside else "place"
    keys = [row[each.lower() if each in beside else "key"] for each in (*beside, last)]
    rows = f"{row.of(TABLE)} WHERE {row['type']} = '{page.entity.name}' AND {row['dimension']} = '{last}'"
    told = ",".join(row[each] for each in ("currency", "qualifier", "records", "high", "low"))
    many = f"SELECT max({row[place]}) FROM {rows}"
    return f"SELECT {keys_of(keys)}{told},{row[place]} AS place FROM {rows} AND {row[place]}", many
