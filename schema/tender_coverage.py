"""How much of a tender's value was awarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, money
from schema.entity import entity

if TYPE_CHECKING:
    from schema.values import Decimal, Money


@entity(
    db.TenderCoverage,
    "How much of a tender's value was awarded. An award counts once, however many lots it covers. Computed by us.",
)
class TenderCoverage:
    published: Money | None = money(db.TenderCoverage.published_amount, "The value that was published for the tender.")
    traced: Money | None = money(
        db.TenderCoverage.traced_amount,
        "The sum of its awards in the same currency, zero if there is none; a lower bound if an amount is not known.",
    )
    stated: Money | None = money(
        db.TenderCoverage.stated_amount, "Of that, awards of which a source itself says that they belong to the tender."
    )
    excluded: Money | None = money(
        db.TenderCoverage.excluded_amount, "The sum of awards that were taken back or came to nothing: not counted."
    )
    residual: Money | None = money(
        db.TenderCoverage.residual_amount, "What was not awarded: the value less the traced sum; zero where more was."
    )
    percent: Decimal | None = column(
        db.TenderCoverage.percent, "The traced sum in per cent of the value, four decimals, half to even."
    )
    awards: int = column(db.TenderCoverage.awards, "How many awards are counted.")
    unknown_amounts: int = column(db.TenderCoverage.unknown_amounts, "How many awards that stand have no known amount.")
    lots: int = column(db.TenderCoverage.lots, "How many lots we know of.")
    failed_lots: int = column(
        db.TenderCoverage.failed_lots, "How many of them were called off, or closed without a winner."
    )
    failed: Money | None = money(
        db.TenderCoverage.failed_amount,
        "What was planned for these; a lower bound if that of one is not known, null if that of none is.",
    )
