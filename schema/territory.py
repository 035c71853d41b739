"""Places through time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.change_event import change_events
from schema.declare import column, many, picked
from schema.entity import entity
from schema.lineage import WHOLE_LINEAGE, lineage
from schema.local_text import name_in, texts
from schema.name import ANY_NAME, names, parents
from schema.node import Node

if TYPE_CHECKING:
    from db.territory import TerritoryLevel
    from schema.change_event import ChangeEvent
    from schema.lineage import Lineage
    from schema.local_text import LocalText
    from schema.name import Membership, Name
    from schema.page import Connection
    from schema.process import Process


@entity(
    db.Territory,
    "A place: one identity, whatever it was called at the time.",
    name=ANY_NAME,
    lineage=WHOLE_LINEAGE,
)
class Territory(Node):
    name: str | None = picked(
        db.Territory.name,
        db.Name.text,
        db.Name.subject_id,
        "What it is called: on a day, or by its latest official name.",
    )
    text: LocalText | None = name_in(db.Territory.name)
    texts: list[LocalText] = texts()
    level: TerritoryLevel = column(db.Territory.level, "Country, region, district or locality.")
    country: str = column(db.Territory.country, "The country that it is in (ISO 3166-1).")
    scheme: str | None = column(db.Territory.scheme, "The register of places that its code is from.")
    code: str | None = column(db.Territory.code, "Its code in that register.")
    names: list[Name] = names()
    parents: list[Membership] = parents()
    lineage: list[Lineage] = lineage()
    change_events: Connection[ChangeEvent] = change_events()
    processes: Connection[Process] = many(
        "Process", db.Process.territory_id, description="The contracting processes that concern it."
    )
