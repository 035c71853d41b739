"""What `tengetrail generate` tells: how far it is, what it loaded, and what a whole country would take."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import db
from exchange.generated.load import generate
from exchange.stream import Loaded
from tengetrail.progress import Counted, progress

COUNTRY = 30_000_000  # lots: about as many as a country of some millions buys in ten years
MIB = 1024 * 1024


def run(database_url: str, lots: int, seed: int) -> Iterator[str]:
    """Generate, with progress on standard error; the lines that tell what came of it."""
    start = time.perf_counter()
    with progress(Counted(db.Lot, "lots", lots)) as told:
        loaded = generate(database_url, lots, seed, told)
    if loaded is None:
        yield f"generated: {lots:,} lots of seed {seed} are there already."
    else:
        yield from _summary(lots, seed, loaded, time.perf_counter() - start)


def _summary(lots: int, seed: int, loaded: Loaded, seconds: float) -> Iterator[str]:
    steps = ", ".join(f"{step} {took:.1f}" for step, took in loaded.seconds.items())
    yield (
        f"generated: {lots:,} lots of seed {seed} ({loaded.rows:,} rows) loaded as revision {loaded.revision.number},"
        f" beside whatever other data sets are there."
    )
    yield f"It took {seconds:.1f} s ({steps}); the database has {loaded.size / MIB:,.0f} MiB{_memory()}."
    times = COUNTRY / lots
    yield (
        f"By linear reckoning, {COUNTRY:,} lots would take {_long(seconds * times)} and"
        f" {loaded.size * times / MIB / 1024:,.0f} GiB of disk."
    )


def _long(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60} min"


def _memory() -> str:
    """The most memory that this process had; nothing where the system does not tell."""
    try:
        import resource  # noqa: PLC0415  # Windows has none
    except ImportError:
        return ""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return f", the process had {most / MIB:,.0f} MiB of memory at most"
