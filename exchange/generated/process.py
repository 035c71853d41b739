"""Generated contracting processes: tender, lots, bids, awards, contracts, and what the portal says of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count

import db
from db.layout import Row
from db.node import RecordKey
from exchange.generated.draws import Draws, dated, money, shares
from exchange.generated.vocabulary import TITLES
from exchange.generated.world import PORTAL, World, citation

LOT_STATUS = shares({"COMPLETE": 66, "UNSUCCESSFUL": 12, "ACTIVE": 8, "CANCELLED": 6, "PLANNED": 5, "WITHDRAWN": 3})
METHODS = shares({"OPEN": 70, "SELECTIVE": 8, "LIMITED": 7, "DIRECT": 15})
CATEGORIES = shares({"GOODS": 45, "SERVICES": 40, "WORKS": 15})
TENDERERS = shares({1: 18, 2: 30, 3: 26, 4: 14, 5: 8, 6: 4})
SUPPLIERS = shares({1: 92, 2: 8})
CONTRACTS = shares({0: 12, 1: 85, 2: 3})  # of an award

# Of a thousand, how many have what is not usual, or is wrong:
UNKNOWN_VALUE = 60  # lots whose value is not published
COUNTED_TENDERERS = 250  # tenders of which the number of bidders is published
SHORT_PERIOD = 10
OTHER_SUM = 4  # tenders that are not what their lots are together
FEWER_LOTS = 2  # tenders that are said to have fewer lots than they have
ABOVE_LOT = 5  # awards above what was planned
SIGNED_EARLY = 2  # contracts that are older than their award
BIDS = 30  # tenders of which the bids are published
CLAIMED = 500  # contracts whose value the portal states as a figure of its own


class Claims:
    """What sources say of amounts, numbered through."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def amount(self, subject: RecordKey, name: str, amount: int, cited: RecordKey) -> Row:
        """The claim that a field of a record is so many tiyn."""
        code = f"G{next(self._numbers)}"
        values = {
            "slug": code,
            "code": code,
            "kind": "AMOUNT",
            "subject_id": subject,
            "field": name,
            "statement": f"The {name} is {amount // 100} tenge.",
            "citation_id": cited,
        }
        return Row(db.Claim, values | money("value", amount))


