"""Publishers' own codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, one
from schema.entity import entity
from schema.node import Node

if TYPE_CHECKING:
    from schema.claim import Citation


@entity(db.CodeValue, "A value of a publisher's own codelist, and the standard code that it stands for.")
class CodeValue(Node):
    codelist: str = column(db.CodeValue.codelist, "The publisher's list.", filter=True)
    code: str = column(db.CodeValue.code, "The code, as the publisher writes it.")
    label: str | None = column(db.CodeValue.label, "What the publisher calls it.")
    maps_to_codelist: str | None = column(db.CodeValue.maps_to_codelist, "The list here that it is mapped to.")
    maps_to_code: str | None = column(db.CodeValue.maps_to_code, "The code here; null if nobody has mapped it yet.")
    citation: Citation = one("Citation", db.CodeValue.citation_id, "Where it is taken from.")
