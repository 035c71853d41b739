"""Claims and the sources that make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, day, listed, many, money, one
from schema.declare import subject as subject_of_claim
from schema.entity import entity
from schema.local_text import text_in, texts
from schema.node import Node

if TYPE_CHECKING:
    from db.claim import ClaimKind, Confidence
    from db.codes import Qualifier
    from db.source import SourceKind
    from schema.finding import Finding
    from schema.local_text import LocalText
    from schema.organization import Organization
    from schema.page import Connection
    from schema.person import Contributor
    from schema.values import Money, PartialDate


@entity(db.Source, "Something published that figures and facts are taken from.")
class Source(Node):
    kind: SourceKind = column(db.Source.kind, "What kind of thing it is.", filter=True)
    title: str = column(db.Source.title, "Its title, as printed.")
    text: LocalText | None = text_in(db.Source.title, language=db.Source.language)
    texts: list[LocalText] = texts()
    publisher: str | None = column(db.Source.publisher, "Who published it; null if it does not say.")
    url: str | None = column(db.Source.url, "Its address on the web; null if it has none or it is not known.")
    language: str | None = column(db.Source.language, "The language it is written in (ISO 639-1); null if several.")
    licence_note: str | None = column(db.Source.licence_note, "What it asks of those who use it, in our words.")
    funder: Organization | None = one("Organization", db.Source.funder_id, "Who paid for it, if it says so.")
    funding_project: str | None = column(db.Source.funding_project, "The project under which it was paid for.")
    contributors: list[Contributor] = listed(
        "Contributor",
        db.Contributor.source_id,
        order=[db.Contributor.id],
        description="Who wrote it or helped.",
    )
    published_on: PartialDate | None = day(
        db.Source.published_on, "When it was published; null if it does not say.", filter=True, sort=True
    )
    accessed_on: PartialDate | None = day(db.Source.accessed_on, "When it was read for this data set.")
    citations: Connection[Citation] = many(
        "Citation", db.Citation.source_id, description="The places in it that are cited here."
    )


@entity(db.Citation, "One place in a source.")
class Citation(Node):
    locator: str = column(db.Citation.locator, "Where in the source, for example a line.")
    source: Source = one("Source", db.Citation.source_id, "The source.")


@entity(db.Claim, "One thing that one source says about one record. Claims may disagree with each other.")
class Claim(Node):
    code: str = column(db.Claim.code, "A short code to cite the claim by, such as F9.", filter=True)
    kind: ClaimKind = column(
        db.Claim.kind, "What it speaks of; opinions and conclusions are marked as such.", filter=True
    )
    subject: Node = subject_of_claim(db.Claim.subject_id, "The record that it is about.")
    field: str | None = column(db.Claim.field, "Which field of the record it is about; null if the record as a whole.")
    printed: str | None = column(db.Claim.printed, "The few words in which the source prints a figure or a name.")
    statement: str = column(db.Claim.statement, "What the source says, told in our own words.")
    value: Money | None = money(
        db.Claim.value_amount, "The amount that is claimed; null if it is not one of money.", filter=True, sort=True
    )
    quantity: str | None = column(db.Claim.quantity, "The number that is claimed, exact; null if there is none.")
    quantity_qualifier: Qualifier = column(
        db.Claim.quantity_qualifier, "How exactly the source means the number: as it stands, about, more than."
    )
    unit: str | None = column(db.Claim.unit, "What the number counts.")
    confidence: Confidence = column(db.Claim.confidence, "How much weight the source itself gives to it.", filter=True)
    asserted_by: str | None = column(db.Claim.asserted_by, "Who says so, if it is not the source itself.")
    asserter: Node | None = subject_of_claim(
        db.Claim.asserter_id, "The person or body that says so, where we hold a record of it."
    )
    findings: list[Finding] = listed(
        "Finding",
        db.FindingClaim.claim_id,
        db.FindingClaim.finding_id,
        order=[db.Finding.number, db.Finding.id],
        description="The contradictions and doubts that rest on it.",
    )
    citation: Citation = one("Citation", db.Claim.citation_id, "Where it stands.")
    via_source: Source | None = one("Source", db.Claim.via_source_id, "The other source that this one refers to.")
    compares: list[Claim] = listed(
        "Claim",
        db.Comparison.claim_id,
        db.Comparison.operand_id,
        order=[db.Claim.number, db.Claim.id],
        description="The claims that this one sets against each other.",
    )
    converts: Claim | None = one(
        "Claim", db.Claim.converts_id, "The claim whose amount this one gives in another currency."
    )
