"""What is worked out after the statement: from each request's own arguments, and null where it cannot be."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from db.codes import Precision
from db.exchange_rate import RateBasis
from engine.engine import Engine
from tengetrail.settings import Limits
from tests.databases import Databases
from tests.engine.conftest import engine_on
from tests.engine.rows import fill, nasty_rows

pytestmark = pytest.mark.asyncio(loop_scope="session")

RATES = {2018: "300", 2019: "400", 2020: "no number"}
ASKED = """query ($rate: RateChoice!) {
  lots(first: 1, filter: {value: {currency: KZT, eq: "123.45"}}) { nodes { value { in(currency: USD, rate: $rate) {
    amount
  } } } }
  claims { totalCount }
}"""
PART = ASKED.replace("$rate: RateChoice!", "$year: Int!").replace("$rate", "{basis: ANNUAL_AVERAGE, year: $year}")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def engine(databases: Databases) -> AsyncIterator[Engine]:
    """An engine over the odd rows with three rates, of which one is broken."""
    tables = nasty_rows()
    tables["lot"][0] |= {"value_amount": 12345, "value_currency": "KZT"}
    of_year = {"base": "USD", "quote": "KZT", "basis": RateBasis.ANNUAL_AVERAGE, "period_precision": Precision.YEAR}
    tables["exchange_rate"] = [
        {**row, **of_year, "period": date(year, 1, 1), "rate": rate}
        for row, (year, rate) in zip(tables["exchange_rate"], RATES.items(), strict=False)
    ]
    url = databases.migrated()
    fill(url, tables)
    async with engine_on(url, Limits()) as made:
        yield made
    databases.drop(url)


async def converted(engine: Engine, document: str, **variables: Any) -> tuple[Any, Any]:
    """The amount in dollars, and the errors."""
    answer = json.loads((await engine.answer(document, variables)).body)
    lots = answer["data"]["lots"]
    assert answer["data"]["claims"] == {"totalCount": 310}
    value = lots and lots["nodes"][0]["value"]["in"]
    return value and value["amount"], answer.get("errors")


@pytest.mark.parametrize("whole", [True, False], ids=["in a variable", "with a variable inside"])
async def test_each_request_has_its_own_rate(engine: Engine, whole: bool) -> None:
    for year, amount in ((2018, "0.41"), (2019, "0.31"), (2018, "0.41")):
        choice = {"basis": "ANNUAL_AVERAGE", "year": year}
        found = await (converted(engine, ASKED, rate=choice) if whole else converted(engine, PART, year=year))

        assert found == (amount, None)


async def test_what_cannot_be_worked_out_is_null_with_an_error_at_its_place(engine: Engine) -> None:
    amount, errors = await converted(engine, PART, year=1999)

    assert amount is None
    assert [error["path"] for error in errors] == [["lots", "nodes", 0, "value", "in"]]
    assert errors[0]["extensions"] == {"code": "NO_RATE"}
    assert "there are rates for 2018, 2019, 2020" in errors[0]["message"]


async def test_an_unexpected_error_leaves_nothing_half_made(engine: Engine) -> None:
    amount, errors = await converted(engine, PART, year=2020)

    assert amount is None
    assert [error["path"] for error in errors] == [["lots"]]
    assert errors[0]["extensions"]["code"] == "UNEXPECTED"
