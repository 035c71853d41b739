"""The formats that a list can be had in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from exchange.export.export import Export, WantedError
from exchange.export.parquet import parquet
from exchange.export.texts import comma_separated, json_lines
from exchange.export.workbook import workbook


@dataclass(frozen=True)
class Format:
    """A kind of file: how it is called, and what writes it, piece by piece."""

    suffix: str
    media_type: str
    write: Callable[[Export], Iterator[bytes]]


FORMATS = {
    each.suffix: each
    for each in (
        Format("ndjson", "application/x-ndjson", json_lines),
        Format("csv", "text/csv; charset=utf-8", comma_separated),
        Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook),
        Format("parquet", "application/vnd.apache.parquet", parquet),
    )
}


def format_of(suffix: str) -> Format:
    """A format by the end of a file's name; raises WantedError."""
    if suffix not in FORMATS:
        raise WantedError(f"There is no format {suffix!r}; there are {', '.join(FORMATS)}.")
    return FORMATS[suffix]
