"""Random programmes with all below them: unknown and excessive amounts, several currencies, all bases."""

from __future__ import annotations

from random import Random
from typing import Any

import db
from tests.batch import Batch

AMOUNTS = (None, None, 0, 1, 60, 100, 250, 12_345, 2**60)
BASES = ("STATED", "INFERRED", "ASSUMED")
STATUS = (None, "ACTIVE", "COMPLETE", "CANCELLED", "UNSUCCESSFUL")


class Forest:
    """Rows that grow from programmes down to payments."""

    def __init__(self, random: Random) -> None:
        self.batch, self.random = Batch(), random
        source = self.batch.record(db.Source, "source", {"kind": "PORTAL", "title": "Source", "publisher": "Made up"})
        self.citation = self.batch.citation(source, "page 1")
        self.bodies = [
            self.batch.record(db.Organization, f"body-{each}", {"kind": "COMPANY", "name": f"Body {each}"})
            for each in range(4)
        ]
        self.made = 0
        for _ in range(random.randint(1, 20)):
            self.programme()

    def add(self, model: type[db.Record], **values: Any) -> int:
        """A record with a slug of its own; now and then something of it is withheld."""
        self.made += 1
        number = self.batch.record(model, f"r{self.made}", values)
        if self.random.random() < 0.08:
            told = {"subject_id": number, "field": self.random.choice((None, "lots", "title"))}
            state = self.random.choice(("CLASSIFIED", "NOT_PUBLISHED", "NOT_FOUND"))
            self.batch.record(db.Disclosure, f"d{self.made}", {**told, "state": state, "citation_id": self.citation})
        return number

    def money(self, prefix: str) -> dict[str, Any]:
        amount = self.random.choice(AMOUNTS)
        currency = None if amount is None else self.random.choice(("KZT", "KZT", "KZT", "KZT", "USD", "JPY"))
        qualifier = self.random.choice(("EXACT", "MORE_THAN"))
        return {f"{prefix}_amount": amount, f"{prefix}_currency": currency, f"{prefix}_qualifier": qualifier}

    def several(self, most: int) -> range:
        return range(self.random.randint(0, most))

    def body(self) -> int | None:
        return self.random.choice((None, *self.bodies))

    def programme(self) -> None:
        number = self.add(db.Programme, title="Programme", country="KZ", total_qualifier="EXACT")
        version = {"programme_id": number, "kind": "ADOPTED", "title": "As adopted", "citation_id": self.citation}
        self.add(db.ProgrammeVersion, **version, **self.money("total"))
        payers = [number]
        for _ in self.several(3):
            payers.append(self.activity(number, payers))
        lines = [self.line(number, self.random.choice((None, *payers[1:]))) for _ in self.several(3)]
        for _ in self.several(5):
            self.process([*payers, *lines])

    def activity(self, programme: int, payers: list[int]) -> int:
        status = self.random.choice(("IMPLEMENTATION", "IMPLEMENTATION", "CANCELLED"))
        told = {"title": "Activity", "number": f"{self.made}", "amount_qualifier": "EXACT", "status": status}
        number = self.add(db.Activity, programme_id=programme, **told)
        if self.random.random() < 0.7:
            self.link(self.random.choice(payers), number)
        return number

    def line(self, programme: int, activity: int | None) -> int:
        told = {"programme_id": programme, "activity_id": activity, "administrator_id": self.body(), "title": "Line"}
        number = self.add(db.BudgetLine, **told)
        self.batch.part(db.BudgetAmount, {"budget_line_id": number, "phase": "APPROVED", **self.money("value")})
        return number

    def link(self, payer: int, payee: int) -> None:
        told = {"payer_id": payer, "payee_id": payee, "explanation": "It is so.", "citation_id": self.citation}
        slug = f"{payer}>{payee}"
        self.batch.record(db.FundingLink, slug, {**told, "basis": self.random.choice(BASES)})

    def process(self, payers: list[int]) -> None:
        number = self.add(db.Process, title="Process", buyer_id=self.body())
        for payer in self.random.sample(payers, min(len(payers), self.random.randint(0, 2))):
            self.link(payer, number)
        tender, lots = None, []
        if self.random.random() < 0.8:
            status = self.random.choice(STATUS)
            tender = self.add(db.Tender, process_id=number, title="Tender", status=status, **self.money("value"))
            lots = [
                self.add(db.Lot, tender_id=tender, status=self.random.choice(STATUS), **self.money("value"))
                for _ in self.several(4)
            ]
        awards = [self.award(number, tender, lots) for _ in self.several(4)]
        contracts: list[int] = []
        for _ in self.several(3):
            amended = self.random.choice((None, None, *contracts))
            contracts.append(self.contract(number, self.random.choice((None, *awards)), amended))

    def award(self, process: int, tender: int | None, lots: list[int]) -> int:
        status = self.random.choice((None, "ACTIVE", "ACTIVE", "CANCELLED"))
        told = {"process_id": process, "tender_id": tender, "status": status, "basis": self.random.choice(BASES)}
        number = self.add(db.Award, **told, **self.money("value"))
        for lot in self.random.sample(lots, min(len(lots), self.random.choice((0, 1, 1, 2)))):
            self.batch.part(db.AwardLot, {"award_id": number, "lot_id": lot})
        for body in self.suppliers():
            self.batch.part(db.AwardSupplier, {"award_id": number, "organization_id": body})
        return number

    def suppliers(self) -> list[int]:
        return self.random.sample(self.bodies, self.random.choice((0, 1, 1, 2)))

    def contract(self, process: int, award: int | None, amended: int | None) -> int:
        status = self.random.choice((None, "ACTIVE", "CANCELLED"))
        told = {"process_id": process, "award_id": award, "parent_id": amended, "status": status}
        number = self.add(db.Contract, **told, **self.money("value"))
        for body in self.suppliers():
            self.batch.part(db.ContractSupplier, {"contract_id": number, "organization_id": body})
        for _ in self.several(2):
            self.add(db.Transaction, contract_id=number, payee_id=self.body(), **self.money("value"))
        return number
