"""Tables, connections, and the one way in which rows are written."""

from db.activity import Activity
from db.amount_sum import AmountSum
from db.award import Award, AwardLot, AwardSupplier
from db.bid import Bid
from db.body_coverage import BodyCoverage
from db.body_total import BodyTotal
from db.budget_line import BudgetAmount, BudgetLine
from db.change_event import ChangeEvent, ChangeEventParticipant, Succession
from db.claim import Claim, Comparison
from db.code_value import CodeValue
from db.contract import Contract, ContractSupplier
from db.coverage import Coverage, CoverageBranch, CoverageBranchStage, CoverageFinding, CoverageStage
from db.currency import Currency
from db.disclosure import Disclosure
from db.document import Document
from db.exchange_rate import ExchangeRate
from db.finding import Finding, FindingClaim, FindingCode, FindingCodeClaim, FindingRecord
from db.flow import CarriedAmount, FlowMark
from db.funding_link import FundingLink, FundingOverlap
from db.hierarchy import Membership
from db.legal_act import LegalAct
from db.lineage import Lineage
from db.local_text import LocalText
from db.lot import Lot
from db.name import Name
from db.node import Node, Part, Record, Reference
from db.objective import Objective
from db.observation import Observation
from db.organization import Organization, OrganizationIdentifier
from db.participation import Participation
from db.person import Contributor, Person, Post
from db.price_index import PriceIndex
from db.process import Process
from db.programme import Programme, ProgrammeVersion
from db.release import Release
from db.responsibility import Responsibility
from db.revision import Change, Dataset, DatasetSource, FanOut, RecordCount, Revision
from db.search import SearchPlace, SearchPosting, SearchText, SearchWord
from db.source import Citation, Source
from db.status_event import StatusEvent
from db.step import Step
from db.tender import Tender
from db.tender_coverage import TenderCoverage
from db.territory import Territory
from db.transaction import Transaction

__all__ = [
    "Activity",
    "AmountSum",
    "Award",
    "AwardLot",
    "AwardSupplier",
    "Bid",
    "BodyCoverage",
    "BodyTotal",
    "BudgetAmount",
    "BudgetLine",
    "CarriedAmount",
    "Change",
    "ChangeEvent",
    "ChangeEventParticipant",
    "Citation",
    "Claim",
    "CodeValue",
    "Comparison",
    "Contract",
    "ContractSupplier",
    "Contributor",
    "Coverage",
    "CoverageBranch",
    "CoverageBranchStage",
    "CoverageFinding",
    "CoverageStage",
    "Currency",
    "Dataset",
    "DatasetSource",
    "Disclosure",
    "Document",
    "ExchangeRate",
    "FanOut",
    "Finding",
    "FindingClaim",
    "FindingCode",
    "FindingCodeClaim",
    "FindingRecord",
    "FlowMark",
    "FundingLink",
    "FundingOverlap",
    "LegalAct",
    "Lineage",
    "LocalText",
    "Lot",
    "Membership",
    "Name",
    "Node",
    "Objective",
    "Observation",
    "Organization",
    "OrganizationIdentifier",
    "Part",
    "Participation",
    "Person",
    "Post",
    "PriceIndex",
    "Process",
    "Programme",
    "ProgrammeVersion",
    "Record",
    "RecordCount",
    "Reference",
    "Release",
    "Responsibility",
    "Revision",
    "SearchPlace",
    "SearchPosting",
    "SearchText",
    "SearchWord",
    "Source",
    "StatusEvent",
    "Step",
    "Succession",
    "Tender",
    "TenderCoverage",
    "Territory",
    "Transaction",
]
