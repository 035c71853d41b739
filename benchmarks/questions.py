"""The questions that are measured, and how their variables are drawn; the texts stand in a folder for each peer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import Any

from sqlalchemy import select

import db
from db.table import table_of
from db.writer import open_writer

Variables = dict[str, Any]

STATUSES = ("COMPLETE", "UNSUCCESSFUL", "ACTIVE", "CANCELLED")
WORDS = ("repair", "leaflets", "жөндеу", "медицинского", "kostanay", "Ақтөбе", "department", "energy", "buildings")


class Mode(StrEnum):
    """What is new in each request."""

    WARM = "warm"  # nothing
    VARS = "vars"  # the variables
    COLD = "cold"  # the variables, and the text: the operation and its root field have another name every time


@dataclass(frozen=True)
class Facts:
    """What there is to ask for."""

    programmes: Sequence[str]  # slugs, in the order in which they were made
    contracts: Sequence[str]
    cursors: list[str] = field(default_factory=list)  # of pages deep in the list of lots by value


@dataclass(frozen=True)
class Question:
    """What is asked. `draw` gives the variables; amounts are in tiyn, and each peer writes them in its own way."""

    name: str
    says: str
    draw: Callable[[Random, Facts], Variables]


def a_path(random: Random, facts: Facts) -> Variables:
    """One of the programmes, and an amount that nearly all of its activities have: an answer like no other's."""
    return {"slug": random.choice(facts.programmes), "least": random.randrange(1_000_000_00)}


def a_threshold(random: Random, facts: Facts) -> Variables:  # noqa: ARG001
    """A status, and an amount in tenge that is more than many lots are worth."""
    return {"status": random.choice(STATUSES), "least": random.randrange(1_000_000, 50_000_000) * 100}


def a_contract(random: Random, facts: Facts) -> Variables:
    return {"slug": random.choice(facts.contracts)}


def a_number(random: Random, facts: Facts) -> Variables:  # noqa: ARG001
    return {"first": random.randrange(20, 201)}


def words(random: Random, facts: Facts) -> Variables:  # noqa: ARG001
    """Two words, or the beginning of one, in any of the languages."""
    first, second = random.sample(WORDS, 2)
    return {
        "words": random.choice(
            (f"{first} {second}", first[: random.randrange(4, 7)], f"{first} {random.randrange(1, 400)}")
        )
    }


def a_cursor(random: Random, facts: Facts) -> Variables:
    return {"after": random.choice(facts.cursors)}


def a_flow(random: Random, facts: Facts) -> Variables:
    return {"slug": random.choice(facts.programmes), "first": random.randrange(5, 20)}


QUESTIONS = (
    Question("Q1", "a programme's path to its contracts, five at each level", a_path),
    Question("Q2", "50 lots, filtered and sorted, two levels up", a_threshold),
    Question("Q3", "one contract, three levels up", a_contract),
    Question("Q4", "sums of all contracts by year and buyer, the largest 20 to 200", a_number),
    Question("Q5", "search", words),
    Question("Q6", "50 lots, a page deep in the list of all by value", a_cursor),
    Question("Q7", "coverage and flow of a programme", a_flow),
)


def facts_of(database_url: str) -> Facts:
    """What is in a database."""
    return Facts(slugs(database_url, db.Programme), slugs(database_url, db.Contract))


def slugs(database_url: str, model: type[db.Record]) -> Sequence[str]:
    """The slugs of all records of a kind, in the order in which they were made."""
    table = table_of(model)
    engine = open_writer(database_url)
    with engine.connect() as connection:
        found = connection.scalars(select(table.c.slug).order_by(table.c.id)).all()
    engine.dispose()
    return found
