"""What SQL cannot work out exactly: pure functions over an amount and rows that are looked up with it.

Each gets the amount in minor units of its currency, the rows that its declaration names, and its arguments,
and gives an object of the public schema. All arithmetic is decimal; results are rounded half to even.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Any

from db.currency import DIGITS

DIRECTIONS = ("direct", "inverse")
Rows = Sequence[Mapping[str, Any]]
Arguments = Mapping[str, Any]


class LeafError(Exception):
    """A question that the data cannot answer; its text names what there is."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def converted(amount: int, currency: str, rows: Mapping[str, Rows], arguments: Arguments) -> dict[str, Any]:
    """An amount in another currency, by annual averages or by one day's official rate.

    Raises LeafError where no rate of that basis covers the time: nothing is guessed. With several years the
    amount is taken in equal parts, each at its own year's rate.
    """
    choice, target = arguments["rate"], arguments["currency"]
    rates = {row["period"]: (row, inverse) for inverse in (True, False) for row in rows[DIRECTIONS[inverse]]}
    wanted = [rates.get(period) for period in periods(choice)]
    if None in wanted or not wanted:
        missing = ", ".join(period for period in periods(choice) if period not in rates) or "no time"
        raise LeafError("NO_RATE", f"there is no rate of {target} in {currency} for {missing}; {known(rates)}")
    found = [each for each in wanted if each is not None]
    with localcontext(prec=60):
        part = Decimal(amount).scaleb(-DIGITS[currency]) / len(found)
        total = sum(part * Decimal(row["rate"]) if inverse else part / Decimal(row["rate"]) for row, inverse in found)
        text = printed(total, target)
    return {
        "amount": text,
        "currency": target,
        "rate": rate_of(found[0][0], choice) if len(found) == 1 else None,
        "rates": [rate_of(row, choice) for row, _ in found],
        "__typename": "ConvertedMoney",
    }


def periods(choice: Arguments) -> list[str]:
    """The times that a rate is asked for, as their rows are called; raises LeafError unless one way is chosen."""
    given = [name for name in ("year", "years", "on") if choice.get(name) is not None]
    if len(given) != 1:
        raise LeafError("BAD_RATE", "say when: year, on, or years to take the amount in equal parts")
    if (given == ["on"]) != (choice["basis"] == "DAILY_OFFICIAL"):
        raise LeafError("BAD_RATE", "DAILY_OFFICIAL goes with on, ANNUAL_AVERAGE with year or years")
    value = choice[given[0]]
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def known(rates: Mapping[str, object]) -> str:
    """What there is, for an error."""
    if not rates:
        return "exchangeRates lists what there is"
    return f"there are rates for {', '.join(sorted(rates))}" if len(rates) < 30 else f"there are {len(rates)} others"


def rate_of(row: Mapping[str, Any], choice: Arguments) -> dict[str, Any]:
    """A rate as it was used."""
    return {
        "value": row["rate"],
        "basis": choice["basis"],
        "year": int(row["period"][:4]),
        "on": row["period"] if len(row["period"]) > 4 else None,
        "base": row["base"],
        "quote": row["quote"],
        "source": row["source"],
        "__typename": "UsedRate",
    }


def in_prices(amount: int, currency: str, rows: Mapping[str, Rows], arguments: Arguments) -> dict[str, Any]:
    """An amount in the prices of another year, by an index; with several years of its own in equal parts.

    Raises LeafError where the index lacks a year.
    """
    countries = sorted({row["country"] for row in rows["index"]})
    if len(countries) > 1:
        raise LeafError("BAD_COUNTRY", f"say whose prices with country: there are those of {', '.join(countries)}")
    index = {row["year"]: row for row in rows["index"]}
    own = arguments.get("years") or ([arguments["of"]] if arguments.get("of") is not None else [])
    if not own or (arguments.get("years") and arguments.get("of") is not None):
        raise LeafError("BAD_YEARS", "say in whose prices the amount is: of, or years to take it in equal parts")
    missing = [str(year) for year in [*own, arguments["year"]] if year not in index]
    if missing:
        years = ", ".join(str(year) for year in sorted(index)) or "none at all"
        raise LeafError("NO_INDEX", f"{arguments['index']} has no value for {', '.join(missing)}; there are {years}")
    base = Decimal(index[arguments["year"]]["value"])
    with localcontext(prec=60):
        part = Decimal(amount).scaleb(-DIGITS[currency]) / len(own)
        text = printed(sum(part * base / Decimal(index[year]["value"]) for year in own), currency)
    used = sorted({*own, arguments["year"]})
    values = [{"year": year, "value": index[year]["value"], "source": index[year]["source"]} for year in used]
    return {
        "amount": text,
        "currency": currency,
        "year": arguments["year"],
        "index": arguments["index"],
        "values": [{**each, "__typename": "UsedIndex"} for each in values],
        "__typename": "RealMoney",
    }


def printed(amount: Decimal | int, currency: str) -> str:
    """An amount with the decimals of its currency."""
    return f"{Decimal(amount).quantize(Decimal(1).scaleb(-DIGITS[currency]), ROUND_HALF_EVEN):f}"
