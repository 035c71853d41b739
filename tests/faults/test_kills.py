from __future__ import annotations

from pathlib import Path
from random import Random

from tests.databases import Databases
from tests.faults.kills import kill_imports

KILLS = 20


def test_imports_that_are_killed_leave_nothing_half_done(databases: Databases, tmp_path: Path) -> None:
    report = kill_imports(databases, tmp_path, KILLS, Random(7))

    assert report.half == []
    assert report.kills == KILLS
