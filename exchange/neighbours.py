"""What must hold between a data set and the records of others in the same database."""

from __future__ import annotations

from collections.abc import Collection

from db.node import Part, RecordKey, records
from db.register import Register
from db.table import Table, table_of
from exchange.checks import key_of, unique_keys
from exchange.problems import Place, Problems, one_of
from exchange.records import PlacedRow, RowSet


def check_neighbours(rows: RowSet, register: Register, problems: Problems) -> None:
    """Note references to nothing, and what another data set already has."""
    referred = {value for _, _, value in rows.references()}
    foreign = register.others(referred | rows.records.keys())
    for key in register.computed(rows.records):
        mend = "give this one another, or take it away"
        problems.add(rows.records[key].at("slug"), key.slug, "is a key that an import computes itself", mend)
    for key, row in rows.records.items():
        if key in foreign and not records()[key.type].inline:
            wrong = f"is a record of the data set {foreign[key]!r} already"
            problems.add(row.at("slug"), key.slug, wrong, "give this one another slug, or take it away")
    _check_references(rows, foreign.keys(), problems)
    for model, some in rows.by_model.items():
        for columns in unique_keys(model):
            _check_taken(model, columns, [row for row in some if not _is_foreign(row, foreign)], register, problems)


def check_gone(register: Register, gone: Collection[RecordKey], problems: Problems) -> None:
    """Note what files no longer hold although other data sets refer to it."""
    for held, holder, dataset in register.holders(gone):
        place = Place(f"{table_of(records()[held.type]).name}.yaml")
        wrong = f"is no longer here, but {holder} of the data set {dataset!r} refers to it"
        problems.add(place, held.slug, wrong, "put it back, or change that data set first")


def _check_references(rows: RowSet, foreign: Collection[RecordKey], problems: Problems) -> None:
    for row, column, value in rows.references():
        if value in rows.records or value in foreign or value.type in rows.unread:
            continue
        near = one_of(value.slug, (known.slug for known in rows.records if known.type == value.type))
        problems.add(
            row.at(column), value.slug, f"is no {value.type} that is known", f"add it, or correct this: {near}"
        )


def _check_taken(
    model: type[Table], columns: tuple[str, ...], rows: list[PlacedRow], register: Register, problems: Problems
) -> None:
    if columns == ("slug",) or (issubclass(model, Part) and model.owner in columns):
        return  # the register of nodes tells, or the key holds within one record of ours
    placed = {key: row for row in rows if (key := key_of(row, columns))}
    for key, (holder, dataset) in register.taken(model, columns, placed).items():
        value = ", ".join(str(each) for each in key)
        wrong = f"is already that of {holder} of the data set {dataset!r}"
        problems.add(placed[key].at(*columns), value, wrong, "correct it, or refer to that record")


def _is_foreign(row: PlacedRow, foreign: Collection[RecordKey]) -> bool:
    return "slug" in row.values and row.key in foreign
