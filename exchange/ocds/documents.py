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
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import IO, Any, cast

from exchange.ocds.parsing import parsed
from exchange.ocds.pieces import Pieces, Text
from exchange.problems import Place, Problems, WrongValueError

MOST_BYTES = 256 * 1024 * 1024  # of a line, and of a release or record in a package that is read piece by piece
WHOLE_BYTES = 16 * 1024 * 1024  # of a file that is read as a whole
SUFFIXES = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz")  # what a folder is searched for
GZIP = b"\x1f\x8b"
STDIN = Path("-")


@dataclass(frozen=True, slots=True)
class Document:
    """One JSON value, and where it begins."""

    place: Place
    tree: Any  # of a large package with Items, which are read once, and what stands behind them thereafter


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
        most = min(WHOLE_BYTES, MOST_BYTES)
        first = self._read(stream.readline(most + 1))
        second = self._read(stream.readline(most + 1)) if len(first) <= most else b""
        if second and _is_json(first):
            second += b"" if second.endswith(b"\n") else self._line(stream)
            for number, line in enumerate(chain((first, second), iter(lambda: self._line(stream), b"")), 1):
                if line.strip():
                    yield from self._document(Place(name, number, 1), line.rstrip(b"\r\n"))
            return
        content = first + second + self._read(stream.read(most))
        if len(content) <= most:
            yield from self._document(Place(name, 1, 1), content)
        else:
            pieces = chain((content,), iter(lambda: self._read(stream.read(most)), b""))
            yield from self._large(Place(name, 1, 1), Text(pieces, self._encoding, MOST_BYTES))

    def _large(self, place: Place, text: Text) -> Iterator[Document]:
        """Packages that are too large for memory, one after the other."""
        while text.peek():
            package = Pieces(text, replace(place, line=text.where()[0]), self._problems)
            if package.begun:
                yield Document(package.place, package.tree)
            if not package.whole:
                return

    def _line(self, stream: IO[bytes]) -> bytes:
        line = self._read(stream.readline(MOST_BYTES + 1))
        if len(line) > MOST_BYTES:
            raise WrongValueError(f"has more than {MOST_BYTES} bytes in one line", "write one release a line")
        return line

    def _read(self, content: bytes) -> bytes:
        self._digest.update(content)
        return content

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
