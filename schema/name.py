"""Names and memberships in time: the same for organizations and territories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import db
from schema.declare import column, day, listed, one, subject, table_column
from schema.entity import entity
from schema.kinds import Held

if TYPE_CHECKING:
    from db.name import NameKind
    from schema.body_total import BodyTotal
    from schema.claim import Citation
    from schema.node import Node
    from schema.values import PartialDate


@entity(db.Name, "A name that a body or a place had for a time.")
class Name:
    text: str = column(db.Name.text, "The name.")
    language: str = column(db.Name.language, "Its language (ISO 639-1).")
    kind: NameKind = column(db.Name.kind, "Official, short, translated, or as one source prints it.")
    from_: PartialDate | None = day(db.Name.valid_from, "The first day that it was in force; null if not known.")
    to: PartialDate | None = day(
        db.Name.valid_to, "The first day that it was no longer in force; null if it still is, or if not known."
    )
    totals: list[BodyTotal] = listed(
        "BodyTotal",
        db.BodyTotal.name_id,
        order=[db.BodyTotal.id],
        description="The sums of the body's money while it had this name; empty if neither its first nor its last day"
        " is known, and for places. What has no date is under no name. Computed by us.",
    )
    citation: Citation | None = one("Citation", db.Name.citation_id, "Where the name and its time are taken from.")


@entity(db.Membership, "A body or place was a part of another for a time.")
class Membership:
    parent: Node = subject(db.Membership.parent_id, "What it was a part of.")
    from_: PartialDate | None = day(db.Membership.valid_from, "The first day; null if not known.")
    to: PartialDate | None = day(db.Membership.valid_to, "The first day that it no longer was; null if it still is.")
    citation: Citation | None = one("Citation", db.Membership.citation_id, "Where this is taken from.")


ANY_NAME = Held(table_column(db.Name.text), table_column(db.Name.subject_id))  # a filter: any name ever held


def names() -> Any:
    """All names of a record."""
    return listed(
        "Name",
        db.Name.subject_id,
        order=[db.Name.id],
        kind=(db.Name.kind, "NameKind | None", "Only names of this kind."),
        lang=(db.Name.language, "Language | None", "Only names in this language."),
        description="Every name that it had, with its time.",
    )


def parents() -> Any:
    """What a record was a part of."""
    return listed(
        "Membership",
        db.Membership.child_id,
        order=[db.Membership.id],
        description="What it was a part of, and when.",
    )
