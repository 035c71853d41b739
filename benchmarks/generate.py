"""A database of made-up records in real proportions, always the same for the same number of lots and seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import db
from analysis import derive
from benchmarks.batch import Batch, dated, money
from benchmarks.vocabulary import (
    GOODS,
    LINES_AN_ACTIVITY,
    LOT_STATUS,
    LOTS_A_TENDER,
    METHODS,
    WORKS,
)
from benchmarks.world import World, make_world
from db.migrate import migrate
from db.writer import defer_references, open_writer

ACTIVITIES_A_PROGRAMME = 80
LOTS_AN_ACTIVITY = range(5, 56)
ROWS_AT_ONCE = 50_000


def generate(database_url: str, lots: int, seed: int = 1) -> None:
    """Make the tables and fill them with so many lots and everything around them."""
    migrate(database_url)
    engine = open_writer(database_url)
    with engine.begin() as connection:
        defer_references(connection)
        for batch in batches(lots, seed):
            batch.write(connection)
        derive(connection)
    engine.dispose()


def batches(lots: int, seed: int) -> Iterator[Batch]:
    """All rows, a part at a time."""
    batch = Batch(Random(seed))
    world = make_world(batch, lots)
    programmes = 0
    while lots:
        programmes += 1
        programme = Programme(batch, world, programmes)
        for number in range(1, ACTIVITIES_A_PROGRAMME + 1):
            wanted = min(lots, batch.random.choice(LOTS_AN_ACTIVITY))
            programme.add_activity(number, wanted)
            lots -= wanted
            if batch.waiting > ROWS_AT_ONCE:
                yield batch
            if not lots:
                break
        programme.publish()
    yield batch


@dataclass
class Line:
    """A budget line and what it may spend."""

    number: int
    slug: str
    amount: int


class Programme:
    """A programme that grows by its activities."""

    def __init__(self, batch: Batch, world: World, number: int) -> None:
        self.batch, self.world = batch, world
        self.slug = f"programme-{number}"
        self.year = 2012 + number % 10
        self.total = 0
        self.act = batch.citation(world.law, self.slug)
        title = batch.title(WORKS, GOODS)
        first, last = date(self.year, 1, 1), date(self.year + 5, 12, 31)  # what it pays for is signed in between
        period = {**dated("period_start", first), **dated("period_end", last)}
        values = {"title": title.en, "country": "KZ", "total_qualifier": "EXACT", **period}
        self.number = batch.record(db.Programme, self.slug, values)
        self.processes = 0

    def publish(self) -> None:
        """Give it its adopted version, whose total is what its activities were promised."""
        values = {"programme_id": self.number, "kind": "ADOPTED", "title": "As adopted", "citation_id": self.act}
        values |= dated("dated", self.batch.day(self.year - 1)) | money("total", self.total)
        self.batch.record(db.ProgrammeVersion, f"{self.slug}-adopted", values)
        self.batch.claim(self.number, "total", self.total, self.act)

    def add_activity(self, number: int, lots: int) -> None:
        """An item of its action plan with the tenders that it pays for."""
        batch, slug = self.batch, f"{self.slug}-{number}"
        title = batch.title(WORKS, GOODS)
        values = {
            "programme_id": self.number,
            "number": str(number),
            "title": title.en,
            "status": "IMPLEMENTATION",
            "amount_qualifier": "EXACT",
        }
        activity = batch.record(db.Activity, slug, values)
        count = batch.drawn(LINES_AN_ACTIVITY)
        lines = [self.add_line(activity, slug, place) for place in range(count)]
        while lots:
            wanted = min(lots, batch.drawn(LOTS_A_TENDER))
            self.add_process(activity, slug, lines, wanted)
            lots -= wanted

    def add_line(self, activity: int, slug: str, place: int) -> Line:
        """The money of one year."""
        batch, slug = self.batch, f"{slug}-line-{place + 1}"
        year = self.year + place % 5
        values = {
            "programme_id": self.number,
            "activity_id": activity,
            "administrator_id": batch.random.choice(self.world.buyers),
            "title": f"{batch.title(GOODS).en}, {year}",
            "classification": f"{batch.random.randrange(100, 999)}-{batch.random.randrange(100, 999)}",
        }
        made = batch.record(db.BudgetLine, slug, values)
        amount = some_amount(batch) * 10
        self.total += amount
        for phase, part in (("APPROVED", amount), ("DISBURSED", amount * batch.random.randrange(70, 101) // 100)):
            batch.part(db.BudgetAmount, {"budget_line_id": made, "phase": phase, **money("value", part)})
        return Line(made, slug, amount)

    def add_process(self, activity: int, slug: str, lines: Sequence[Line], lots: int) -> None:
        """A contracting process, mostly paid by one or two budget lines, at times by the activity as such."""
        batch = self.batch
        self.processes += 1
        slug = f"{slug}-process-{self.processes}"
        values = {
            "ocid": f"ocds-made0p-{self.number}-{self.processes}",
            "title": batch.title(WORKS, GOODS).en,
            "buyer_id": long_tail(batch, self.world.buyers),
            "territory_id": batch.random.choice(self.world.territories),
        }
        process = batch.record(db.Process, slug, values)
        payers = [(each.number, each.slug) for each in batch.random.sample(lines, min(len(lines), batch.drawn(LINES)))]
        for payer, payer_slug in payers or [(activity, "activity")]:
            link = {
                "payer_id": payer,
                "payee_id": process,
                "basis": batch.drawn(BASES),
                "explanation": "Both name the same purpose and year.",
                "citation_id": self.act,
            }
            batch.record(db.FundingLink, f"{payer_slug}>{slug}", link)
        Tender(batch, self.world, process, slug, self.year).add_lots(lots)


class Tender:
    """A tender that grows by its lots."""

    def __init__(self, batch: Batch, world: World, process: int, slug: str, year: int) -> None:
        self.batch, self.world, self.process, self.slug = batch, world, process, slug
        self.published_on = batch.day(year + batch.random.randrange(5))
        self.awards = 0
        self.number = 0

    def add_lots(self, count: int) -> None:
        """Its lots, and what became of each."""
        batch = self.batch
        amounts = [some_amount(batch) for _ in range(count)]
        value = batch.money("value", sum(amounts))
        values = {
            "process_id": self.process,
            "title": batch.title(WORKS, GOODS).en,
            "status": "COMPLETE",
            "method": batch.drawn(METHODS),
            "number_of_lots": count,
        }
        values |= value | dated("published_on", self.published_on)
        self.number = batch.record(db.Tender, f"{self.slug}-tender", values)
        batch.claim(self.number, "value", sum(amounts), batch.citation(self.world.portal, self.slug))
        for place, amount in enumerate(amounts, 1):
            self.add_lot(place, amount)

    def add_lot(self, place: int, amount: int) -> None:
        """One lot; if it was bought, with its award."""
        batch, slug = self.batch, f"{self.slug}-lot-{place}"
        title, status = batch.title(WORKS, GOODS), batch.drawn(LOT_STATUS)
        known = batch.random.randrange(100) >= UNKNOWN_VALUES
        values = {
            "tender_id": self.number,
            "number": str(place),
            "title": title.en,
            "title_original": batch.random.choice((title.ru, title.kk)),
            "status": status,
            **batch.money("value", amount if known else None),
        }
        lot = batch.record(db.Lot, slug, values)
        if status == "COMPLETE":
            self.add_award(lot, amount * batch.random.randrange(75, 101) // 100)

    def add_award(self, lot: int, amount: int) -> None:
        """The decision for a lot, and what was signed upon it."""
        batch = self.batch
        self.awards += 1
        slug = f"{self.slug}-award-{self.awards}"
        awarded_on = self.published_on + timedelta(days=batch.random.randrange(20, 80))
        values = {"process_id": self.process, "tender_id": self.number, "status": "ACTIVE", "basis": "STATED"}
        values |= money("value", amount) | dated("awarded_on", awarded_on)
        award = batch.record(db.Award, slug, values)
        batch.part(db.AwardLot, {"award_id": award, "lot_id": lot})
        suppliers = sorted({long_tail(batch, self.world.suppliers) for _ in range(batch.drawn(SUPPLIERS))})
        for supplier in suppliers:
            batch.part(db.AwardSupplier, {"award_id": award, "organization_id": supplier})
        for place in range(batch.drawn(CONTRACTS)):
            values = {
                "process_id": self.process,
                "award_id": award,
                "number": f"{award}/{place + 1}",
                "title": "Contract" if place == 0 else "Further contract",
                "status": "ACTIVE",
                **money("value", amount),
                **dated("signed_on", awarded_on + timedelta(days=batch.random.randrange(5, 40))),
            }
            contract = batch.record(db.Contract, f"{slug}-contract-{place + 1}", values)
            for supplier in suppliers:
                batch.part(db.ContractSupplier, {"contract_id": contract, "organization_id": supplier})
            if batch.random.randrange(2):
                batch.claim(contract, "value", amount, batch.citation(self.world.portal, f"{slug}-{place + 1}"))


UNKNOWN_VALUES = 6  # of a hundred lots
LINES = {0: 4, 1: 36, 2: 60}
BASES = {"STATED": 30, "INFERRED": 60, "ASSUMED": 10}
SUPPLIERS = {1: 92, 2: 8}
CONTRACTS = {0: 12, 1: 84, 2: 4}


def some_amount(batch: Batch) -> int:
    """An amount in tiyn: many small ones, few large ones."""
    return int(batch.random.randrange(100, 1_000) * 10 ** batch.random.randrange(5, 8))


def long_tail(batch: Batch, numbers: Sequence[int]) -> int:
    """A few of them often, most of them seldom."""
    return numbers[int(len(numbers) * batch.random.random() ** 3)]
