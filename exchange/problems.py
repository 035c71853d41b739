"""What is wrong with files, told so that whoever wrote them can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NoReturn

MOST = 100  # problems in one report; the others are only counted
SHOWN = 80  # characters of a wrong value
COMPARED = 5_000  # names that a misspelt one is compared with


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something is written; line 0 stands for the file as a whole."""

    file: str
    line: int = 0
    column: int = 0
    path: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{where} {self.path}" if self.path else where


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, which value, what with it, and what to do."""

    place: Place
    value: str
    wrong: str
    mend: str

    def __str__(self) -> str:
        return f"{self.place}: {shown(self.value)} {self.wrong}; {self.mend}"


class WrongValueError(ValueError):
    """A value that cannot be read; whoever knows its place adds it."""

    def __init__(self, wrong: str, mend: str) -> None:
        super().__init__(f"{wrong}; {mend}")
        self.wrong = wrong
        self.mend = mend


class ImportRefusedError(Exception):
    """Files were not loaded and nothing was changed; carries every problem found, up to a bound."""

    code = "IMPORT_REFUSED"

    def __init__(self, problems: list[Problem], unlisted: int = 0) -> None:
        count = len(problems) + unlisted
        lines = [f"{count} problem{'s' if count > 1 else ''}; nothing was changed.", *map(str, problems)]
        if unlisted:
            lines.append(f"... and {unlisted} more.")
        super().__init__("\n".join(lines))
        self.problems = problems
        self.unlisted = unlisted


class Problems:
    """Gathers what is wrong with a set of files."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._unlisted = 0

    def __len__(self) -> int:
        return len(self._found) + self._unlisted

    def add(self, place: Place, value: object, wrong: str, mend: str) -> None:
        """Note one problem."""
        if len(self._found) < MOST:
            self._found.append(Problem(place, str(value), wrong, mend))
        else:
            self._unlisted += 1

    def refuse(self) -> NoReturn:
        """Raise all of them, in the order of the files."""
        ordered = sorted(
            self._found, key=lambda problem: (problem.place.file, problem.place.line, problem.place.column)
        )
        raise ImportRefusedError(ordered, self._unlisted)


def shown(value: str) -> str:
    """A value in one line, shortened if it is long."""
    short = value if len(value) <= SHOWN else f"{value[:SHOWN]}..."
    return repr(short)


def one_of(word: str, known: Iterable[str]) -> str:
    """A hint at the nearest of the words that would be right."""
    words = list(known)
    if not words:
        return "none is known"
    if len(words) > COMPARED:
        return f"it is none of {len(words)} that are known"
    if near := get_close_matches(word, words, n=1):
        return f"perhaps {near[0]!r} is meant"
    return f"known are {', '.join(words)}" if len(words) <= 40 else "none is like it"
