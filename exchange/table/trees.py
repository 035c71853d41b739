"""Tables as the trees that files of a data set are read into, each value with the place of its cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from db.check import CONTROL
from exchange.problems import Place, Problems, WrongValueError, one_of
from exchange.table.cells import CALCULATED, Line, UnreadableTableError, is_workbook, lines_of, place_of
from exchange.table.mapping import DAY, TableMapping, Value
from exchange.tree import Fields, Items, Text
from exchange.values import EXACTLY

NUMBER = re.compile(r"-?\d{1,40}(\.\d{1,40})?")
NAMED = re.compile(r"{([^{}]+)}")


def tree_of(table: TableMapping, content: bytes, problems: Problems) -> tuple[Items, bool]:
    """The records of a table, and whether these are all: those that cannot be read are noted, and left out."""
    before = len(problems)
    return _records(table, content, problems), len(problems) == before


def _records(table: TableMapping, content: bytes, problems: Problems) -> Items:
    lines: list[Line] = []
    try:
        lines.extend(lines_of(table, content))
    except UnreadableTableError as error:
        problems.add(Place(table.file, error.line, 1 if error.line else 0), table.file, error.wrong, error.mend)
        return Items(Place(table.file), [])
    if not lines:
        problems.add(Place(table.file), table.file, "holds nothing", "write a line of headings, or take it away")
        return Items(Place(table.file), [])
    return Reader(table, lines[0], problems).records(lines[1:])


@dataclass
class Reader:
    """Reads the rows of one table."""

    table: TableMapping
    heading: Line
    problems: Problems

    def __post_init__(self) -> None:
        number, names = self.heading
        self._columns: dict[str, int] = {}
        for column, name in enumerate(names):
            if name and name in self._columns:
                place = place_of(self.table, number, column + 1, "")
                self.problems.add(place, name, "stands twice among the headings", "give one of them another")
            self._columns.setdefault(name, column)
        self._known = self._check()

    def _check(self) -> bool:
        """Whether the table has all columns that the mapping names."""
        before = len(self.problems)
        wanted = {self.table.group: self.table.place} if self.table.group else {}
        for value in self.table.fields.values():
            named = NAMED.findall(value.named) if value.way == "text" else [value.named]
            wanted |= dict.fromkeys((name for name in named if name != "line"), value.place)
            wanted |= dict.fromkeys(NAMED.findall(value.currency), value.place)
        for name, place in wanted.items():
            if name not in self._columns:
                wrong = f"is no heading of {self.table.file}"
                self.problems.add(place, name, wrong, one_of(name, filter(None, self._columns)))
        return len(self.problems) == before

    def records(self, lines: list[Line]) -> Items:
        """The records, those of several rows where they begin."""
        found: dict[str, Fields] = {}
        broken: set[str] = set()
        for line in lines if self._known else ():
            before = len(self.problems)
            number, cells = line
            if self.table.skip and self.table.skip in cells:
                continue
            if len(cells) > len(self.heading[1]):
                place = place_of(self.table, number, len(self.heading[1]) + 1, "")
                wrong = f"is a cell more than the {len(self.heading[1])} headings"
                self.problems.add(
                    place, cells[len(self.heading[1])], wrong, "put it into quotation marks, or give it a heading"
                )
                continue
            if len(cells) < len(self.heading[1]) and not is_workbook(self.table):
                place = place_of(self.table, number, 1, "")
                wrong = f"has {len(cells)} cells of {len(self.heading[1])}"
                self.problems.add(place, self.table.delimiter.join(cells), wrong, "complete the row")
                continue
            key = self._cell(cells, self.table.group) if self.table.group else str(number)
            self._add(found.setdefault(key, Fields(place_of(self.table, number, 1, ""), {})), line)
            if len(self.problems) > before:
                broken.add(key)
        return Items(Place(self.table.file), [each for key, each in found.items() if key not in broken])

    def _add(self, record: Fields, line: Line) -> None:
        """Add what a row says to its record: an item to each of its lists."""
        items: dict[str, Fields] = {}
        for name, value in self.table.fields.items():
            if (text := self._text(line, name, value)) is None:
                continue
            owner, _, key = name.partition(".")
            if not key:
                self._set(record, name, text)
            else:
                item = items.setdefault(owner, Fields(text.place, {}))
                item.fields[key] = (text.place, text)
        for owner, item in items.items():
            _, listed = record.fields.setdefault(owner, (item.place, Items(item.place, [])))
            if isinstance(listed, Items) and item not in listed.items:
                listed.items.append(item)

    def _set(self, record: Fields, name: str, text: Text) -> None:
        place, known = record.fields.setdefault(name, (text.place, text))
        if isinstance(known, Text) and known.value != text.value:
            wrong = f"is not {known.value!r}, as in the row at {place}"
            self.problems.add(text.place, text.value, wrong, "all rows of one record say the same here")

    def _text(self, line: Line, name: str, value: Value) -> Text | None:
        """The value of a key as a file would have it; None for an empty cell."""
        number, cells = line
        if value.way == "text":
            place = place_of(self.table, number, 1, name)
            return Text(place, self._filled(value.named, line), plain=False)
        place = place_of(self.table, number, self._columns[value.named] + 1, value.named)
        printed = self._cell(cells, value.named)
        if not printed:
            return None
        try:
            return Text(place, self._read(printed, value, line), plain=False)
        except WrongValueError as error:
            self.problems.add(place, printed.removeprefix(CALCULATED), error.wrong, error.mend)
            return None

    def _read(self, printed: str, value: Value, line: Line) -> str:
        if CONTROL.search(printed):
            raise WrongValueError("has a control character in it", "take it out")
        if value.way == "date":
            return self._day(printed)
        if value.way == "column":
            return printed
        plain = self._number(printed)
        if value.way == "number":
            return plain
        amount = EXACTLY.multiply(Decimal(plain), Decimal(value.unit))
        return f"{format(amount, 'f')} {self._filled(value.currency, line)}"

    def _number(self, printed: str) -> str:
        if printed.startswith(CALCULATED):
            wrong = "has more digits than Excel keeps: it is the result of a calculation"
            raise WrongValueError(wrong, "round it there, or write it as text")
        text = printed
        if not (is_workbook(self.table) and NUMBER.fullmatch(printed)):  # a number of a workbook has its own point
            whole, decimal, decimals = printed.partition(self.table.decimal)
            sign = self.table.thousands
            spaces = "[ \u00a0\u202f]" if sign.isspace() else re.escape(sign)
            if sign and re.fullmatch(rf"-?\d{{1,3}}({spaces}\d{{3}})+", whole):
                whole = re.sub(spaces, "", whole)
            text = f"{whole}.{decimals}" if decimal else whole
        if not NUMBER.fullmatch(text):
            wrong = f"is not a number with {self.table.decimal!r} before its decimals"
            if self.table.thousands:
                wrong += f" and {self.table.thousands!r} between thousands"
            raise WrongValueError(wrong, "write digits, and say in the mapping which signs are used")
        whole, dot, decimals = text.partition(".")
        decimals = decimals.rstrip("0")
        return f"{whole}{dot if decimals else ''}{decimals}"

    def _day(self, printed: str) -> str:
        """A date in the form of files: year first."""
        form = DAY if is_workbook(self.table) and re.fullmatch(r"\d{4}-\d\d-\d\d", printed) else self.table.dates
        pattern = (
            re.escape(form)
            .replace("YYYY", r"(?P<Y>\d{4})")
            .replace("MM", r"(?P<M>\d{1,2})")
            .replace("DD", r"(?P<D>\d{1,2})")
        )
        found = re.fullmatch(pattern, printed)
        if found is None:
            if re.fullmatch(r"\d{4}", printed):
                return printed
            raise WrongValueError(f"is not a date as {form}", "write it so, or name its form in the mapping (dates)")
        return f"{found['Y']}-{int(found['M']):02}-{int(found['D']):02}"

    def _cell(self, cells: list[str], name: str) -> str:
        column = self._columns[name]
        return cells[column] if column < len(cells) else ""

    def _filled(self, text: str, line: Line) -> str:
        number, cells = line
        return NAMED.sub(lambda found: str(number) if found[1] == "line" else self._cell(cells, found[1]), text)
