"""What every record has: an id for machines, a slug for people, and the claims that sources make about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

import db
from schema.change import history
from schema.declare import back, chosen, identity, listed, made, table_column, told
from schema.entity import ENTITIES, Entity, publish
from schema.kinds import Column as ColumnDeclaration

if TYPE_CHECKING:
    from schema.change import Change
    from schema.claim import Claim
    from schema.disclosure import Disclosure
    from schema.document import Document
    from schema.finding import Finding
    from schema.observation import Observation
    from schema.page import Connection


@strawberry.interface(description="Any record: everything that has an id of its own.")
class Node:
    id: strawberry.ID = identity("Opaque and lasting: the same after the data are loaded anew.")
    slug: str = made(
        ColumnDeclaration(table_column(db.Node.slug), filter=True, sort=True),
        "The record's name for people and addresses.",
    )
    claims: list[Claim] = listed(
        "Claim",
        db.Claim.subject_id,
        order=[db.Claim.number, db.Claim.id],
        kind=(db.Claim.kind, "ClaimKind | None", "Only claims of this kind."),
        description="What sources say about this record, each with its place in the source; 200 at most.",
    )
    how_to_cite: str | None = told(
        db.Node.reference_id,
        db.Reference.text,
        db.Dataset.reference,
        "A reference to paste under a text or a picture: what it is, whose, when it was read, and on which terms.",
    )
    disclosure: Disclosure | None = back(
        "Disclosure",
        db.Disclosure.subject_id,
        "How much of the record as a whole is published; null if nothing is known to be missing.",
        unset=db.Disclosure.field,
    )
    disclosures: list[Disclosure] = listed(
        "Disclosure",
        db.Disclosure.subject_id,
        order=[db.Disclosure.id],
        given=db.Disclosure.field,
        description="The fields of the record that are withheld or missing, each with its reason.",
    )
    observation: Observation | None = chosen(
        "Observation",
        db.Observation.subject_id,
        latest=db.Observation.id,
        description="One number about the record that is not money; the last that was loaded, if there are several.",
        indicator=(db.Observation.indicator, "str", "What is counted, by its short name."),
    )
    observations: list[Observation] = listed(
        "Observation",
        db.Observation.subject_id,
        order=[db.Observation.id],
        description="The numbers about the record that are not money.",
    )
    findings: list[Finding] = listed(
        "Finding",
        db.FindingRecord.record_id,
        db.FindingRecord.finding_id,
        order=[db.Finding.number, db.Finding.id],
        description="The contradictions and doubts that are about this record, as far as they list it.",
    )
    documents: list[Document] = listed(
        "Document", db.Document.subject_id, order=[db.Document.id], description="The documents that belong to it."
    )
    history: Connection[Change] = history(
        "What imports did to this record itself, the newest first; figures that are derived from others are not told."
    )


ENTITIES["Node"] = Entity("Node", db.Node.__table__, publish(Node), is_node=True)  # type: ignore[attr-defined]
