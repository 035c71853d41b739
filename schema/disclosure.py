"""What is withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, day, one, subject
from schema.entity import entity
from schema.node import Node

if TYPE_CHECKING:
    from db.disclosure import DisclosureState
    from schema.claim import Citation
    from schema.legal_act import LegalAct
    from schema.values import PartialDate


@entity(db.Disclosure, "How much is published of a record, or of one of its fields, and why not more.")
class Disclosure(Node):
    subject: Node = subject(db.Disclosure.subject_id, "The record that it is about.")
    field: str | None = column(db.Disclosure.field, "The field that it is about; null if the record as a whole.")
    state: DisclosureState = column(db.Disclosure.state, "How much is published.", filter=True)
    rationale: str | None = column(db.Disclosure.rationale, "The reason, in our words; null if none is given.")
    legal_act: LegalAct | None = one("LegalAct", db.Disclosure.legal_act_id, "The act that withholds it, if known.")
    available_on: PartialDate | None = day(db.Disclosure.available_on, "When it is to be published; null if not said.")
    citation: Citation = one("Citation", db.Disclosure.citation_id, "Where this is taken from.")
