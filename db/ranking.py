"""Which groups are the largest, in SQL that both databases read.

Rows have a `currency`, a number of `records` and their sum in two parts, `high` and `low`. Groups are sorted by their
sum in one currency, then by number of records, then by what tells them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from db.sums import PART

Words = Callable[[str], str]  # how a database says that a text sorts by code point


def with_usual(rows: str) -> str:
    """The rows, and in each the currency of most records, as `chosen`; null if no amount is known."""
    often = f"SELECT b.*,sum(records) OVER (PARTITION BY currency) AS often FROM ({rows}) b"
    first = "first_value(currency) OVER (ORDER BY currency IS NULL,often DESC,currency)"
    return f"SELECT b.*,{first} AS chosen FROM ({often}) b"


def sized(rows: str, keys: Sequence[str], name: str = "") -> str:
    """The rows, and in each its group's sum in the chosen currency and its number of records, under this name."""
    window = f"OVER (PARTITION BY {','.join(keys)})"
    in_chosen = ",".join(f"{in_currency('chosen', part, window)} AS {name}chosen_{part}" for part in ("high", "low"))
    return f"SELECT b.*,{in_chosen},sum(records) {window} AS {name}size FROM ({rows}) b"


def in_currency(currency: str, part: str, window: str = "") -> str:
    """A part of the sum of the rows in one currency."""
    return f"CAST(sum(CASE WHEN b.currency = {currency} THEN b.{part} ELSE 0 END) {window} AS BIGINT)"


def order(keys: Sequence[str], words: Words, records: str, name: str = "") -> str:
    """The largest group first."""
    high, low, by_keys = f"{name}chosen_high", f"{name}chosen_low", ",".join(words(key) for key in keys)
    return f"{high}+{low}/{PART} DESC,{low}%{PART} DESC,{name}{records} DESC,{by_keys}"


def known(column: str) -> str:
    """A key as a text that is never null: what is known has a sign before it."""
    return f"coalesce('='||{column},'')"


def placed(rows: str, words: Words) -> str:
    """Stored sums with the places of their groups: by their own key alone, and by the year and that."""
    ways = {"": ("key",), "year_": ("year", "key")}
    chosen = with_usual(rows)
    for name, keys in ways.items():
        chosen = sized(chosen, keys, name)
    places = ",".join(
        f"dense_rank() OVER (ORDER BY {order([known(key) for key in keys], words, 'size', name)}) AS {name}place"
        for name, keys in ways.items()
    )
    return f"SELECT b.*,{places} FROM ({chosen}) b"
