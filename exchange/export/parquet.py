"""Parquet files, with exact decimals. Their library comes with the extra `parquet`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import islice
from tempfile import TemporaryFile
from typing import Any

import orjson

from exchange.export.export import Export, WantedError
from exchange.export.files import pieces
from exchange.export.shape import Kind
from exchange.export.sum import Sum
from exchange.export.table import rows_of

AT_ONCE = 10  # portions of rows in one group of a file
DIGITS, DECIMALS = 38, 8  # of a decimal128: more decimals than a currency, a rate or an index has


def parquet(export: Export) -> Iterator[bytes]:
    """A table with amounts as decimal128(38, 8); what the file holds stands in its metadata.

    Raises WantedError where the library is not installed.
    """
    try:
        import pyarrow  # noqa: PLC0415  # an extra
        from pyarrow.parquet import ParquetWriter  # noqa: PLC0415
    except ImportError as error:
        raise WantedError("Parquet files need a library: pip install 'tengetrail[parquet]'.") from error
    kinds = {
        Kind.WHOLE: pyarrow.int64(),
        Kind.FLAG: pyarrow.bool_(),
        Kind.DECIMAL: pyarrow.decimal128(DIGITS, DECIMALS),
    }
    cells = export.shape.cells
    schema = pyarrow.schema([(cell.name, kinds.get(cell.kind, pyarrow.string())) for cell in cells])
    schema = schema.with_metadata({"about": orjson.dumps(export.about)})
    done = Sum()
    with TemporaryFile() as file:
        with ParquetWriter(file, schema) as writer:
            portions = rows_of(done.of_lines(export.texts), cells)
            while rows := [row for some in islice(portions, AT_ONCE) for row in some]:
                columns = [
                    pyarrow.array([_read(cell.kind)(value) for value in values], kind)
                    for cell, kind, values in zip(cells, schema.types, zip(*rows, strict=True), strict=True)
                ]
                writer.write_table(pyarrow.Table.from_arrays(columns, schema=schema))
            end = {"rows": done.rows, "sha256 of the rows as JSON lines": done.sha256}
            writer.add_key_value_metadata({"end": orjson.dumps(end)})
        file.seek(0)
        yield from pieces(file)


def _read(kind: Kind) -> Callable[[Any], Any]:
    """What makes a value of a row one of a column."""
    if kind is Kind.DECIMAL:
        return lambda value: None if value is None else Decimal(value)
    if kind is Kind.WHOLE:
        return lambda value: None if value is None else int(value)
    return lambda value: value
