"""Reading YAML as plain text values with their places.

Nothing is guessed from a value's look, and anchors, aliases, tags and deep nesting are refused, so that a file
means what it shows and cannot grow while it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.reader import Reader

from exchange.problems import Place, Problems

DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Text:
    """One value; `plain` if it stands without quotes."""

    place: Place
    value: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    place: Place
    items: list[Tree]


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping; each key with its own place."""

    place: Place
    fields: dict[str, tuple[Place, Tree]]


Tree = Text | Items | Fields


class BrokenFileError(Exception):
    """A file of which nothing can be read from some place on."""

    def __init__(self, place: Place, value: str, wrong: str, mend: str) -> None:
        super().__init__(wrong)
        self.problem = (place, value, wrong, mend)


def read_tree(file: str, content: bytes, problems: Problems) -> Tree | None:
    """The tree of a file; None, and a problem, if it cannot be read."""
    try:
        text = _decoded(file, content)
        return TreeReader(file, text, problems).document()
    except BrokenFileError as error:
        problems.add(*error.problem)
    return None


class TreeReader:
    """Builds the tree of one file out of the parser's events."""

    def __init__(self, file: str, text: str, problems: Problems) -> None:
        self._file = file
        self._lines = text.splitlines()
        self._problems = problems
        self._events = self._parsed(text)

    def document(self) -> Tree:
        """The only document of the file."""
        next(self._events)
        if not isinstance(next(self._events), yaml.DocumentStartEvent):
            raise BrokenFileError(
                Place(self._file), self._file, "holds nothing", "write a list, [] for none, or take it away"
            )
        tree = self._tree(next(self._events), "", 0)
        next(self._events)
        further = next(self._events)
        if isinstance(further, yaml.DocumentStartEvent):
            raise self._broken(further, "begins a second document", "write one list in each file")
        return tree

    def _tree(self, event: yaml.Event, path: str, depth: int) -> Tree:
        self._check(event, depth)
        place = self._place(event, path)
        if isinstance(event, yaml.ScalarEvent):
            return Text(place, event.value, plain=event.implicit[0])
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(place, list(self._items(path, depth)))
        return Fields(place, self._fields(path, depth))

    def _items(self, path: str, depth: int) -> Iterator[Tree]:
        for count, event in enumerate(self._events):
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._tree(event, f"{path}[{count}]", depth + 1)

    def _fields(self, path: str, depth: int) -> dict[str, tuple[Place, Tree]]:
        fields: dict[str, tuple[Place, Tree]] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            self._check(event, depth)
            if not isinstance(event, yaml.ScalarEvent):
                raise self._broken(event, "is a key that is not a word", "write one word before the colon")
            name = event.value
            inner = f"{path}.{name}" if path else name
            place = self._place(event, inner)
            value = self._tree(next(self._events), inner, depth + 1)
            if name in fields:
                self._problems.add(place, name, f"stands here twice, first in line {fields[name][0].line}", "keep one")
            else:
                fields[name] = (place, value)
        return fields

    def _check(self, event: yaml.Event, depth: int) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._broken(event, "is an anchor or an alias of YAML", "write the value out, or put it into quotes")
        if getattr(event, "tag", None):
            raise self._broken(event, "is a tag of YAML", "write the value alone, or put it into quotes")
        if depth > DEEPEST:
            raise self._broken(event, f"is nested more than {DEEPEST} deep", "records need far less: mend the brackets")

    def _parsed(self, text: str) -> Iterator[Any]:
        try:
            yield from yaml.parse(text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            place, line = self._marked(error.problem_mark)
            mend = "mend the YAML here or just before: the indent, a missing quote, or a value with ': ' in it"
            raise BrokenFileError(place, line, f"cannot be read ({error.problem})", mend) from error

    def _broken(self, event: yaml.Event, wrong: str, mend: str) -> BrokenFileError:
        place, line = self._marked(event.start_mark)
        return BrokenFileError(place, line, wrong, mend)

    def _marked(self, mark: Any) -> tuple[Place, str]:
        line = self._lines[mark.line] if mark.line < len(self._lines) else ""
        return Place(self._file, mark.line + 1, mark.column + 1), line[mark.column :].strip() or line.strip()

    def _place(self, event: Any, path: str) -> Place:
        return Place(self._file, event.start_mark.line + 1, event.start_mark.column + 1, path)


def _decoded(file: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _place_of(file, content[: error.start].decode("utf-8-sig"))
        raise BrokenFileError(
            place, f"byte {content[error.start]:#x}", "is not UTF-8", "save the file as UTF-8"
        ) from error
    if found := Reader.NON_PRINTABLE.search(text):
        place = _place_of(file, text[: found.start()])
        raise BrokenFileError(place, found.group(), "is a control character", "take it out")
    return text


def _place_of(file: str, before: str) -> Place:
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
