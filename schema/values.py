"""Values of several parts: amounts of money, and dates that are partly known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from schema.entity import publish

if TYPE_CHECKING:
    from typing import TypeAlias

    from db.codes import Precision, Qualifier

    Currency: TypeAlias = str
    Decimal: TypeAlias = str


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


@strawberry.type(description="A date as far as it is known.")
class PartialDate:
    value: str = strawberry.field(description='As much as is known: "2018", "2019-08" or "2018-06-28".')
    precision: Precision = strawberry.field(description="How much is known.")


publish(Money)
publish(PartialDate)
