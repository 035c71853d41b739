from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.leaves import LeafError, converted, in_prices

RATES = {"2018": "344.70583333", "2019": "382.74731061"}


def rates(values: dict[str, str] = RATES, *, inverse: bool = False) -> dict[str, Any]:
    rows = [
        {"period": period, "rate": rate, "base": "USD", "quote": "KZT", "source": "World Bank"}
        for period, rate in values.items()
    ]
    return {"direct": [] if inverse else rows, "inverse": rows if inverse else []}


def by_year(*years: int) -> dict[str, Any]:
    time = {"year": years[0]} if len(years) == 1 else {"years": list(years)}
    return {"currency": "USD", "rate": {"basis": "ANNUAL_AVERAGE", **time}}


def index(values: dict[int, str], countries: tuple[str, ...] = ("KZ",)) -> dict[str, Any]:
    return {
        "index": [
            {"year": year, "value": value, "country": country, "source": "World Bank"}
            for country in countries
            for year, value in values.items()
        ]
    }


def test_an_amount_is_converted_at_the_average_of_a_year() -> None:
    result = converted(270_148_000_000_00, "KZT", rates(), by_year(2018))

    assert (result["amount"], result["rate"]["value"], result["rate"]["year"]) == ("783705913.50", "344.70583333", 2018)


def test_a_rate_serves_both_ways() -> None:
    result = converted(100, "USD", rates({"2018": "344.705"}, inverse=True), {**by_year(2018), "currency": "KZT"})

    assert result["amount"] == "344.70"  # half to even


def test_several_years_take_equal_parts_at_their_own_rates() -> None:
    result = converted(200_00, "KZT", rates({"2018": "100", "2019": "200"}), by_year(2018, 2019))

    assert result["amount"] == "1.50"
    assert result["rate"] is None
    assert [rate["year"] for rate in result["rates"]] == [2018, 2019]


def test_a_missing_rate_names_what_there_is() -> None:
    with pytest.raises(LeafError, match=r"no rate of USD in KZT for 1999; there are rates for 2018, 2019") as caught:
        converted(1, "KZT", rates(), by_year(1999))
    assert caught.value.code == "NO_RATE"


@pytest.mark.parametrize(
    "choice",
    [
        {"basis": "ANNUAL_AVERAGE"},
        {"basis": "ANNUAL_AVERAGE", "year": 2018, "years": [2018]},
        {"basis": "DAILY_OFFICIAL", "year": 2018},
        {"basis": "ANNUAL_AVERAGE", "on": "2018-01-01"},
        {"basis": "ANNUAL_AVERAGE", "years": []},
    ],
)
def test_a_time_must_be_chosen_in_one_way(choice: dict[str, Any]) -> None:
    with pytest.raises(LeafError):
        converted(1, "KZT", rates(), {"currency": "USD", "rate": choice})


def test_prices_of_another_year_say_what_they_used() -> None:
    values = {2013: "100", 2018: "148.69"}

    result = in_prices(148_69, "KZT", index(values), {"year": 2013, "index": "CPI", "of": 2018})

    assert result["amount"] == "100.00"
    assert [(each["year"], each["value"]) for each in result["values"]] == [(2013, "100"), (2018, "148.69")]


def test_prices_need_a_year_that_the_index_has_and_one_country() -> None:
    values = {2013: "100"}

    with pytest.raises(LeafError, match="CPI has no value for 2018; there are 2013"):
        in_prices(1, "KZT", index(values), {"year": 2018, "index": "CPI", "of": 2013})
    with pytest.raises(LeafError, match="say in whose prices"):
        in_prices(1, "KZT", index(values), {"year": 2013, "index": "CPI"})
    with pytest.raises(LeafError, match="there are those of KG, KZ"):
        in_prices(1, "KZT", index(values, ("KZ", "KG")), {"year": 2013, "index": "CPI", "of": 2013})


@given(st.integers(0, 10**17), st.integers(1, 10**12))
def test_a_conversion_is_never_off_by_more_than_half_a_cent(amount: int, rate: int) -> None:
    text = f"{rate // 10**8}.{rate % 10**8:08}"

    result = converted(amount, "KZT", rates({"2018": text}), by_year(2018))

    exact = Decimal(amount) / 100 / Decimal(text)
    assert abs(Decimal(result["amount"]) - exact) <= Decimal("0.005") + Decimal(1) / 10**8
