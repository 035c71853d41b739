"""Laws, decrees and resolutions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, day, many, one
from schema.entity import entity
from schema.local_text import text_in, texts
from schema.node import Node

if TYPE_CHECKING:
    from db.legal_act import LegalActKind
    from schema.change_event import ChangeEvent
    from schema.claim import Citation
    from schema.local_text import LocalText
    from schema.page import Connection
    from schema.programme import ProgrammeVersion
    from schema.values import PartialDate


@entity(db.LegalAct, "A legal act that adopts, changes, founds or withholds something.")
class LegalAct(Node):
    kind: LegalActKind = column(db.LegalAct.kind, "What kind of act it is.", filter=True)
    number: str | None = column(db.LegalAct.number, "Its number; null if not known.")
    title: str = column(db.LegalAct.title, "What it does, in our words, or its title.")
    text: LocalText | None = text_in(db.LegalAct.title)
    texts: list[LocalText] = texts()
    url: str | None = column(db.LegalAct.url, "Where it can be read; null if not known.")
    dated: PartialDate | None = day(db.LegalAct.dated, "When it was signed; null if not known.", filter=True, sort=True)
    citation: Citation = one("Citation", db.LegalAct.citation_id, "The source that tells of it.")
    programme_versions: Connection[ProgrammeVersion] = many(
        "ProgrammeVersion", db.ProgrammeVersion.legal_act_id, description="The versions of programmes that it adopts."
    )
    change_events: Connection[ChangeEvent] = many(
        "ChangeEvent", db.ChangeEvent.legal_act_id, description="The changes of bodies and places that it makes."
    )
