"""What a field of the change log can be, beside what every field can be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column as TableColumn


@dataclass(frozen=True)
class Registered:
    """The record of any kind that two columns name, as it is now; `of_id` for its id alone, which outlives it."""

    type: TableColumn[Any]
    slug: TableColumn[Any]
    of_id: bool = False


@dataclass(frozen=True)
class Moment:
    """A time in UTC."""

    column: TableColumn[Any]


@dataclass(frozen=True)
class Marked:
    """The cursor of a row in the list of all of a kind, by its number."""

    column: TableColumn[Any]
    target: str


@dataclass(frozen=True)
class Parsed:
    """What a pure function makes of the texts of some columns, after the statement."""

    function: Callable[..., list[dict[str, Any]]]
    columns: tuple[TableColumn[Any], ...]
