"""Tables, connections, and the one way in which rows are written."""

from db.activity import Activity
from db.award import Award, AwardLot, AwardSupplier
from db.budget_line import BudgetAmount, BudgetLine
from db.change_event import ChangeEvent, ChangeEventParticipant, Succession
from db.claim import Claim
from db.contract import Contract, ContractSupplier
from db.currency import Currency
from db.funding_link import FundingLink
from db.hierarchy import Membership
from db.lot import Lot
from db.name import Name
from db.node import Node, Part, Record
from db.organization import Organization, OrganizationIdentifier
from db.process import Process
from db.programme import Programme, ProgrammeVersion
from db.revision import Change, Dataset, FanOut, RecordCount, Revision
from db.source import Citation, Source
from db.tender import Tender
from db.territory import Territory

__all__ = [
    "Activity",
    "Award",
    "AwardLot",
    "AwardSupplier",
    "BudgetAmount",
    "BudgetLine",
    "Change",
    "ChangeEvent",
    "ChangeEventParticipant",
    "Citation",
    "Claim",
    "Contract",
    "ContractSupplier",
    "Currency",
    "Dataset",
    "FanOut",
    "FundingLink",
    "Lot",
    "Membership",
    "Name",
    "Node",
    "Organization",
    "OrganizationIdentifier",
    "Part",
    "Process",
    "Programme",
    "ProgrammeVersion",
    "Record",
    "RecordCount",
    "Revision",
    "Source",
    "Succession",
    "Tender",
    "Territory",
]
