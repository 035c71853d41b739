"""Values of several parts: amounts of money, and dates that are partly known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

import db
from schema.declare import amount_of, column, leaf, listed, lookup, one
from schema.entity import entity, publish
from schema.kinds import OWN_CURRENCY
from schema.leaves import converted, in_prices

if TYPE_CHECKING:
    from typing import TypeAlias

    from db.codes import Precision, Qualifier
    from db.exchange_rate import RateBasis
    from db.price_index import PriceSeries
    from schema.claim import Claim

    Currency: TypeAlias = str
    Date: TypeAlias = str
    Decimal: TypeAlias = str

RATE = (db.ExchangeRate.period, db.ExchangeRate.rate, db.ExchangeRate.base, db.ExchangeRate.quote)
INDEX = (db.PriceIndex.year, db.PriceIndex.value, db.PriceIndex.country)
SOURCE = (db.Citation.source_id, db.Source.title)  # by the row's citation


@strawberry.input(description="Which exchange rate to take. Give exactly one of year, years and on.")
class RateChoice:
    basis: RateBasis = strawberry.field(description="A year's mean, or one day's official rate.")
    year: int | None = strawberry.field(default=strawberry.UNSET, description="The year of an annual average.")
    years: list[int] | None = strawberry.field(
        default=strawberry.UNSET,
        description="Years over which the amount is taken in equal parts, each at its own average: your assumption.",
    )
    on: Date | None = strawberry.field(default=strawberry.UNSET, description="The day of an official rate.")


@strawberry.type(description="An exchange rate as it was used.")
class UsedRate:
    value: Decimal = strawberry.field(description="How many units of `quote` one unit of `base` cost.")
    basis: RateBasis = strawberry.field(description="A year's mean, or one day's official rate.")
    year: int = strawberry.field(description="The year that it is for.")
    on: Date | None = strawberry.field(description="The day that it is for; null for a year's mean.")
    base: Currency = strawberry.field(description="The currency of which one unit is priced.")
    quote: Currency = strawberry.field(description="The currency in which it is priced.")
    source: str = strawberry.field(description="The title of the source of the rate.")


@strawberry.type(description="An amount in another currency, worked out by us: no source prints it.")
class ConvertedMoney:
    amount: Decimal = strawberry.field(description="The amount, rounded half to even.")
    currency: Currency = strawberry.field(description="The currency.")
    rate: UsedRate | None = strawberry.field(description="The rate; null if several years were taken.")
    rates: list[UsedRate] = strawberry.field(description="All rates that were used.")


@strawberry.type(description="The value of a price index in a year, as it was used.")
class UsedIndex:
    year: int = strawberry.field(description="The year.")
    value: Decimal = strawberry.field(description="The value of the index.")
    source: str = strawberry.field(description="The title of its source.")


@strawberry.type(description="An amount in the prices of a year, worked out by us: no source prints it.")
class RealMoney:
    amount: Decimal = strawberry.field(description="The amount, rounded half to even.")
    currency: Currency = strawberry.field(description="The currency.")
    year: int = strawberry.field(description="The year whose prices it is in.")
    index: PriceSeries = strawberry.field(description="The series of prices.")
    values: list[UsedIndex] = strawberry.field(description="The values of the index that were used.")


@entity(db.Claim, "What a source itself prints for an amount in another currency.")
class PrintedConversion:
    amount: Decimal = amount_of(db.Claim.value_amount, "The amount, as printed.")
    currency: Currency = column(db.Claim.value_currency, "Its currency.")
    implied_rate: Decimal | None = column(
        db.Claim.implied_rate, "What one unit of this currency was taken to cost, computed by us, four decimals."
    )
    claim: Claim = one("Claim", db.Claim.id, "The claim.")


@strawberry.type(description="An amount of money as a source gives it, or a sum of such amounts in one currency.")
class Money:
    amount: Decimal = strawberry.field(
        description='The amount with all decimals of its currency, exact, as text: "270148000000.00".'
    )
    currency: Currency = strawberry.field(description="The currency (ISO 4217).")
    qualifier: Qualifier = strawberry.field(
        description="How exactly the source means it: as it stands, about, more than."
    )
    lower_bound: bool = strawberry.field(
        description="True if the real amount is this one or larger, because the source says so or a part is unknown."
    )
    published: list[PrintedConversion] = listed(
        "PrintedConversion",
        db.Claim.subject_id,
        order=[db.Claim.number, db.Claim.id],
        given=db.Claim.converts_id,
        of_field=db.Claim.field,
        description="The same amount in other currencies, as sources print it.",
    )
    in_: ConvertedMoney | None = leaf(
        converted,
        "The amount in another currency at a rate that you choose; if there is none, an error names what there is.",
        lookups={
            "direct": lookup(RATE, SOURCE, base="currency", quote=OWN_CURRENCY, basis="rate.basis", period="rate.on"),
            "inverse": lookup(RATE, SOURCE, base=OWN_CURRENCY, quote="currency", basis="rate.basis", period="rate.on"),
        },
        currency=("Currency", "The currency to convert to."),
        rate=("RateChoice", "Which rate to take."),
    )
    real: RealMoney | None = leaf(
        in_prices,
        "The amount in the prices of a year, by a series that you choose.",
        lookups={"index": lookup(INDEX, SOURCE, series="index", country="country")},
        year=("int", "The year whose prices to take."),
        index=("PriceSeries", "Consumer prices, or the deflator of the whole economy."),
        country=("str | None", "Whose prices (ISO 3166-1); needed where the data know those of several countries."),
        of=("int | None", "The year in whose prices the amount is."),
        years=("list[int] | None", "Years over which the amount is taken in equal parts: your assumption."),
    )


@strawberry.type(description="A date as far as it is known.")
class PartialDate:
    value: str = strawberry.field(description='As much as is known: "2018", "2019-08" or "2018-06-28".')
    precision: Precision = strawberry.field(description="How much is known.")


for _type in (RateChoice, UsedRate, ConvertedMoney, UsedIndex, RealMoney, PartialDate):
    publish(_type)
MONEY = publish(Money)  # the fields of an amount that are declared, not its own parts
