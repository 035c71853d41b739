"""Codelists as public enums; their names and sentences are those of the tables."""

from __future__ import annotations

from enum import Enum
from typing import Any

import strawberry

from db.activity import ActivityStatus
from db.award import AwardStatus
from db.bid import BidStatus
from db.body_total import MoneyRole
from db.budget_line import BudgetPhase
from db.change_event import ChangeEventKind, ParticipantRole
from db.claim import ClaimKind, Confidence
from db.codes import Basis, Code, Precision, ProcurementStatus, Qualifier
from db.contract import ContractStatus
from db.coverage import Exclusion, Stage
from db.currency import DIGITS
from db.disclosure import DisclosureState
from db.document import Availability
from db.exchange_rate import RateBasis
from db.finding import FoundBy, Severity
from db.finding_rule import FindingRule
from db.flow import FlowKind
from db.legal_act import LegalActKind
from db.lineage import LineageRelation, Passed
from db.local_text import TextField, TextKind
from db.name import NameKind
from db.objective import ObjectiveKind
from db.organization import OrganizationKind
from db.participation import ProgrammeRole
from db.person import ContributorRole
from db.price_index import PriceSeries
from db.programme import VersionKind
from db.revision import ChangeKind
from db.search import SearchField, SearchKind
from db.source import SourceKind
from db.step import StepKind
from db.tender import ProcurementCategory, ProcurementMethod
from db.territory import TerritoryLevel
from schema.declare import NAMES

LANGUAGES = """
    AA AB AF AK AM AR AS AV AY AZ BA BE BG BI BM BN BO BR BS CA CE CH CO CS CV CY DA DE DV DZ EE EL EN EO ES ET EU
    FA FF FI FJ FO FR FY GA GD GL GN GU GV HA HE HI HR HT HU HY HZ IA ID IG II IK IS IT IU JA JV KA KG KI KJ KK KL
    KM KN KO KR KS KU KV KW KY LA LB LG LI LN LO LT LU LV MG MH MI MK ML MN MR MS MT MY NA NB ND NE NG NL NN NO NR
    NV NY OC OJ OM OR OS PA PL PS PT QU RM RN RO RU RW SA SC SD SE SG SI SK SL SM SN SO SQ SR SS ST SU SV SW TA TE
    TG TH TI TK TL TN TO TR TS TT TW TY UG UK UR UZ VE VI VO WA WO XH YI YO ZA ZH ZU
"""


def published(codelist: type[Code]) -> Any:
    """The enum whose values carry the codelist's own sentences."""
    values: dict[str, Any] = {
        code.name: strawberry.enum_value(code.value, description=code.description) for code in codelist
    }
    return named(codelist.__name__, values, (codelist.__doc__ or "").strip())


def plain(name: str, values: list[str], description: str, each: str) -> Any:
    """An enum of codes that stand for themselves."""
    members: dict[str, Any] = {value: strawberry.enum_value(value, description=f"{each} {value}.") for value in values}
    return named(name, members, description)


def named(name: str, members: dict[str, Any], description: str) -> Any:
    """An enum made at run time, known by its name."""
    values: Any = Enum(name, members)  # type: ignore[misc]  # its members are not written out
    NAMES[name] = strawberry.enum(values, description=description)
    return NAMES[name]


CODELISTS: tuple[type[Code], ...] = (
    Exclusion,
    FlowKind,
    SearchField,
    SearchKind,
    Stage,
    StepKind,
    BidStatus,
    DisclosureState,
    Availability,
    RateBasis,
    FindingRule,
    FoundBy,
    Severity,
    LegalActKind,
    LineageRelation,
    Passed,
    ObjectiveKind,
    ProgrammeRole,
    ContributorRole,
    PriceSeries,
    ActivityStatus,
    AwardStatus,
    Basis,
    BudgetPhase,
    ChangeEventKind,
    ChangeKind,
    ClaimKind,
    Confidence,
    ContractStatus,
    MoneyRole,
    NameKind,
    OrganizationKind,
    ParticipantRole,
    Precision,
    ProcurementCategory,
    ProcurementMethod,
    ProcurementStatus,
    Qualifier,
    SourceKind,
    TerritoryLevel,
    TextField,
    TextKind,
    VersionKind,
)
for _codelist in CODELISTS:
    published(_codelist)

plain("Currency", sorted(DIGITS), "A currency by its ISO 4217 code.", "The currency")
plain("Language", LANGUAGES.split(), "A language by its ISO 639-1 code.", "The language")
