"""Numbers that are not money."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, day, one, subject
from schema.entity import entity
from schema.node import Node

if TYPE_CHECKING:
    from db.codes import Qualifier
    from schema.claim import Citation
    from schema.territory import Territory
    from schema.values import Decimal, PartialDate


@entity(db.Observation, "A number about a record that is not money: counted, measured or asked.")
class Observation(Node):
    subject: Node = subject(db.Observation.subject_id, "The record that it is about.")
    indicator: str = column(
        db.Observation.indicator,
        "What is counted, by a short name, the same for the same question.",
        filter=True,
    )
    title: str = column(db.Observation.title, "What is counted, in words.")
    value: Decimal | None = column(db.Observation.value, "The number, exact; null if the source gives none.")
    qualifier: Qualifier = column(db.Observation.qualifier, "How exactly the source means it.")
    unit: str = column(db.Observation.unit, "What one of it is, such as activities or per cent.")
    territory: Territory | None = one("Territory", db.Observation.territory_id, "The place that it is about.")
    period_start: PartialDate | None = day(db.Observation.period_start, "From when it counts; null if not said.")
    period_end: PartialDate | None = day(db.Observation.period_end, "Until when it counts; null if not said.")
    citation: Citation = one("Citation", db.Observation.citation_id, "Where this is taken from.")
