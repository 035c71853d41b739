"""Loading made-up records in real proportions, always the same for the same number of lots and seed."""

from __future__ import annotations

from hashlib import sha256

from db.revision import Dataset
from db.write import Origin, last_digest
from db.writer import open_writer
from exchange.generated.programme import bundles
from exchange.problems import Place, Problems
from exchange.stream import Loaded, Told, import_stream

VERSION = 1  # of the generator; raised whenever the same lots and seed would give other rows
NAME = "generated"


def generate(database_url: str, lots: int, seed: int = 1, told: Told = lambda _: None) -> Loaded | None:
    """Add a data set of so many lots to a database with tables; None if it is there. `told` hears of every bundle.

    Raises ImportRefusedError if one of other lots or another seed is there, and DatabaseUnavailableError.
    """
    digest = sha256(f"generated {VERSION} {lots} {seed}".encode()).hexdigest()
    with open_writer(database_url).begin() as connection:
        if last_digest(connection, NAME) not in {None, digest}:
            problems = Problems()
            told_of = f"{lots} lots of seed {seed}"
            mend = "set DATABASE_URL to another database"
            problems.add(Place(NAME), told_of, "would take the place of a generated data set that is there", mend)
            problems.refuse()
    origin = Origin(digest, f"generate --lots {lots} --seed {seed}")
    return import_stream(database_url, dataset_of(lots, seed), origin, lambda _: bundles(lots, seed), told)


def dataset_of(lots: int, seed: int) -> Dataset:
    """What is said of the data set."""
    return Dataset(
        name=NAME,
        title="Generated",
        description=f"Made up to measure with: {lots} lots, seed {seed}.",
        publisher="Tenge Trail",
        licence="CC0-1.0",
        url=None,
        language="EN",
        imported_at="",
    )
