"""Who has which part in a programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, one, picked
from schema.entity import entity

if TYPE_CHECKING:
    from db.codes import Basis
    from db.participation import ProgrammeRole
    from schema.claim import Citation
    from schema.organization import Organization
    from schema.programme import Programme


@entity(db.Participation, "A body has a part in a programme.")
class Participation:
    programme: Programme = one("Programme", db.Participation.programme_id, "The programme.")
    organization: Organization = one("Organization", db.Participation.organization_id, "The body.")
    name: str | None = picked(
        db.Participation.name,
        db.Name.text,
        db.Name.subject_id,
        "What the body was called when the programme began, or on a day: the first of its names if it had none yet."
        " A body that had ended before the programme has its last name; null if it had ended by the day asked.",
        own=db.Participation.organization_id,
    )
    role: ProgrammeRole = column(db.Participation.role, "Which part it has.")
    basis: Basis = column(db.Participation.basis, "How we know.")
    citation: Citation = one("Citation", db.Participation.citation_id, "Where this is taken from.")
