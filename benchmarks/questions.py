"""The three questions that are measured, each with variables that are drawn anew every time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from sqlalchemy import select

import db
from db.table import table_of
from db.writer import open_writer

PATH = """
query Path($slug: String!) {
  programme(slug: $slug) { title total { amount currency }
    activities(first: 5) { nodes { slug title amount { amount currency }
      budgetLines(first: 5) { nodes { title amounts { phase value { amount currency } }
        processes(first: 5) { nodes { title buyer { name }
          tender { title status value { amount currency }
            lots(first: 5) { nodes { title status value { amount currency }
              awards(first: 5) { nodes { status value { amount currency }
                contracts(first: 5) { nodes { slug value { amount currency }
                  suppliers(first: 5) { nodes { slug name } }
  } } } } } } } } } } } } } }
}
"""

LOTS = """
query Lots($status: ProcurementStatus!, $least: Decimal!) {
  lots(first: 50, filter: { status: { eq: $status }, value: { gte: $least, currency: KZT } },
       orderBy: [{ field: VALUE, direction: DESC }]) {
    nodes { slug title status value { amount currency }
      tender { slug title status publishedOn { value }
        process { slug title buyer { name } } } }
  }
}
"""

CONTRACT = """
query Contract($slug: String!) {
  contract(slug: $slug) { slug number status value { amount currency qualifier } signedOn { value }
    award { slug status value { amount currency }
      tender { slug title status value { amount currency }
        process { slug title buyer { slug name } } } }
  }
}
"""

Variables = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """A text, and how to draw its variables."""

    name: str
    says: str
    text: str
    draw: Callable[[Random], Variables]


def questions(database_url: str) -> list[Question]:
    """Q1 to Q3 of what is in a database."""
    programmes = slugs(database_url, db.Programme)
    contracts = slugs(database_url, db.Contract)
    return [
        Question("Q1", "a programme's path to its contracts", PATH, lambda random: {"slug": random.choice(programmes)}),
        Question("Q2", "50 lots, filtered and sorted", LOTS, a_threshold),
        Question("Q3", "a contract, three levels up", CONTRACT, lambda random: {"slug": random.choice(contracts)}),
    ]


def a_threshold(random: Random) -> Variables:
    """A status, and an amount in tenge that is more than many lots are worth."""
    status = random.choice(("COMPLETE", "UNSUCCESSFUL", "ACTIVE", "CANCELLED"))
    return {"status": status, "least": f"{random.randrange(1_000_000, 50_000_000)}.00"}


def slugs(database_url: str, model: type[db.Record]) -> Sequence[str]:
    """The slugs of all records of a kind, in the order in which they were made."""
    table = table_of(model)
    engine = open_writer(database_url)
    with engine.connect() as connection:
        found = connection.scalars(select(table.c.slug).order_by(table.c.id)).all()
    engine.dispose()
    return found
