"""What the records of all programmes refer to: sources, places, bodies with their earlier names, suppliers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import db
from benchmarks.batch import DATASET, Batch, dated
from benchmarks.vocabulary import FIELDS, FIRM_FORMS, FIRMS, REGIONS, Words

LOTS_A_SUPPLIER = 20
LOTS_A_BUYER = 300
LANGUAGES = {"EN": "TRANSLATED", "RU": "OFFICIAL", "KK": "OFFICIAL"}


@dataclass(frozen=True)
class World:
    """The numbers of what is there before the first programme."""

    portal: int
    law: int
    territories: Sequence[int]
    buyers: Sequence[int]
    suppliers: Sequence[int]


def make_world(batch: Batch, lots: int) -> World:
    """The frame that fits so many lots."""
    description = {"title": "Generated", "description": "Made up.", "publisher": "make bench", "licence": "CC0-1.0"}
    batch.part(db.Dataset, {"name": DATASET, **description, "imported_at": "2024-01-01T00:00:00Z", "revision": 1})
    portal, law = (
        batch.record(db.Source, kind.lower(), {"kind": kind, "title": title, "publisher": "Made up"})
        for kind, title in (("PORTAL", "Register of contracts"), ("LEGAL_ACT", "Budget laws"))
    )
    act = batch.citation(law, "names")
    territories = [territory(batch, name, act) for name in REGIONS]
    buyers = [buyer(batch, number, territories, act) for number in range(10 + lots // LOTS_A_BUYER)]
    suppliers = [supplier(batch, number, territories) for number in range(10 + lots // LOTS_A_SUPPLIER)]
    return World(portal, law, territories, buyers, suppliers)


def territory(batch: Batch, name: Words, act: int) -> int:
    """A region."""
    slug = name.en.lower().replace(" ", "-")
    number = batch.record(db.Territory, slug, {"level": "REGION", "country": "KZ", "name": name.en})
    names(batch, number, name, (None, None), act)
    return number


def buyer(batch: Batch, number: int, territories: Sequence[int], act: int) -> int:
    """A body of the state that was renamed up to three times."""
    years = sorted(batch.random.sample(range(1995, 2024), batch.random.choice((0, 0, 1, 1, 2, 3))))
    bounds = [None, *(batch.day(year) for year in years), None]
    titles = [department(batch, number, place) for place in range(len(years) + 1)]
    values = {
        "kind": "MINISTRY" if number < 20 else "STATE_INSTITUTION",
        "name": titles[-1].en,
        "territory_id": batch.random.choice(territories),
    }
    made = batch.record(db.Organization, f"body-{number + 1}", values)
    for title, interval in zip(titles, pairwise(bounds), strict=True):
        names(batch, made, title, interval, act)
    for day in bounds[1:-1]:
        renaming = {"kind": "RENAME", "description": "It was given a new name.", "citation_id": act}
        event = batch.record(db.ChangeEvent, f"renaming-{made}-{day}", renaming | dated("occurred_on", day))
        batch.part(db.ChangeEventParticipant, {"change_event_id": event, "participant_id": made, "role": "RESULTING"})
    return made


def department(batch: Batch, number: int, place: int) -> Words:
    """A name that no other body has."""
    task = batch.title(FIELDS)
    return Words(
        f"Department of {task.en} No. {number + 1}.{place + 1}",
        f"Управление {task.ru} № {number + 1}.{place + 1}",
        f"№ {number + 1}.{place + 1} {task.kk} басқармасы",
    )


def supplier(batch: Batch, number: int, territories: Sequence[int]) -> int:
    """A company."""
    firm = batch.title(FIRMS)
    name = Words(*(form.format(name=each, number=number + 1) for form, each in zip(FIRM_FORMS, firm, strict=True)))
    values = {"kind": "COMPANY", "name": name.en, "territory_id": batch.random.choice(territories)}
    made = batch.record(db.Organization, f"company-{number + 1}", values)
    names(batch, made, name, (None, None), None)
    identifier = {"organization_id": made, "scheme": "KZ-BIN", "value": f"{number + 1:012}"}
    batch.part(db.OrganizationIdentifier, identifier)
    return made


def names(batch: Batch, subject: int, name: Words, interval: tuple[date | None, date | None], act: int | None) -> None:
    """A name in each language, for a time."""
    start, end = interval
    time = {**dated("valid_from", start), **dated("valid_to", end), "citation_id": act}
    for language, text in zip(LANGUAGES, name, strict=True):
        values = {"subject_id": subject, "text": text, "language": language, "kind": LANGUAGES[language]}
        batch.part(db.Name, values | time)
