"""Files that are made as a whole before they are sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

PIECE = 1 << 18  # bytes


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """The rest of a file."""
    while piece := file.read(PIECE):
        yield piece
