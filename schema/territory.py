"""Places through time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import (
    column,
    listed,
    many,
    picked,
    table_column,
)
from schema.entity import entity
from schema.kinds import (
    Held,
)
from schema.node import Node

if TYPE_CHECKING:
    from db.territory import TerritoryLevel
    from schema.change_event import ChangeEvent
    from schema.name import Membership, Name
    from schema.page import Connection
    from schema.process import Process


@entity(
    db.Territory,
    "A place: one identity, whatever it was called at the time.",
    name=Held(table_column(db.Name.text), table_column(db.Name.subject_id)),
)
class Territory(Node):
    name: str | None = picked(
        db.Territory.name,
        db.Name.text,
        db.Name.subject_id,
        "What it is called: on a day, or by its latest official name.",
    )
    level: TerritoryLevel = column(db.Territory.level, "Country, region, district or locality.")
    country: str = column(db.Territory.country, "The country that it is in (ISO 3166-1).")
    scheme: str | None = column(db.Territory.scheme, "The register of places that its code is from.")
    code: str | None = column(db.Territory.code, "Its code in that register.")
    names: list[Name] = listed(
        "Name",
        db.Name.subject_id,
        order=[db.Name.id],
        kind=(db.Name.kind, "NameKind | None", "Only names of this kind."),
        lang=(db.Name.language, "Language | None", "Only names in this language."),
        description="Every name that it had, with its time.",
    )
    parents: list[Membership] = listed(
        "Membership",
        db.Membership.child_id,
        order=[db.Membership.id],
        description="What it was a part of, and when.",
    )
    change_events: Connection[ChangeEvent] = many(
        "ChangeEvent",
        db.ChangeEventParticipant.participant_id,
        db.ChangeEventParticipant.change_event_id,
        description="What happened to it.",
    )
    processes: Connection[Process] = many(
        "Process", db.Process.territory_id, description="The contracting processes that concern it."
    )
