"""Turning the trees of files into rows, each with its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NoReturn

from db.batch import RowProblem, RowsRefusedError
from db.check import LONGEST_INDEXED
from db.layout import Row
from db.node import Part, Record, RecordKey
from db.table import Table
from exchange.form import Form, Key, form_of
from exchange.problems import Place, Problems, WrongValueError, one_of
from exchange.tree import Fields, Items, Text, Tree
from exchange.values import parsed


@dataclass
class PlacedRow(Row):
    """A row, and where its values were written; one with problems may lack some of them."""

    parts: list[PlacedRow] = field(default_factory=list)
    place: Place = field(kw_only=True)
    places: dict[str, Place] = field(default_factory=dict, kw_only=True)  # by column

    def at(self, *columns: str) -> Place:
        """Where the last of these columns was written; if none was, where the row begins."""
        found = [self.places[column] for column in columns if column in self.places]
        return found[-1] if found else self.place


class RowSet:
    """All rows of a data set: by table, and the records by key.

    Of the types in `unread` some records are not known: their file or their key cannot be read.
    """

    def __init__(self, rows: Sequence[PlacedRow], unread: Iterable[str] = ()) -> None:
        self.unread = set(unread)
        self.records: dict[RecordKey, PlacedRow] = {}
        self.by_model: dict[type[Table], list[PlacedRow]] = defaultdict(list)
        for row in rows:
            self.by_model[row.model].append(row)
            if "slug" in row.values:
                self.records.setdefault(row.key, row)
            else:
                self.unread.add(row.model.__name__)
            for part in row.parts:
                self.by_model[part.model].append(part)

    def references(self) -> Iterator[tuple[PlacedRow, str, RecordKey]]:
        """Every reference from a row to another record: row, column, record."""
        for model, rows in self.by_model.items():
            own = model.owner if issubclass(model, Part) else ""
            for row in rows:
                for column, value in row.values.items():
                    if isinstance(value, RecordKey) and column != own:
                        yield row, column, value


def starts(row: PlacedRow) -> date:
    first: date = row.values.get("valid_from") or date.min
    return first


def ends(row: PlacedRow) -> date:
    last: date = row.values.get("valid_to") or date.max
    return last


def having(rows: Iterable[PlacedRow], *columns: str) -> Iterator[PlacedRow]:
    return (row for row in rows if all(row.values.get(column) is not None for column in columns))


def refuse_rows(error: RowsRefusedError, dataset: str) -> NoReturn:
    """Say of each row where it stands; of one that came without a place, which record it is."""
    problems = Problems()
    for each in error.problems:
        problems.add(_place(each, dataset), each.value, *each.wrong)
    problems.refuse()


def _place(problem: RowProblem, dataset: str) -> Place:
    row = problem.row
    if isinstance(row, PlacedRow):
        return row.at(problem.column)
    owner = row.values.get(row.model.owner) if issubclass(row.model, Part) else row.values.get("slug")
    path = f"{row.model.__name__} of {owner}" if issubclass(row.model, Part) else f"{row.model.__name__} {owner}"
    return Place(dataset, path=f"{path}: {problem.column}" if problem.column else path)


class RecordReader:
    """Reads the records of all files of a set, and notes what is wrong with them."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._rows: list[PlacedRow] = []
        self._made: dict[tuple[object, ...], PlacedRow] = {}  # by all values

    @property
    def rows(self) -> list[PlacedRow]:
        """All records read so far; last those that references made."""
        return [*self._rows, *self._made.values()]

    def read(self, model: type[Record], tree: Tree) -> bool:
        """Read the records of one file; False, and a problem, if it holds no list."""
        if not isinstance(tree, Items):
            self._problems.add(tree.place, _glimpse(tree), "is not a list", "begin each record with a hyphen")
            return False
        self._rows.extend(row for item in tree.items if (row := self.row(model, item)))
        return True

    def row(self, model: type[Table], tree: Tree) -> PlacedRow | None:
        """One row out of a mapping; None, and a problem, if it is something else."""
        if not isinstance(tree, Fields):
            self._problems.add(tree.place, _glimpse(tree), "is not a record", "write its keys, each as `key: value`")
            return None
        form, row = form_of(model), PlacedRow(model, {}, place=tree.place)
        for name, (place, value) in tree.fields.items():
            if name in form.keys:
                self._fill(row, form.keys[name], value)
            elif name in form.lists:
                row.parts.extend(self._parts(form.lists[name], value))
            else:
                self._refuse_key(form, name, place)
        for key in form.keys.values():
            if key.required and key.name not in tree.fields:
                self._problems.add(tree.place, key.name, "is missing here", f"add `{key.name}:` to the record")
        self._finish(form, row, tree)
        return row

    def _fill(self, row: PlacedRow, key: Key, tree: Tree) -> None:
        text = self._text(tree)
        if text is None:
            return
        try:
            found = self._make(key.makes, text) if key.makes else key.read(text.value)
        except WrongValueError as error:
            self._problems.add(text.place, text.value, error.wrong, error.mend)
            return
        if found:
            row.values.update(zip(key.columns, found, strict=True))
            row.places.update(dict.fromkeys(key.columns, text.place))

    def _text(self, tree: Tree) -> Text | None:
        if not isinstance(tree, Text):
            self._problems.add(tree.place, _glimpse(tree), "is not one value", "write one value here")
            return None
        value = tree.value.strip()
        if not value or (tree.plain and value.lower() in {"null", "~"}):
            self._problems.add(
                tree.place, tree.value, "is empty", "write a value, or take the key away if none is known"
            )
            return None
        return Text(tree.place, value, tree.plain)

    def _parts(self, model: type[Part], tree: Tree) -> list[PlacedRow]:
        if not isinstance(tree, Items):
            self._problems.add(tree.place, _glimpse(tree), "is not a list", "begin each of its items with a hyphen")
            return []
        only = form_of(model).only
        if only is None:
            return [row for item in tree.items if (row := self.row(model, item))]
        links = [PlacedRow(model, {}, place=item.place) for item in tree.items]
        for link, item in zip(links, tree.items, strict=True):
            self._fill(link, only, item)
        return links

    def _make(self, model: type[Record], text: Text) -> tuple[RecordKey] | None:
        """Make the inline record that a text stands for; the first of several alike is kept."""
        inner = parsed(text.value, model.slug_from)
        fields: dict[str, tuple[Place, Tree]] = {
            name: (text.place, Text(text.place, value, plain=False)) for name, value in inner.items()
        }
        row = self.row(model, Fields(text.place, fields))
        if row is None or "slug" not in row.values:
            return None
        return (self._made.setdefault(tuple(row.values.values()), row).key,)

    def _refuse_key(self, form: Form, name: str, place: Place) -> None:
        if name in form.unwritten:
            self._problems.add(place, name, form.unwritten[name], "take it away")
        else:
            known = [*form.keys, *form.lists]
            self._problems.add(place, name, f"is not a key of {form.model.__tablename__}", one_of(name, known))

    def _finish(self, form: Form, row: PlacedRow, tree: Fields) -> None:
        """Make a slug that follows from other keys, and tell the parts whose they are."""
        if issubclass(row.model, Record) and row.model.slug_from:
            self._make_slug(row.model.slug_from, form, row, tree)
        if "slug" in row.values:
            for part in row.parts:
                assert issubclass(part.model, Part)
                part.values[part.model.owner] = row.key

    def _make_slug(self, slug_from: str, form: Form, row: PlacedRow, tree: Fields) -> None:
        words = {}
        for name in re.findall(r"{(\w+)}", slug_from):
            key = form.keys[name]
            if key.columns[0] in row.values:
                value = row.values[key.columns[0]]
                written = tree.fields[name][1]
                words[name] = value.slug if isinstance(value, RecordKey) else _glimpse(written).strip()
                row.places["slug"] = row.places[key.columns[0]]
            elif name in tree.fields or key.required:
                return  # that is a problem already
            else:
                self._problems.add(
                    tree.place, name, f"is missing, and the key is made of {slug_from}", f"add `{name}:`"
                )
                return
        self._name(row, re.sub(r"\s+", "-", slug_from.format(**words)))

    def _name(self, row: PlacedRow, slug: str) -> None:
        if len(slug) > LONGEST_INDEXED:
            wrong = f"makes a key longer than {LONGEST_INDEXED} characters"
            self._problems.add(row.place, slug, wrong, "shorten what it is made of")
        else:
            row.values["slug"] = slug


def _glimpse(tree: Tree) -> str:
    match tree:
        case Text(value=value):
            return value
        case Items(items=items):
            return f"a list of {len(items)}"
        case Fields(fields=fields):
            return f"a mapping of {', '.join(fields)}"
