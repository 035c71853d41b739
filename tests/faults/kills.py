"""Imports that are killed at any moment, as a power cut would: what was there before stays whole.

An import runs in a process of its own, which gets SIGKILL after a random time. Then all lists of the database, written
as files, must be those from before the import or those that an unbroken one leaves. In the end an import that nobody
kills must leave the same as one into a database that has seen no kill.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random

from db.snapshot import snapshot
from exchange.export.export import Wanted, exported
from exchange.export.shape import sets
from exchange.export.sum import lines
from exchange.generated.load import generate
from exchange.seed import import_seed
from tests.databases import Databases
from tests.exchange.export.read import VOCABULARY
from tests.exchange.ocds.made import full, load, package
from tests.exchange.ocds.made import put as put_ocds
from tests.exchange.small_set import edited, put

LOTS = 40
CHANGED = edited("lot.yaml", ("42971000 KZT", "43000000 KZT"))
PROCESSES = multiprocessing.get_context("forkserver")


def seed(url: str, folder: Path) -> None:
    """Bring records that are there up to date."""
    import_seed(url, folder / "changed")


def ocds(url: str, folder: Path) -> None:
    """Add a process of another publisher."""
    load(url, folder / "ocds")


def generated(url: str, _: Path) -> None:
    """Add records in a stream."""
    generate(url, LOTS)


IMPORTS: tuple[Callable[[str, Path], object], ...] = (seed, ocds, generated)


@dataclass
class Report:
    """What became of the imports that were to be killed."""

    before: int = 0  # left the state before them
    after: int = 0  # killed when their state was kept already
    ended: int = 0  # done before the kill came
    half: list[str] = field(default_factory=list)  # left anything else

    @property
    def kills(self) -> int:
        """How many were killed."""
        return self.before + self.after + len(self.half)

    def note(self, name: str, code: int | None, state: str | None) -> None:
        """Note how an import ended, and in which state."""
        if code == 0:
            self.ended += 1
        elif state == "before":
            self.before += 1
        elif state == "after":
            self.after += 1
        else:
            self.half.append(name)

    def __str__(self) -> str:
        return (
            f"{self.kills:,} kills: {self.before:,} left the state before the import, {self.after:,} the one after it,"
            f" {len(self.half)} anything else; {self.ended:,} imports were done before they could be killed"
        )


def kill_imports(databases: Databases, folder: Path, kills: int, random: Random) -> Report:
    """Kill imports until so many have been killed."""
    base = databases.migrated()
    prepare(base, folder)
    before, after, seconds = contents(base), {}, {}
    for each in IMPORTS:
        url = databases.copy(base)
        started = time.monotonic()
        assert run(each, url, folder, None) == 0
        seconds[each], after[each] = time.monotonic() - started, contents(url)
        databases.drop(url)
    report, url = Report(), databases.copy(base)
    while report.kills < kills:
        each = random.choice(IMPORTS)
        code = run(each, url, folder, random.uniform(0, seconds[each]))
        found = contents(url)
        report.note(each.__name__, code, {before: "before", after[each]: "after"}.get(found))
        if found != before:
            databases.drop(url)
            url = databases.copy(base)
    for each in IMPORTS:
        unbroken = databases.copy(url)
        assert run(each, unbroken, folder, None) == 0
        assert contents(unbroken) == after[each]
        databases.drop(unbroken)
    for each_url in (url, base):
        databases.drop(each_url)
    return report


def prepare(url: str, folder: Path) -> None:
    """Fill a database, and write what is to be imported into it."""
    import_seed(url, put(folder / "small"))
    put(folder / "changed", CHANGED)
    (folder / "ocds").mkdir()
    put_ocds(folder / "ocds", package(full()))


def contents(url: str) -> str:
    """The sum of all rows of all lists, without what tells when they were loaded."""
    sums: Counter[str] = Counter()
    digest = hashlib.sha256()
    with snapshot(url) as state:
        for name in sets():
            for some in exported(state, Wanted(name), VOCABULARY).texts:
                digest.update(lines(sorted(some)))
                sums[name] += len(some)
    return f"{sums.total()} {digest.hexdigest()}"


def run(work: Callable[[str, Path], object], url: str, folder: Path, seconds: float | None) -> int | None:
    """Run an import in a process of its own, and kill it after some time; its exit code."""
    PROCESSES.set_forkserver_preload(["tests.faults.kills"])
    ready = PROCESSES.Event()
    process = PROCESSES.Process(target=begin, args=(ready, work, url, folder))
    process.start()
    ready.wait()
    process.join(seconds)
    if process.is_alive():
        process.kill()
        process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode


def begin(ready: Event, work: Callable[[str, Path], object], url: str, folder: Path) -> None:
    """Say that the import begins, and import."""
    ready.set()
    work(url, folder)
