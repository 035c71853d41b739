"""Who has which part in a programme."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import UniqueConstraint

from db.codes import Basis, Code
from db.columns import coded, key, words
from db.node import Part


class ProgrammeRole(Code):
    """The part that a body has in a programme (IATI OrganisationRole)."""

    FUNDING = "FUNDING", "It gives the money."
    ACCOUNTABLE = "ACCOUNTABLE", "It answers for the whole."
    EXTENDING = "EXTENDING", "It manages the money for another."
    IMPLEMENTING = "IMPLEMENTING", "It carries the programme out."
    PARTICIPATING = "PARTICIPATING", "It takes part; the source does not say how."


class Participation(Part, table=True):
    """A body has a part in a programme."""

    owner: ClassVar[str] = "programme_id"
    listed_as: ClassVar[str] = "participants"

    derived: ClassVar[frozenset[str]] = frozenset({"name"})

    __table_args__ = (UniqueConstraint("programme_id", "organization_id", "role"),)

    programme_id: int = key(to="programme.id")
    organization_id: int = key(to="organization.id")
    role: ProgrammeRole = coded(ProgrammeRole)
    basis: Basis = coded(Basis, default=Basis.STATED)
    citation_id: int = key(to="citation.id")
    name: str | None = words()  # what the body was called when the programme began
