"""Loading a data set that is too large for memory: as it comes, in one transaction, as a whole or not at all."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection

from analysis import derive
from db.batch import RowsRefusedError, gathered
from db.bulk import indexes_later, references_later, size
from db.layout import Row
from db.numbers import Numbers
from db.revision import Dataset, Revision
from db.write import Origin, Writer, last_digest, record_revision
from db.writer import open_writer
from exchange.records import refuse_rows

ROWS_AT_ONCE = 20_000

Bundle = Sequence[Row]  # records that belong together, such as all of a contracting process
Bundles = Callable[[Connection], Iterable[Bundle]]  # given what the database knows before
Told = Callable[[Bundle], object]


@dataclass
class Loaded:
    """What was loaded, and how many seconds each step took."""

    revision: Revision
    rows: int
    size: int  # bytes of the whole database
    seconds: dict[str, float] = field(default_factory=dict)


def import_stream(database_url: str, dataset: Dataset, origin: Origin, bundles: Bundles, told: Told) -> Loaded | None:
    """Load bundles of records; None if the last import of the data set had the same digest.

    The rows of a bundle may refer to each other in any order, and to what came before. Records that are there already
    are brought up to date, none is taken away. `told` hears of every bundle that is read.
    Raises ImportRefusedError, which carries the first problems found, and DatabaseUnavailableError.
    """
    seconds: dict[str, float] = {}
    with open_writer(database_url, bulk=True).begin() as connection:
        if last_digest(connection, dataset.name) == origin.digest:
            return None
        with _timed(seconds, "references"), references_later(connection):
            with _timed(seconds, "indexes"), indexes_later(connection), _timed(seconds, "rows"), _uncollected():
                writer = Writer(Numbers(connection, dataset.name), dataset)
                for rows in _batches(bundles(connection), told):
                    _put(writer, rows)
            with _timed(seconds, "derived"):
                derive(connection)
            with _timed(seconds, "change log"):
                written = writer.written()
                revision = record_revision(connection, dataset.name, origin, written)
        loaded = Loaded(revision, written.rows, size(connection), seconds)
        start = time.perf_counter()
    seconds["commit"] = time.perf_counter() - start
    return loaded


def _put(writer: Writer, rows: Sequence[Row]) -> None:
    try:
        writer.put(gathered(rows))
    except RowsRefusedError as error:
        refuse_rows(error, writer.dataset)


def _batches(bundles: Iterable[Bundle], told: Told) -> Iterator[list[Row]]:
    rows: list[Row] = []
    for bundle in bundles:
        rows.extend(bundle)
        told(bundle)
        if len(rows) >= ROWS_AT_ONCE:
            yield rows
            rows = []
    yield rows


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave Python's cyclic collector out: rows are in no circle, and to look at them is a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    """Note how long a step took without those within it."""
    start, within = time.perf_counter(), sum(seconds.values())
    yield
    seconds[step] = time.perf_counter() - start - (sum(seconds.values()) - within)
