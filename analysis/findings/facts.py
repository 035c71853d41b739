"""What the rules read: plain rows without a database behind them, and what they make of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from db.claim import ClaimKind
from db.codes import Qualifier
from db.finding import Severity
from db.finding_rule import FindingRule
from db.price_index import PriceSeries


class Amount(NamedTuple):
    """A sum in whole units: tenge, not tiyn."""

    value: Decimal
    currency: str
    qualifier: Qualifier = Qualifier.EXACT


class Quantity(NamedTuple):
    """A number that is not money."""

    value: Decimal
    qualifier: Qualifier = Qualifier.EXACT


class Span(NamedTuple):
    """The days that a date of any precision, or a period, may mean: both ends belong to it."""

    first: date
    last: date


@dataclass(frozen=True)
class Claim:
    """One statement of a source; records and other claims are told by their numbers."""

    id: int
    code: str
    number: int = 0
    dataset: str = ""
    kind: ClaimKind = ClaimKind.AMOUNT
    subject: int = 0
    source: int = 0
    field: str | None = None
    printed: str | None = None
    statement: str = ""
    amount: Amount | None = None
    quantity: Quantity | None = None
    unit: str | None = None
    converts: int | None = None
    compares: tuple[int, ...] = ()


class Programme(NamedTuple):
    """A programme with its period."""

    title: str
    country: str
    period: Span | None


class Tender(NamedTuple):
    """A tender with what its process says of it."""

    title: str
    process: int
    buyer: int | None = None
    territory: int | None = None
    published: Span | None = None
    value: Amount | None = None
    number_of_lots: int | None = None


class Lot(NamedTuple):
    """A lot; `title` is the original one where it is known."""

    tender: int
    title: str | None = None
    value: Amount | None = None


class Award(NamedTuple):
    """An award that stands, with the lots that it covers."""

    process: int
    tender: int | None = None
    value: Amount | None = None
    lots: tuple[int, ...] = ()


class Contract(NamedTuple):
    """A contract with the days on which it may have been signed."""

    title: str
    process: int
    award: int | None = None
    signed: Span | None = None


class BudgetLine(NamedTuple):
    """A budget line with whoever spends it, and when that body ended."""

    activity: int | None
    administrator: str | None = None
    dissolved: Span | None = None


class Renaming(NamedTuple):
    """A place that got another name: what it was called until then, and from then on."""

    territory: int
    occurred: Span
    before: tuple[str, ...]
    after: tuple[str, ...]


Series = Mapping[int, Decimal]  # by year

MOST_LISTED = 20  # records of a finding


@dataclass(frozen=True)
class Facts:
    """What the rules about claims read: claims that may say more together than alone, and the rows that they touch.

    Claims stand in the order in which they are listed; the rest is by the record's number.

    `rates` are annual averages by currency of one unit and currency of its price; `indexes` are by country, series
    and base year; `payers` leads from each record to those whose money pays for it; `observed` tells the time of
    observations; `wholes` leads from a version of a programme to the programme, `places` from records of procurement
    to the territory, and `tender_of_process` to the tender of each process that has one.
    """

    claims: Sequence[Claim] = ()
    rates: Mapping[tuple[str, str], Series] = field(default_factory=dict)
    indexes: Mapping[tuple[str, PriceSeries, int | None], Series] = field(default_factory=dict)
    programmes: Mapping[int, Programme] = field(default_factory=dict)
    wholes: Mapping[int, int] = field(default_factory=dict)
    budget_lines: Mapping[int, BudgetLine] = field(default_factory=dict)
    places: Mapping[int, int] = field(default_factory=dict)
    tenders: Mapping[int, Tender] = field(default_factory=dict)
    tender_of_process: Mapping[int, int] = field(default_factory=dict)
    lots: Mapping[int, Lot] = field(default_factory=dict)
    awards: Mapping[int, Award] = field(default_factory=dict)
    contracts: Mapping[int, Contract] = field(default_factory=dict)
    payers: Mapping[int, Sequence[int]] = field(default_factory=dict)
    observed: Mapping[int, Span] = field(default_factory=dict)
    renamings: Sequence[Renaming] = ()

    @cached_property
    def claim(self) -> dict[int, Claim]:
        """Each claim by its number in the register."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def about(self) -> dict[int, list[Claim]]:
        """The claims about each record."""
        found: dict[int, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            found[claim.subject].append(claim)
        return found

    def compared(self, claim: Claim) -> tuple[Claim, Claim] | None:
        """The two claims that a claim sets against each other, if it is two."""
        if len(claim.compares) != 2:
            return None
        first, second = claim.compares
        return self.claim[first], self.claim[second]

    @cached_property
    def awards_of(self) -> dict[int, list[int]]:
        """The awards that cover each lot."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, award in self.awards.items():
            for lot in award.lots:
                found[lot].append(number)
        return found

    @cached_property
    def about_tender(self) -> dict[int, list[Claim]]:
        """The claims about each tender, its lots and its awards."""
        found: dict[int, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            tender = self.tender(claim.subject)
            if tender is not None:
                found[tender].append(claim)
        return found

    def tender(self, record: int) -> int | None:
        """The tender that a record is or, as a lot or an award, belongs to."""
        if record in self.lots:
            return self.lots[record].tender
        if record in self.awards:
            return self.awards[record].tender
        return record if record in self.tenders else None

    def date(self, record: int) -> Span | None:
        """When something was observed, a tender published or a contract signed, or a programme runs."""
        if record in self.observed:
            return self.observed[record]
        if record in self.tenders:
            return self.tenders[record].published
        if record in self.contracts:
            return self.contracts[record].signed
        return self.programmes[record].period if record in self.programmes else None


class Hit(NamedTuple):
    """What a rule found in certain claims, or in records of which no source need tell anything.

    Records are named by their numbers, the first one being the main one; of many a rule may name the first MOST_LISTED
    and say how many there are. Where it names none, they are those that the claims are about.
    """

    rule: FindingRule
    claims: tuple[Claim, ...]
    severity: Severity
    expected: str | None
    found: str | None
    explanation: str
    records: tuple[int, ...] = ()
    total: int = 0
