"""The file `tables.yaml` of a data set: which tables it has, and what stands in their columns."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from exchange.problems import Place, Problems, one_of
from exchange.tree import Fields, Items, Text, Tree

FILE = "tables.yaml"
KEYS = (
    "table",
    "of",
    "encoding",
    "delimiter",
    "sheet",
    "heading",
    "decimal",
    "thousands",
    "dates",
    "skip",
    "group",
    "fields",
)
WAYS = ("column", "text", "amount", "number", "date", "currency", "unit")
DAY = "YYYY-MM-DD"


def _is_encoding(name: str) -> bool:
    try:
        return bool(codecs.lookup(name)._is_text_encoding)  # what Python's own decoding asks
    except LookupError:
        return False


def _is_form_of_dates(text: str) -> bool:
    return [text.count(part) for part in ("YYYY", "MM", "DD", "Y", "M", "D")] == [1, 1, 1, 4, 2, 2]


@dataclass(frozen=True)
class Form:
    """What a key of a table must be like."""

    fits: Callable[[str], object]
    wrong: str
    mend: str


SIGN = Form(lambda text: len(text) == 1, "is not one sign", "write one, in quotes")
FORMS = {
    "heading": Form(re.compile(r"[1-9]\d{0,5}").fullmatch, "is not a line", "write the line of the headings, from 1"),
    "encoding": Form(_is_encoding, "is not an encoding", "write utf-8 or windows-1251, for example"),
    "delimiter": SIGN,
    "decimal": SIGN,
    "dates": Form(_is_form_of_dates, "is not a form of dates", "write DD.MM.YYYY, for example"),
}


@dataclass(frozen=True)
class Value:
    """Where the value of a key comes from: `way` and what it names; an amount has a currency and a unit."""

    place: Place
    way: str
    named: str
    currency: str = ""
    unit: str = "1"


@dataclass(frozen=True)
class TableMapping:
    """One table: its file, the kind of record in it, how it is written, and its columns."""

    place: Place
    file: str
    of: str
    encoding: str = "utf-8"
    delimiter: str = ","
    sheet: str = ""
    heading: int = 1
    decimal: str = "."
    thousands: str = ""
    dates: str = DAY
    skip: str = ""  # rows in which a cell is this, such as totals
    group: str = ""  # the column that is the same in all rows of one record
    fields: Mapping[str, Value] = field(default_factory=dict)


def read_mapping(tree: Tree, problems: Problems) -> list[TableMapping]:
    """The tables that are mapped; what is wrong is noted, and left out."""
    if not isinstance(tree, Items):
        problems.add(tree.place, FILE, "is not a list", "begin each table with a hyphen")
        return []
    return [found for each in tree.items if (found := _table(each, problems)) is not None]


def _table(tree: Tree, problems: Problems) -> TableMapping | None:
    if not isinstance(tree, Fields):
        problems.add(tree.place, "", "is not a table", "write its keys, each as `key: value`")
        return None
    before = len(problems)
    told: dict[str, str] = {}
    for name, (place, value) in tree.fields.items():
        if name not in KEYS:
            problems.add(place, name, "is not a key of a table", one_of(name, KEYS))
        elif name != "fields":
            told[name] = _text(name, place, value, problems)
            if name in FORMS and not FORMS[name].fits(told[name]):
                problems.add(place, told[name], FORMS[name].wrong, FORMS[name].mend)
    for name in ("table", "of", "fields"):
        if name not in tree.fields:
            problems.add(tree.place, name, "is missing here", f"add `{name}:` to the table")
    if len(problems) > before:
        return None
    fields = _fields(tree.fields["fields"][1], problems)
    file, of, heading = told.pop("table"), told.pop("of"), int(told.pop("heading", "1"))
    return TableMapping(tree.place, file, of, heading=heading, fields=fields, **told)


def _fields(tree: Tree, problems: Problems) -> dict[str, Value]:
    if not isinstance(tree, Fields):
        problems.add(tree.place, "fields", "is not a mapping", "write the keys of a record, each with its column")
        return {}
    return {
        name: found
        for name, (place, value) in tree.fields.items()
        if (found := _value(name, place, value, problems)) is not None
    }


def _value(name: str, place: Place, tree: Tree, problems: Problems) -> Value | None:
    if isinstance(tree, Text):
        return Value(tree.place, "column", tree.value)
    if not isinstance(tree, Fields):
        problems.add(place, name, "is not a column", "write its heading, or {amount: HEADING, currency: KZT}")
        return None
    told = {each: _text(each, at, value, problems) for each, (at, value) in tree.fields.items()}
    ways = [each for each in ("column", "text", "amount", "number", "date") if each in told]
    for each, (at, _) in tree.fields.items():
        if each not in WAYS:
            problems.add(at, each, "says nothing of a value", one_of(each, WAYS))
    if len(ways) != 1:
        problems.add(place, name, "has not one way to its value", "give one of column, text, amount, number, date")
        return None
    if ways == ["amount"] and "currency" not in told:
        problems.add(place, name, "is an amount without its currency", "add `currency:` with a code of ISO 4217")
        return None
    if not re.fullmatch(r"10*|0\.0*1", told.get("unit", "1")):
        problems.add(tree.fields["unit"][0], told["unit"], "is not a unit", "write 1000 for thousands, for example")
        return None
    return Value(place, ways[0], told[ways[0]], told.get("currency", ""), told.get("unit", "1"))


def _text(name: str, place: Place, tree: Tree, problems: Problems) -> str:
    if isinstance(tree, Text):
        return tree.value
    problems.add(place, name, "is not one value", "write one value here")
    return ""