class Process:
    """A contracting process that grows by its lots; `rows` are its records."""

    def __init__(self, slug: str, year: int, world: World, draws: Draws, claims: Claims) -> None:
        self.key = RecordKey("Process", slug)
        self.value = 0  # of all lots, in tiyn
        self._slug, self._world, self._draws, self._claims = slug, world, draws, claims
        self._tender = RecordKey("Tender", f"{slug}-tender")
        self._published_on = draws.day(year)
        self._awards = 0
        page = citation(PORTAL, slug)
        self._cited = page.key
        values = {
            "slug": slug,
            "ocid": f"ocds-made0p-{slug}",
            "title": draws.of(TITLES).en,
            "buyer_id": draws.tail(world.buyers),
            "territory_id": draws.of(world.territories),
        }
        self.rows = [page, Row(db.Process, values)]

    def add_tender(self, lots: int) -> None:
        """Its tender with so many lots, and what became of each."""
        draws = self._draws
        with_bids = draws.hits(BIDS)
        for place in range(1, lots + 1):
            self._add_lot(place, with_bids)
        value = self.value * 11 // 10 if draws.hits(OTHER_SUM) else self.value
        bidders = draws.of(TENDERERS) if draws.hits(COUNTED_TENDERERS) and not with_bids else None
        values = {
            "slug": self._tender.slug,
            "process_id": self.key,
            "title": draws.of(TITLES).en,
            "status": "COMPLETE",
            "method": draws.of(METHODS),
            "category": draws.of(CATEGORIES),
            "number_of_lots": max(1, lots - draws.hits(FEWER_LOTS)),
            "number_of_tenderers": bidders,
            **draws.money(value),
            **dated("published_on", self._published_on),
            **dated("period_start", self._published_on),
            **dated("period_end", self._closed_on(draws.hits(SHORT_PERIOD))),
        }
        self.rows.append(Row(db.Tender, values))
        self.rows.append(self._claims.amount(self._tender, "value", value, self._cited))

    def _closed_on(self, early: bool) -> date:
        days = self._draws.between(3, 14) if early else self._draws.between(15, 19)
        return self._published_on + timedelta(days=days)

    def _add_lot(self, place: int, with_bids: bool) -> None:
        draws = self._draws
        key, amount, status = RecordKey("Lot", f"{self._slug}-lot-{place}"), draws.amount(), draws.of(LOT_STATUS)
        title = draws.of(TITLES)
        self.value += amount
        values = {
            "slug": key.slug,
            "tender_id": self._tender,
            "number": str(place),
            "title": title.en,
            "title_original": title.ru if draws.hits(500) else title.kk,
            "status": status,
            **draws.money(None if draws.hits(UNKNOWN_VALUE) else amount),
        }
        self.rows.append(Row(db.Lot, values))
        if status == "COMPLETE":
            percent = draws.between(101, 120) if draws.hits(ABOVE_LOT) else draws.between(75, 100)
            suppliers = [*{draws.tail(self._world.suppliers): None for _ in range(draws.of(SUPPLIERS))}]
            self._add_award(key, amount * percent // 100, suppliers)
            if with_bids:
                self._add_bids(key, amount * percent // 100, suppliers[0])

    def _add_bids(self, lot: RecordKey, price: int, winner: RecordKey) -> None:
        """The winner's offer for a lot, and higher ones of others."""
        others = {self._draws.tail(self._world.suppliers): None for _ in range(self._draws.below(4))}
        made_on = dated("made_on", self._published_on + timedelta(days=2))
        for place, bidder in enumerate(dict.fromkeys([winner, *others]), 1):
            offered = price if bidder == winner else price * self._draws.between(101, 140) // 100
            values = {
                "slug": f"{lot.slug}-bid-{place}",
                "tender_id": self._tender,
                "lot_id": lot,
                "tenderer_id": bidder,
                "status": "VALID",
                **money("value", offered),
                **made_on,
            }
            self.rows.append(Row(db.Bid, values))

    def _add_award(self, lot: RecordKey, amount: int, suppliers: Sequence[RecordKey]) -> None:
        """The decision for a lot, and what was signed upon it."""
        self._awards += 1
        key = RecordKey("Award", f"{self._slug}-award-{self._awards}")
        awarded_on = self._published_on + timedelta(days=self._draws.between(20, 79))
        values = {
            "slug": key.slug,
            "process_id": self.key,
            "tender_id": self._tender,
            "status": "ACTIVE",
            **money("value", amount),
            **dated("awarded_on", awarded_on),
        }
        parts = [
            Row(db.AwardLot, {"award_id": key, "lot_id": lot}),
            *(Row(db.AwardSupplier, {"award_id": key, "organization_id": each}) for each in suppliers),
        ]
        self.rows.append(Row(db.Award, values, parts))
        for place in range(1, 1 + self._draws.of(CONTRACTS)):
            self._add_contract(key, place, amount, awarded_on, suppliers)

    def _add_contract(
        self, award: RecordKey, place: int, amount: int, awarded_on: date, suppliers: Sequence[RecordKey]
    ) -> None:
        draws = self._draws
        key = RecordKey("Contract", f"{award.slug}-contract-{place}")
        days = -draws.between(1, 5) if draws.hits(SIGNED_EARLY) else draws.between(5, 39)
        values = {
            "slug": key.slug,
            "process_id": self.key,
            "award_id": award,
            "number": f"{self._awards}/{place}",
            "title": "Contract" if place == 1 else "Further contract",
            "status": "ACTIVE",
            **money("value", amount),
            **dated("signed_on", awarded_on + timedelta(days=days)),
        }
        parts = [Row(db.ContractSupplier, {"contract_id": key, "organization_id": each}) for each in suppliers]
        self.rows.append(Row(db.Contract, values, parts))
        if draws.hits(CLAIMED):
            self.rows.append(self._claims.amount(key, "value", amount, self._cited))
