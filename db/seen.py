"""What is read together with the data revision under which it was read."""

from __future__ import annotations

from typing import NamedTuple


class Seen(NamedTuple):
    """A text, if there is one, and the number of the revision whose data it was made of; 0 before the first."""

    text: bytes | None
    revision: int


def seeing(sql: str) -> str:
    """A statement for one text that tells the revision in the same breath: no import can come between the two."""
    return f"SELECT ({sql}),(SELECT max(number) FROM revision)"
