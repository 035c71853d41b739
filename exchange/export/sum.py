"""What proves that a file is whole: how many rows there were, and the sha256 of what was written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any


class Sum:
    """Counts rows, and sums up bytes."""

    def __init__(self) -> None:
        self.rows = 0
        self._digest = hashlib.sha256()

    def add(self, written: bytes, rows: int = 0) -> bytes:
        """Note what is written, and give it back."""
        self.rows += rows
        self._digest.update(written)
        return written

    def of_lines(self, texts: Iterable[list[str]]) -> Iterator[list[str]]:
        """Note records as the JSON lines that they could be written as, and give them back."""
        for some in texts:
            self.add(lines(some), len(some))
            yield some

    @property
    def sha256(self) -> str:
        """That of all bytes."""
        return self._digest.hexdigest()

    def told(self) -> dict[str, Any]:
        """Both, for a file whose lines are JSON."""
        return {"rows": self.rows, "sha256": self.sha256}


def lines(texts: list[str]) -> bytes:
    """Texts as lines."""
    return "".join([f"{text}\n" for text in texts]).encode()
