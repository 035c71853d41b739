"""Where a question begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

import db
from schema.change import feed
from schema.declare import all_of, by_id, by_key, every, latest, search_of
from schema.entity import publish

if TYPE_CHECKING:
    from schema.activity import Activity
    from schema.award import Award
    from schema.bid import Bid
    from schema.budget_line import BudgetLine
    from schema.change import Change
    from schema.change_event import ChangeEvent
    from schema.claim import Citation, Claim, Source
    from schema.code_value import CodeValue
    from schema.contract import Contract
    from schema.dataset import Dataset
    from schema.disclosure import Disclosure
    from schema.document import Document
    from schema.exchange_rate import ExchangeRate
    from schema.finding import Finding
    from schema.funding_link import FundingLink
    from schema.legal_act import LegalAct
    from schema.lot import Lot
    from schema.node import Node
    from schema.objective import Objective
    from schema.observation import Observation
    from schema.organization import Organization
    from schema.page import Connection
    from schema.person import Person
    from schema.price_index import PriceIndex
    from schema.process import Process
    from schema.programme import Programme
    from schema.revision import Revision
    from schema.search import SearchHit
    from schema.tender import Tender
    from schema.territory import Territory
    from schema.transaction import Transaction


@strawberry.type(description="Follow public money from a programme's total down to single contracts, and back up.")
class Query:
    programme: Programme | None = by_key("Programme", db.Programme.slug, "slug", "One programme.")
    programmes: Connection[Programme] | None = all_of("Programme", "All programmes.")
    activity: Activity | None = by_key("Activity", db.Activity.slug, "slug", "One item of an action plan.")
    activities: Connection[Activity] | None = all_of("Activity", "All items of all action plans.")
    budget_line: BudgetLine | None = by_key("BudgetLine", db.BudgetLine.slug, "slug", "One budget line.")
    budget_lines: Connection[BudgetLine] | None = all_of("BudgetLine", "All budget lines.")
    process: Process | None = by_key("Process", db.Process.slug, "slug", "One contracting process.")
    processes: Connection[Process] | None = all_of("Process", "All contracting processes.")
    tender: Tender | None = by_key("Tender", db.Tender.slug, "slug", "One tender.")
    tenders: Connection[Tender] | None = all_of("Tender", "All tenders.")
    lot: Lot | None = by_key("Lot", db.Lot.slug, "slug", "One lot.")
    lots: Connection[Lot] | None = all_of("Lot", "All lots of all tenders.")
    award: Award | None = by_key("Award", db.Award.slug, "slug", "One award.")
    awards: Connection[Award] | None = all_of("Award", "All awards.")
    contract: Contract | None = by_key("Contract", db.Contract.slug, "slug", "One contract.")
    contracts: Connection[Contract] | None = all_of("Contract", "All contracts.")
    organization: Organization | None = by_key(
        "Organization", db.Organization.slug, "slug", "One body, by the slug that it keeps under all its names."
    )
    organizations: Connection[Organization] | None = all_of("Organization", "All bodies, buyers and suppliers alike.")
    ministries: Connection[Organization] | None = all_of(
        "Organization",
        "The bodies that are or were a ministry.",
        only=(db.Organization.kind, "MINISTRY"),
        lasting=(db.Organization.founded_on, db.Organization.dissolved_on),
    )
    territory: Territory | None = by_key(
        "Territory", db.Territory.slug, "slug", "One place, by the slug that it keeps under all its names."
    )
    territories: Connection[Territory] | None = all_of("Territory", "All places.")
    change_events: Connection[ChangeEvent] | None = all_of("ChangeEvent", "All changes of bodies and places.")
    source: Source | None = by_key("Source", db.Source.slug, "slug", "One source.")
    sources: Connection[Source] | None = all_of("Source", "All sources.")
    citations: Connection[Citation] | None = all_of("Citation", "All places in sources that something is taken from.")
    claim: Claim | None = by_key("Claim", db.Claim.code, "code", "One claim.")
    claims: Connection[Claim] | None = all_of("Claim", "All claims of all sources.")
    objectives: Connection[Objective] | None = all_of("Objective", "All goals and measures of all programmes.")
    bid: Bid | None = by_key("Bid", db.Bid.slug, "slug", "One offer.")
    bids: Connection[Bid] | None = all_of("Bid", "All offers.")
    transaction: Transaction | None = by_key("Transaction", db.Transaction.slug, "slug", "One payment.")
    transactions: Connection[Transaction] | None = all_of("Transaction", "All payments.")
    document: Document | None = by_key("Document", db.Document.slug, "slug", "One document.")
    documents: Connection[Document] | None = all_of("Document", "All documents.")
    legal_act: LegalAct | None = by_key("LegalAct", db.LegalAct.slug, "slug", "One legal act.")
    legal_acts: Connection[LegalAct] | None = all_of("LegalAct", "All legal acts.")
    person: Person | None = by_key("Person", db.Person.slug, "slug", "One person.")
    people: Connection[Person] | None = all_of("Person", "All people who have a part in a source, or speak in one.")
    disclosures: Connection[Disclosure] | None = all_of("Disclosure", "All that is known to be withheld or missing.")
    observations: Connection[Observation] | None = all_of("Observation", "All numbers that are not money.")
    finding: Finding | None = by_key("Finding", db.Finding.code, "code", "One contradiction or doubt.")
    findings: Connection[Finding] | None = all_of("Finding", "All contradictions and doubts.")
    exchange_rates: Connection[ExchangeRate] | None = all_of("ExchangeRate", "All exchange rates.")
    price_indexes: Connection[PriceIndex] | None = all_of("PriceIndex", "All price indexes.")
    codes: Connection[CodeValue] | None = all_of("CodeValue", "All values of publishers' own codelists.")
    funding_links: Connection[FundingLink] | None = all_of("FundingLink", "All links along which money goes.")
    dataset: Dataset | None = latest("Dataset", db.Dataset.revision, "The data set that was loaded last.")
    datasets: list[Dataset] | None = every("Dataset", db.Dataset.name, "All data sets by name, 200 at most.")
    revision: Revision | None = latest("Revision", db.Revision.number, "The last import that changed something.")
    changes: Connection[Change] | None = feed(
        "What imports did to records, the oldest first: the feed that a mirror follows. Entries are never taken back, "
        "new ones come at its end, so pages stay as they are while imports go on. Figures that are derived from "
        "others, and records that an import computes, are not told."
    )
    search: Connection[SearchHit] | None = search_of(
        "Everything that has a name, a title, a number or a printed figure, the best hits first: by any name that it "
        "ever had, in Cyrillic or Latin script, in any case. All words must stand in one text; those of three letters "
        "or more may be its beginnings only, and those of one or two count only if there are no others. A word that is "
        "written nowhere is mended if one typing error explains it. `totalCount` counts to 1,000 and no further. Of "
        "several words that are all very common, only the 5,000 best texts of the rarest are looked through."
    )
    node: Node | None = by_id("Any record by its id; null if there is none.")
    nodes: list[Node | None] | None = by_id(
        "Several records by their ids, in that order; null where there is none.", several=True
    )


ROOTS = publish(Query)
