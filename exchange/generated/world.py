"""What the records of all programmes refer to: sources, places, bodies with their earlier names, suppliers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import db
from db.layout import Row
from db.node import RecordKey
from exchange.generated.draws import Draws, dated
from exchange.generated.vocabulary import FIELDS, FIRM_FORMS, FIRMS, REGIONS, Words

LOTS_A_SUPPLIER = 20
LOTS_A_BUYER = 300
MINISTRIES = 20
LANGUAGES = {"EN": "TRANSLATED", "RU": "OFFICIAL", "KK": "OFFICIAL"}
RENAMINGS = (0, 0, 1, 1, 2, 3)  # of a body, each as likely as the other
PORTAL, LAW = RecordKey("Source", "generated-portal"), RecordKey("Source", "generated-law")
ACT = RecordKey("Citation", f"{LAW.slug}#names")


@dataclass(frozen=True)
class World:
    """What is there before the first programme."""

    territories: Sequence[RecordKey]
    buyers: Sequence[RecordKey]
    suppliers: Sequence[RecordKey]


def world_of(lots: int) -> World:
    """The frame that fits so many lots."""
    return World(
        [RecordKey("Territory", f"generated-{name.en.lower().replace(' ', '-')}") for name in REGIONS],
        [RecordKey("Organization", f"generated-body-{number + 1}") for number in range(10 + lots // LOTS_A_BUYER)],
        [RecordKey("Organization", f"generated-firm-{number + 1}") for number in range(10 + lots // LOTS_A_SUPPLIER)],
    )


def world_rows(world: World, draws: Draws) -> Iterator[list[Row]]:
    """Their records."""
    yield [
        source(PORTAL, "PORTAL", "Register of contracts"),
        source(LAW, "LEGAL_ACT", "Budget laws"),
        citation(LAW, "names"),
        *(territory(key, name) for key, name in zip(world.territories, REGIONS, strict=True)),
    ]
    for number, key in enumerate(world.buyers):
        yield list(buyer(key, number, world, draws))
    for number, key in enumerate(world.suppliers):
        yield [supplier(key, number, world, draws)]


def source(key: RecordKey, kind: str, title: str) -> Row:
    """Something to cite."""
    return Row(db.Source, {"slug": key.slug, "kind": kind, "title": title, "publisher": "Made up"})


def citation(of: RecordKey, locator: str) -> Row:
    """A place in a source."""
    return Row(db.Citation, {"slug": f"{of.slug}#{locator}", "source_id": of, "locator": locator})


def territory(key: RecordKey, name: Words) -> Row:
    """A region."""
    values = {"slug": key.slug, "level": "REGION", "country": "KZ"}
    return Row(db.Territory, values, names(key, name, (None, None), ACT))


def buyer(key: RecordKey, number: int, world: World, draws: Draws) -> Iterator[Row]:
    """A body of the state that was renamed up to three times."""
    years = sorted({draws.between(1995, 2023) for _ in range(draws.of(RENAMINGS))})
    bounds = [None, *(draws.day(year) for year in years), None]
    intervals = enumerate(pairwise(bounds), 1)
    values = {
        "slug": key.slug,
        "kind": "MINISTRY" if number < MINISTRIES else "STATE_INSTITUTION",
        "territory_id": draws.of(world.territories),
    }
    parts = [
        row
        for place, interval in intervals
        for row in names(key, department(draws.of(FIELDS), number, place), interval, ACT)
    ]
    yield Row(db.Organization, values, parts)
    for day in bounds[1:-1]:
        yield renaming(key, day)


def renaming(body: RecordKey, day: date | None) -> Row:
    """The change that gave it a new name."""
    event = RecordKey("ChangeEvent", f"{body.slug}-renamed-{day}")
    told = {"slug": event.slug, "kind": "RENAME", "description": "It was given a new name.", "citation_id": ACT}
    participant = {"change_event_id": event, "participant_id": body, "role": "RESULTING"}
    return Row(db.ChangeEvent, told | dated("occurred_on", day), [Row(db.ChangeEventParticipant, participant)])


def department(task: Words, number: int, place: int) -> Words:
    """A name that no other body has."""
    return Words(
        f"Department of {task.en} No. {number + 1}.{place}",
        f"Управление {task.ru} № {number + 1}.{place}",
        f"№ {number + 1}.{place} {task.kk} басқармасы",
    )


def supplier(key: RecordKey, number: int, world: World, draws: Draws) -> Row:
    """A company."""
    firm = draws.of(FIRMS)
    name = Words(*(form.format(name=each, number=number + 1) for form, each in zip(FIRM_FORMS, firm, strict=True)))
    identifier = {"organization_id": key, "scheme": "KZ-BIN", "value": f"99{number + 1:010}"}
    parts = [*names(key, name, (None, None), None), Row(db.OrganizationIdentifier, identifier)]
    values = {"slug": key.slug, "kind": "COMPANY", "territory_id": draws.of(world.territories)}
    return Row(db.Organization, values, parts)


def names(
    subject: RecordKey, name: Words, interval: tuple[date | None, date | None], act: RecordKey | None
) -> list[Row]:
    """A name in each language, for a time."""
    start, end = interval
    time = {**dated("valid_from", start), **dated("valid_to", end), "citation_id": act}
    return [
        Row(db.Name, {"subject_id": subject, "text": text, "language": language, "kind": kind, **time})
        for (language, kind), text in zip(LANGUAGES.items(), name, strict=True)
    ]
