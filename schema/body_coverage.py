"""How much of what a body asked for, or administers, can be followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, money
from schema.entity import entity

if TYPE_CHECKING:
    from db.body_total import MoneyRole
    from schema.values import Decimal, Money


@entity(
    db.BodyCoverage,
    "How much can be followed of a body's money: as a buyer, of the values of its tenders to their awards; as an"
    " administrator, of what was approved for its budget lines to what these are linked to. Computed by us.",
)
class BodyCoverage:
    role: MoneyRole = column(db.BodyCoverage.role, "BUYER or ADMINISTRATOR.")
    records: int = column(
        db.BodyCoverage.records,
        "How many tenders or budget lines have an amount in this currency; tenders that were called off are left out.",
    )
    published: Money | None = money(db.BodyCoverage.published_amount, "The sum of their amounts.")
    traced: Money | None = money(
        db.BodyCoverage.traced_amount,
        "As a buyer the sum of the awards; as an administrator the values of the tenders or contracts that the lines"
        " are linked to, each once. A lower bound if an amount is not known.",
    )
    stated: Money | None = money(db.BodyCoverage.stated_amount, "Of that, by links that a source states.")
    residual: Money | None = money(
        db.BodyCoverage.residual_amount, "What cannot be followed: the published sum less the traced one, or zero."
    )
    percent: Decimal | None = column(
        db.BodyCoverage.percent, "The traced sum in per cent of the published one, four decimals, half to even."
    )
    unknown_amounts: int = column(
        db.BodyCoverage.unknown_amounts, "How many awards or linked records have no known amount."
    )
