"""A package that is too large for memory: its releases or records one after the other, as strictly as a whole file."""

from __future__ import annotations

import codecs
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from exchange.ocds.parsing import DECODER, check_escapes, too_deep
from exchange.problems import Place, Problems, WrongValueError

LISTS = ("releases", "records")  # the lists of packages
SPACE = " \t\n\r"
CUT = 16  # characters before the end of a text within which an error may come from its being cut there
UNREADABLE = (OSError, EOFError, zlib.error)


class Pieces:
    """An object whose lists are read as they are iterated over, once; `tree` grows with what comes behind them."""

    def __init__(self, text: Text, place: Place, problems: Problems) -> None:
        """What is wrong is noted as a problem, and ends the lists."""
        self.place = place
        self.tree: dict[str, Any] = {}
        self.whole = False  # whether all of it was read
        self._text = text
        self._problems = problems
        self.begun = self._noting(self._begin)

    def _begin(self) -> None:
        self._text.take("{")
        self._members()

    def _members(self) -> None:
        """Keys and values, up to the next list that is read piece by piece, or to the end."""
        while True:
            name = self._text.value()
            self._text.take(":")
            if name in self.tree:
                raise WrongValueError(f"has the key {name!r} twice in one object", "leave one of them")
            if name in LISTS and self._text.peek() == "[":
                self.tree[name] = Items(self)
                return
            self.tree[name] = self._text.value()
            if self._text.take(",", "}") == "}":
                self.whole = True
                return

    def items(self) -> Iterator[Any]:
        """The items of the list that the reading has come to."""
        found: list[Any] = []
        read = self._first
        while self._noting(partial(read, found)) and found:
            yield found.pop()
            read = self._next

    def _first(self, found: list[Any]) -> None:
        self._text.take("[")
        if self._text.peek() == "]":
            self._next(found)
        else:
            found.append(self._text.value())

    def _next(self, found: list[Any]) -> None:
        """Add the next item; behind the last none, and what follows the list is read."""
        if self._text.take(",", "]") == ",":
            found.append(self._text.value())
        elif self._text.take(",", "}") == ",":
            self._members()
        else:
            self.whole = True

    def _noting(self, read: Callable[[], object]) -> bool:
        """Read; whether that went well. What is wrong is noted with its place."""
        try:
            read()
        except json.JSONDecodeError as error:
            where = Place(self.place.file, *self._text.where(error.pos))
            shown = error.doc[error.pos : error.pos + 20] or "the end"
            self._problems.add(where, shown, f"is not JSON ({error.msg})", "mend the file")
        except WrongValueError as error:
            where = Place(self.place.file, *self._text.where())
            self._problems.add(where, self._text.shown(), error.wrong, error.mend)
        except UNREADABLE as error:
            self._problems.add(Place(self.place.file), self.place.file, f"cannot be read ({error})", "mend the file")
        else:
            return True
        return False


class Items:
    """A list that is read while it is iterated over."""

    def __init__(self, of: Pieces) -> None:
        self._of = of

    def __iter__(self) -> Iterator[Any]:
        return self._of.items()


class Text:
    """A text of which only the part that is being read is in memory."""

    def __init__(self, content: Iterable[bytes], encoding: str, most: int) -> None:
        self._content, self._most = iter(content), most
        self._decoder: codecs.IncrementalDecoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._other = "" if encoding == "utf-8" else encoding
        self._text = ""
        self._at = 0
        self._line = 1  # of the beginning of what is in memory
        self._ended = False

    def peek(self) -> str:
        """The next character that is not space; empty at the end."""
        passed = 0
        while True:
            while self._at < len(self._text) and self._text[self._at] in SPACE:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            passed += len(self._text)
            if passed > self._most:
                raise self._too_much()
            if not self._more():
                return ""

    def take(self, *wanted: str) -> str:
        """One of the characters that have to come next."""
        found = self.peek()
        if found not in wanted or not found:
            self.fail(f"Expecting {' or '.join(map(repr, wanted))}")
        self._at += 1
        return found

    def value(self) -> Any:
        """The next value, whole."""
        self.peek()
        while True:
            try:
                found, end = DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated string") or error.pos >= len(self._text) - CUT
                if not (cut and self._more()):
                    raise
            except RecursionError as error:
                raise too_deep() from error
            else:
                if end < len(self._text) or not self._more():  # a number may go on
                    check_escapes(found, self._text[self._at : end])
                    self._at = end
                    return found
            if len(self._text) - self._at > self._most:
                raise self._too_much()

    def fail(self, message: str) -> None:
        """Raise the error of a text that goes on in another way than it should."""
        raise json.JSONDecodeError(message, self._text, self._at)

    def where(self, position: int | None = None) -> tuple[int, int]:
        """Line and column of a position in memory, or of what is read next."""
        at = self._at if position is None else position
        return self._line + self._text.count("\n", 0, at), at - self._text.rfind("\n", 0, at)

    def shown(self) -> str:
        """How what is read next begins."""
        return self._text[self._at : self._at + 20]

    def _too_much(self) -> WrongValueError:
        return WrongValueError(f"has more than {self._most} bytes in one release", "look whether it is one")

    def _more(self) -> bool:
        """Read on, and forget what is behind; whether there was more."""
        content = next(self._content, b"")
        if not content and self._ended:
            return False
        self._ended = not content
        self._line += self._text.count("\n", 0, self._at)
        self._text = self._text[self._at :] + self._decoded(content)
        self._at = 0
        return True

    def _decoded(self, content: bytes) -> str:
        """Text that is not UTF-8 is read by the other encoding, from there on."""
        state = self._decoder.getstate()[0]
        try:
            return self._decoder.decode(content, final=self._ended)
        except UnicodeDecodeError as error:
            if self._other:
                other, self._other = self._other, ""
                self._decoder = codecs.getincrementaldecoder(other)()
                return self._decoded(state + content)
            mend = "say in which encoding it is, such as --encoding cp1252"
            raise WrongValueError(f"is not {error.encoding}", mend) from error
