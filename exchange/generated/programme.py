"""Generated programmes: their activities, the budget lines of these, and what the lines pay for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import db
from db.layout import Row
from db.node import RecordKey
from exchange.generated.draws import Draws, dated, money, shares
from exchange.generated.process import Claims, Process
from exchange.generated.vocabulary import TITLES, Words
from exchange.generated.world import LAW, World, citation, world_of, world_rows

ACTIVITIES = range(74, 87)  # of a programme
LINES = range(7, 14)  # of an activity
TENDERS = range(3, 8)  # of a budget line
LOTS = shares({1: 12, 2: 16, 3: 20, 4: 19, 5: 13, 6: 8, 7: 5, 9: 4, 12: 3})  # of a tender: four, on the average
BASES = shares({"STATED": 30, "INFERRED": 60, "ASSUMED": 10})
SHARED = 150  # of a thousand processes, those that two budget lines pay for
UNPLACED = 40  # ... and those of which only the activity is known


def bundles(lots: int, seed: int) -> Iterator[list[Row]]:
    """All records: first what programmes refer to, then the programmes, an activity with all below it at a time."""
    draws, claims, world = Draws(seed), Claims(), world_of(lots)
    yield from world_rows(world, draws)
    number = 0
    while lots:
        number += 1
        programme = Programme(number, world, draws, claims)
        yield programme.first_rows()
        for place in range(1, 1 + draws.of(ACTIVITIES)):
            activity = Activity(programme, place, lots)
            yield activity.rows
            lots -= activity.lots
            if not lots:
                break
        yield programme.last_rows()


class Programme:
    """A programme of some years."""

    def __init__(self, number: int, world: World, draws: Draws, claims: Claims) -> None:
        self.key = RecordKey("Programme", f"generated-{number}")
        self.world, self.draws, self.claims = world, draws, claims
        self.year = 2012 + number % 10
        self.total = 0  # what its activities were promised, in tiyn
        self._act = citation(LAW, self.key.slug)
        self.cited = self._act.key

    def first_rows(self) -> list[Row]:
        """The programme, and the act that it rests on."""
        title = self.draws.of(TITLES)
        values = {
            "slug": self.key.slug,
            "title": f"{title.en}, {self.year}-{self.year + 5}",
            "country": "KZ",
            **dated("period_start", date(self.year, 1, 1)),
            **dated("period_end", date(self.year + 5, 12, 31)),  # what it pays for is signed in between
        }
        return [self._act, Row(db.Programme, values, texts(self.key, title))]

    def last_rows(self) -> list[Row]:
        """Its adopted version, whose total is what its activities were promised."""
        values = {
            "slug": f"{self.key.slug}-adopted",
            "programme_id": self.key,
            "kind": "ADOPTED",
            "title": "As adopted",
            "citation_id": self.cited,
            **dated("dated", self.draws.day(self.year - 1)),
            **money("total", self.total),
        }
        return [Row(db.ProgrammeVersion, values), self.claims.amount(self.key, "total", self.total, self.cited)]


class Activity:
    """An item of a programme's action plan with its budget lines and what they pay for; `rows` are all of these."""

    def __init__(self, programme: Programme, place: int, most_lots: int) -> None:
        self._programme, self._draws = programme, programme.draws
        self.key = RecordKey("Activity", f"{programme.key.slug}-{place}")
        self.lots = 0
        title = self._draws.of(TITLES)
        values = {
            "slug": self.key.slug,
            "programme_id": programme.key,
            "number": str(place),
            "title": title.en,
            "status": "IMPLEMENTATION",
        }
        self.rows = [Row(db.Activity, values, texts(self.key, title))]
        self._processes = 0
        count = self._draws.of(LINES)
        self._lines = [RecordKey("BudgetLine", f"{self.key.slug}-line-{number + 1}") for number in range(count)]
        for number in range(count):
            self._add_line(number, most_lots)

    def _add_line(self, number: int, most_lots: int) -> None:
        """The money of one year, somewhat more than the tenders that it pays for."""
        draws, programme, key = self._draws, self._programme, self._lines[number]
        year = programme.year + number % 5
        tendered = 0
        for _ in range(draws.of(TENDERS)):
            if wanted := min(most_lots - self.lots, draws.of(LOTS)):
                tendered += self._add_process(key, year, wanted)
        amount = (tendered or draws.amount()) * draws.between(100, 130) // 100
        programme.total += amount
        values = {
            "slug": key.slug,
            "programme_id": programme.key,
            "activity_id": self.key,
            "administrator_id": draws.of(programme.world.buyers),
            "title": f"{draws.of(TITLES).en}, {year}",
            "classification": f"{draws.between(100, 998)}-{draws.between(100, 998)}",
        }
        phases = {"APPROVED": amount, "DISBURSED": amount * draws.between(70, 100) // 100}
        parts = [
            Row(db.BudgetAmount, {"budget_line_id": key, "phase": phase, **money("value", part)})
            for phase, part in phases.items()
        ]
        self.rows.append(Row(db.BudgetLine, values, parts))

    def _add_process(self, line: RecordKey, year: int, lots: int) -> int:
        """A contracting process and what pays for it; returns its value in tiyn."""
        draws, programme = self._draws, self._programme
        self._processes += 1
        slug = f"{self.key.slug}-process-{self._processes}"
        process = Process(slug, year, programme.world, draws, programme.claims)
        process.add_tender(lots)
        self.lots += lots
        self.rows += process.rows
        payers = {self.key if draws.hits(UNPLACED) else line: None}
        if draws.hits(SHARED):
            payers |= {draws.of(self._lines): None}
        self.rows += (self._link(payer, process.key) for payer in payers)
        return process.value

    def _link(self, payer: RecordKey, payee: RecordKey) -> Row:
        values = {
            "slug": f"{payer.slug}>{payee.slug}",
            "payer_id": payer,
            "payee_id": payee,
            "basis": self._draws.of(BASES),
            "explanation": "Both name the same purpose and year.",
            "citation_id": self._programme.cited,
        }
        return Row(db.FundingLink, values)


def texts(subject: RecordKey, title: Words) -> list[Row]:
    """A title in the two languages of the state."""
    return [
        Row(db.LocalText, {"subject_id": subject, "text": text, "language": language, "kind": "OFFICIAL"})
        for language, text in (("RU", title.ru), ("KK", title.kk))
    ]
