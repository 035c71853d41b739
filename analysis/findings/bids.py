"""What the rules about bids share: which bids count, and who was chosen.

The definitions are those of Cardinal, the Open Contracting Partnership's tool. Ours differ where it would raise an
alarm that one can see through: bids for different lots do not compete, a price of zero is none, and a sum that is not
exact is not compared.
"""

from __future__ import annotations

from sqlalchemy import CTE, ColumnElement, func, select

import db
from db.award import AwardStatus
from db.bid import BidStatus
from db.codes import Qualifier
from db.table import table_of

AWARD, BID = table_of(db.Award), table_of(db.Bid)
SUPPLIER = table_of(db.AwardSupplier)
SUBMITTED = (BidStatus.PENDING, BidStatus.VALID, BidStatus.DISQUALIFIED)


def priced() -> ColumnElement[bool]:
    """The bids with an exact price."""
    return (BID.c.value_amount > 0) & (BID.c.value_qualifier == Qualifier.EXACT)


def decided() -> CTE:
    """The processes with an award in force and none that is still open, with the number of awards in force."""
    active = func.count().filter(AWARD.c.status == AwardStatus.ACTIVE)
    pending = func.count().filter(AWARD.c.status == AwardStatus.PENDING)
    query = select(AWARD.c.process_id, active.label("awards")).group_by(AWARD.c.process_id)
    return query.having(active > 0, pending == 0).cte("decided")


def sole_winners() -> CTE:
    """The processes with one supplier in all their awards in force, and who it is."""
    suppliers = func.count(SUPPLIER.c.organization_id.distinct())
    query = (
        select(AWARD.c.process_id, func.min(SUPPLIER.c.organization_id).label("winner"))
        .join(SUPPLIER, SUPPLIER.c.award_id == AWARD.c.id)
        .where(AWARD.c.status == AwardStatus.ACTIVE)
        .group_by(AWARD.c.process_id)
        .having(suppliers == 1)
    )
    return query.cte("sole_winner")
