"""The JSON documents that files hold: one a file or one a line, plain or in .gz, read once and strictly.

A number keeps its digits (Decimal), so that an amount is what was printed.
"""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import IO, Any, cast

from msgspec.json import Encoder

from exchange.problems import Place, Problems, WrongValueError

MOST_BYTES = 256 * 1024 * 1024  # of one document: a whole file, or a line
LONGEST_NUMBER = 40  # characters
SUFFIXES = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz")  # what a folder is searched for
JSON = Encoder(decimal_format="number")  # the digits of a number are kept
GZIP = b"\x1f\x8b"
STDIN = Path("-")


@dataclass(frozen=True, slots=True)
class Document:
    """One JSON value, and where it begins."""

    place: Place
    tree: Any


class Documents:
    """The documents of files and folders; `digest` tells them apart from others when all are read."""

    def __init__(self, paths: Iterable[Path], problems: Problems, encoding: str = "utf-8") -> None:
        """Texts that are not UTF-8 are read by `encoding`."""
        self._paths = paths
        self._encoding = encoding
        self._problems = problems
        self._digest = sha256()

    @property
    def digest(self) -> str:
        """The digest of all that was read."""
        return self._digest.hexdigest()

    def __iter__(self) -> Iterator[Document]:
        for path in self._paths:
            for file in self._files(path):
                try:
                    with _opened(file) as stream:
                        yield from self._documents(str(file), stream)
                except WrongValueError as error:
                    self._problems.add(Place(str(file)), file.name, error.wrong, error.mend)
                except (OSError, EOFError, zlib.error) as error:
                    reason = getattr(error, "strerror", None) or str(error)
                    self._problems.add(Place(str(file)), file.name, f"cannot be read ({reason})", "mend the file")

    def _files(self, path: Path) -> Iterator[Path]:
        if not path.is_dir():
            yield path
            return
        found = sorted(each for each in path.rglob("*") if each.name.endswith(SUFFIXES) and each.is_file())
        if not found:
            wanted = ", ".join(SUFFIXES)
            self._problems.add(Place(str(path)), path, "has no file to read", f"name one that has files of {wanted}")
        yield from found

    def _documents(self, name: str, stream: IO[bytes]) -> Iterator[Document]:
        """A whole file, or each line of it if the first is a document."""
        lines = iter(lambda: self._read(stream, line=True), b"")
        first, second = next(lines, b""), next(lines, b"")
        if second and _is_json(first):
            for number, line in enumerate(chain((first, second), lines), 1):
                if line.strip():
                    yield from self._document(Place(name, number, 1), line.rstrip(b"\r\n"))
        else:
            yield from self._document(Place(name, 1, 1), first + second + self._read(stream))

    def _read(self, stream: IO[bytes], *, line: bool = False) -> bytes:
        read = stream.readline(MOST_BYTES + 1) if line else stream.read(MOST_BYTES + 1)
        if len(read) > MOST_BYTES:
            raise WrongValueError(f"has more than {MOST_BYTES} bytes in one document", "write one release a line")
        self._digest.update(read)
        return read

    def _document(self, place: Place, content: bytes) -> Iterator[Document]:
        try:
            tree = parsed(self._text(content))
            listed = enumerate(tree) if isinstance(tree, list) and tree else [(None, tree)]
            for number, each in listed:
                yield Document(place if number is None else replace(place, path=f"[{number}]"), each)
        except json.JSONDecodeError as error:
            where = Place(place.file, place.line + error.lineno - 1, error.colno)
            found = error.doc[error.pos : error.pos + 20] or "the end"
            self._problems.add(where, found, f"is not JSON ({error.msg})", "mend the file")
        except WrongValueError as error:
            self._problems.add(place, content[:20].decode("latin-1"), error.wrong, error.mend)

    def _text(self, content: bytes) -> str:
        for encoding in ("utf-8-sig", self._encoding):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                wrong = f"is not {encoding.removesuffix('-sig')} (byte {error.start})"
        raise WrongValueError(wrong, "say in which encoding it is, such as --encoding cp1252")


def parsed(text: str) -> Any:
    """The value of a JSON text. Raises json.JSONDecodeError, and WrongValueError for what JSON allows and we do not."""
    try:
        tree = json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_number,
            parse_int=lambda digits: int(_number(digits)),
            parse_constant=_constant,
        )
    except RecursionError as error:
        raise WrongValueError("is nested too deep", "a release has some ten levels") from error
    if "\\u" in text:
        _check_escapes(tree)
    return tree


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise WrongValueError(f"has the key {twice!r} twice in one object", "leave one of them")
    return found


def _number(digits: str) -> Decimal:
    number = Decimal(digits) if len(digits) <= LONGEST_NUMBER else None
    if number is None or abs(number.adjusted()) > LONGEST_NUMBER:
        raise WrongValueError(f"has the number {digits[:LONGEST_NUMBER]}, which is too long", "check its digits")
    return number


def _constant(name: str) -> Any:
    raise WrongValueError(f"has {name}, which is no number", "write null for what is not known")


def _check_escapes(tree: Any) -> None:
    """Refuse what can be written as an escape and is no character: NUL, and halves of others."""
    text = json.dumps(tree, ensure_ascii=False, default=str)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise WrongValueError("has half a character (a lone surrogate)", "write the whole character") from error
    if "\\u0000" in text:
        raise WrongValueError("has the character NUL in a text", "take it out")


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if path == STDIN:
        yield sys.stdin.buffer
        return
    with path.open("rb") as stream:
        packed = stream.read(len(GZIP)) == GZIP
        stream.seek(0)
        if packed and path.suffix != ".gz":
            raise WrongValueError("is packed by gzip", "name it .gz, or unpack it")
        yield cast("IO[bytes]", gzip.GzipFile(fileobj=stream)) if path.suffix == ".gz" else stream
