"""How far the lowest losing bid is from the winning one: unusually close (Cardinal's R024) or far (R058).

The distance is a share of the winning price. Processes of one data set and currency are compared with each other; the
winner is the only supplier of the only award, and a process in which a lower valid bid lost is left out: there, the
price did not decide. Ours needs LEAST processes, and some spread among them: of a few, each would be an outlier.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, or_, select
from sqlalchemy import func as sql

import db
from analysis.findings.bids import AWARD, BID, SUPPLIER, priced
from analysis.findings.facts import Hit
from analysis.findings.rows import amount, is_not_cancelled
from analysis.findings.wording import exactly
from db.award import AwardStatus
from db.bid import BidStatus
from db.finding import Severity
from db.finding_rule import FindingRule
from db.table import table_of

TENDER, NODE, AWARD_LOT = table_of(db.Tender), table_of(db.Node), table_of(db.AwardLot)
LEAST = 20  # processes; fewer do not tell what is usual


class Fences(NamedTuple):
    """The distances beyond which one is unusual, as shares of the winning price."""

    low: float
    high: float


def unusual_distances(connection: Connection) -> Iterator[Hit]:
    """Processes whose winner's price is unusually close to the next one, or unusually far below it."""
    distances: dict[tuple[str, str], array[float]] = defaultdict(lambda: array("d"))
    for row in connection.execute(_prices()):
        distances[row.dataset, row.value_currency].append(_distance(row))
    among = {key: fences(values) for key, values in distances.items()}
    for row in connection.execute(_prices()):
        usual = among[row.dataset, row.value_currency]
        if usual and _distance(row) <= usual.low:
            yield _hit(FindingRule.CLOSE_BID, row, usual.low)
        if usual and _distance(row) >= usual.high:
            yield _hit(FindingRule.DEEP_DISCOUNT, row, usual.high)


def fences(values: Sequence[float]) -> Fences | None:
    """The quartiles, each moved outwards by one and a half times the distance between them."""
    if len(values) < LEAST:
        return None
    ordered = sorted(values)
    first, third = quantile(ordered, 0.25), quantile(ordered, 0.75)
    spread = third - first
    return Fences(first - 1.5 * spread, third + 1.5 * spread) if spread > 0 else None


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies, by the median-unbiased estimate that Cardinal uses."""
    place = (len(ordered) + 1 / 3) * share + 1 / 3
    below = min(max(int(place), 1), len(ordered) - 1)
    low, high = ordered[below - 1], ordered[below]
    return low + min(max(place - below, 0), 1) * (high - low)


def _distance(row: Row[Any]) -> float:
    return float((row.other - row.winning) / row.winning)


def _prices() -> Select[Any]:
    """The winning price and the lowest of the others, for each process that can be compared."""
    award, winner, beside, partner = AWARD.alias("active"), SUPPLIER.alias("winner"), AWARD.alias(), SUPPLIER.alias()
    lots = select(AWARD_LOT.c.lot_id).where(AWARD_LOT.c.award_id == award.c.id)
    standing = beside.c.status.in_((AwardStatus.ACTIVE, AwardStatus.PENDING)) & (beside.c.id != award.c.id)
    others = select(beside.c.id).where(beside.c.process_id == award.c.process_id, standing)
    partners = select(partner.c.id).where(partner.c.award_id == award.c.id, partner.c.id != winner.c.id)
    won = BID.c.tenderer_id == winner.c.organization_id
    winning, other = sql.min(BID.c.value_amount).filter(won), sql.min(BID.c.value_amount).filter(~won)
    return (
        select(
            TENDER.c.id, TENDER.c.title, NODE.c.dataset, BID.c.value_currency,
            winning.label("winning"), other.label("other"),
        )
        .join(NODE, NODE.c.id == TENDER.c.id)
        .join(BID, BID.c.tender_id == TENDER.c.id)
        .join(award, (award.c.process_id == TENDER.c.process_id) & (award.c.status == AwardStatus.ACTIVE))
        .join(winner, winner.c.award_id == award.c.id)
        .where(is_not_cancelled(TENDER), BID.c.status == BidStatus.VALID, priced())
        .where(~others.exists(), ~partners.exists())
        .where(or_(BID.c.lot_id.is_(None), ~lots.exists(), BID.c.lot_id.in_(lots)))
        .group_by(TENDER.c.id, TENDER.c.title, NODE.c.dataset, BID.c.value_currency)
        .having(other >= winning)
        .order_by(TENDER.c.id)
    )  # fmt: skip


def _hit(rule: FindingRule, row: Row[Any], fence: float) -> Hit:
    close = rule is FindingRule.CLOSE_BID
    winning, other = (exactly(amount(minor, row.value_currency)) for minor in (row.winning, row.other))
    share = f"{100 * _distance(row):.2f}%"
    explanation = (
        f'The winner of the tender "{row.title}" offered {winning}, the next one {other}: {share} more. In nearly all'
        f" comparable processes the distance is {'more' if close else 'less'} than {100 * fence:.2f}%."
        f" {'A bid that close may be there for show.' if close else 'What is so cheap may not be the same.'}"
    )
    expected = f"{'more' if close else 'less'} than {100 * fence:.2f}%"
    return Hit(rule, (), Severity.INFO, expected, share, explanation, (row.id,))
