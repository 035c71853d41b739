"""Who has which part in a programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, one
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
    role: ProgrammeRole = column(db.Participation.role, "Which part it has.")
    basis: Basis = column(db.Participation.basis, "How we know.")
    citation: Citation = one("Citation", db.Participation.citation_id, "Where this is taken from.")
