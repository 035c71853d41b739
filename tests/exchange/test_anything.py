"""Whatever a file holds, it is either read or refused with a place: no other error, and no endless work."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from db.currency import DIGITS
from db.node import records
from db.table import table_of
from exchange.checks import check_set
from exchange.problems import Problems, WrongValueError
from exchange.records import RecordReader, RowSet
from exchange.tree import read_tree
from exchange.values import day, money
from tests.exchange.small_set import SMALL

MODELS = {f"{table_of(model).name}.yaml": model for model in records().values() if not model.inline}
PIECES = [
    "\n",
    "- ",
    ": ",
    "  ",
    "[",
    "]",
    "{",
    "}",
    "#",
    "'",
    '"',
    "&a",
    "*a",
    "!!str",
    "|",
    ">",
    "null",
    "~",
    "-5 KZT",
]

files = st.sampled_from(sorted(MODELS.keys() & SMALL.keys()))
spoilt = st.one_of(st.sampled_from(PIECES), st.text(max_size=12), st.sampled_from([" ".join(DIGITS), "9" * 50]))


@settings(max_examples=300, deadline=None)
@given(file=files, place=st.floats(0, 1), dropped=st.integers(0, 30), piece=spoilt)
def test_a_file_with_anything_in_it_is_read_or_refused(file: str, place: float, dropped: int, piece: str) -> None:
    text = SMALL[file]
    at = int(place * len(text))
    problems = Problems()
    reader = RecordReader(problems)

    tree = read_tree(file, (text[:at] + piece + text[at + dropped :]).encode("utf-8", "surrogatepass"), problems)
    if tree is not None:
        reader.read(MODELS[file], tree)
    check_set(RowSet(reader.rows), problems)

    assert tree is not None or len(problems) == 1


@settings(max_examples=200, deadline=None)
@given(content=st.binary(max_size=200))
def test_bytes_of_any_kind_are_read_or_refused(content: bytes) -> None:
    problems = Problems()

    tree = read_tree("lot.yaml", content, problems)

    assert (tree is None) == bool(problems)


@given(minor=st.integers(0, 2**63 - 1), currency=st.sampled_from(sorted(DIGITS)))
def test_every_amount_that_can_be_stored_is_read_exactly(minor: int, currency: str) -> None:
    digits = DIGITS[currency]
    units = str(minor).zfill(digits + 1)
    printed = f"{units[:-digits]}.{units[-digits:]}" if digits else units

    assert money(f"{printed} {currency}")[:2] == (minor, currency)


@given(value=st.text(max_size=20))
def test_a_text_is_a_date_or_is_refused(value: str) -> None:
    try:
        first, precision = day(value)
    except WrongValueError:
        return
    assert first.isoformat().startswith(value)
    assert len(value) == {"YEAR": 4, "MONTH": 7, "DAY": 10}[precision]
