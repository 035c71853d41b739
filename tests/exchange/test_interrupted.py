from __future__ import annotations

import multiprocessing
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from exchange.seed import import_seed
from tests.databases import Databases
from tests.exchange.killed_import import import_until, statements
from tests.exchange.small_set import SMALL, asked, edited, put, state

CHANGED = edited("lot.yaml", ("42971000 KZT", "43000000 KZT")) | edited(
    "finding.yaml", ("code: D1", "code: D3"), ("[F1, F2]", "[F2]")
)


def killed(url: str, folder: Path, last: int) -> int | None:
    """The exit code of an import in a process of its own that was killed after so many statements."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.exchange.killed_import"])
    process = processes.Process(target=import_until, args=(url, folder, last))
    process.start()
    process.join()
    return process.exitcode


def test_an_import_that_is_killed_leaves_the_state_before_it(
    databases: Databases, database_url: str, tmp_path: Path
) -> None:
    folder = put(tmp_path)
    unbroken = databases.migrated()
    import_seed(database_url, folder)
    import_seed(unbroken, folder)
    before = state(database_url)
    put(folder, CHANGED)
    done: list[int] = []
    with statements(done.append):
        import_seed(unbroken, folder)

    for last in (max(done) // 3, max(done) // 2, 0):
        assert killed(database_url, folder, last) == -signal.SIGKILL
        assert state(database_url) == before

    import_seed(database_url, folder)
    assert told(database_url) == told(unbroken)
    databases.drop(unbroken)


def told(url: str) -> list[tuple[str, str, str, str | None]]:
    return sorted(asked(url, "SELECT kind, type, before, after FROM change"), key=repr)


def test_of_several_imports_of_one_set_at_once_one_loads_it(database_url: str, tmp_path: Path) -> None:
    folder = put(tmp_path)

    with ThreadPoolExecutor(4) as threads:
        revisions = list(threads.map(lambda _: import_seed(database_url, folder), range(4)))

    assert sorted(revision.number for revision in revisions if revision) == [1]
    assert asked(database_url, "SELECT count(*) FROM revision") == [(1,)]


def test_several_sets_at_once_wait_for_each_other(database_url: str, tmp_path: Path) -> None:
    def folder(name: str) -> Path:
        dataset = SMALL["dataset.yaml"].replace("name: small", f"name: {name}")
        programme = f"- {{slug: {name}, title: One of several, country: KZ}}"
        only = dict.fromkeys(SMALL) | {"dataset.yaml": dataset, "programme.yaml": programme}
        return put(tmp_path / name, only)

    folders = [folder(name) for name in ("one", "two", "three", "four")]

    with ThreadPoolExecutor(4) as threads:
        revisions = list(threads.map(lambda folder: import_seed(database_url, folder), folders))

    assert sorted(revision.number for revision in revisions if revision) == [1, 2, 3, 4]
    assert asked(database_url, "SELECT count(*) FROM programme") == [(4,)]
