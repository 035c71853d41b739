"""What comes between an import and its end is told in words, and the data are those from before."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import psycopg
from sqlalchemy import make_url

from exchange.seed import import_seed
from tests.api.servers import running_server
from tests.commands import ROOT, TENGETRAIL
from tests.databases import PostgresDatabases, SqliteFiles, run
from tests.exchange.small_set import edited, put, state

LOTS = 20_000
CHANGED = edited("lot.yaml", ("42971000 KZT", "43000000 KZT"))
ASKED = '{ dataset { revision } lot(slug: "buying/guides") { value { amount } } }'


def generating(url: str) -> subprocess.Popen[str]:
    """A long import in a process of its own."""
    command = [*TENGETRAIL, "generate", "--lots", str(LOTS)]
    return subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"DATABASE_URL": url}, stderr=subprocess.PIPE, text=True
    )


def test_a_full_disk_is_told_and_changes_nothing(sqlite: SqliteFiles, tmp_path: Path) -> None:
    url = sqlite.migrated()
    import_seed(url, put(tmp_path / "small"))
    before, most = state(url), Path(make_url(url).database or "").stat().st_size + (2 << 20)

    process = generating(url)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (most, most))
    _, told = process.communicate(timeout=120)
    assert process.returncode == 3
    assert "The database file cannot be used" in told
    assert "the disk has room" in told
    assert state(url) == before
    sqlite.drop(url)


def test_a_lost_connection_is_told_and_changes_nothing(postgresql: PostgresDatabases, tmp_path: Path) -> None:
    url = postgresql.migrated()
    import_seed(url, put(tmp_path / "small"))
    before, name = state(url), make_url(url).database
    cut = (
        f"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{name}' AND query LIKE 'COPY%'"
    )

    process = generating(url)
    deadline = time.monotonic() + 60
    with psycopg.connect(make_url(url).set(database="postgres").render_as_string(hide_password=False)) as watching:
        while not watching.execute(cut.encode()).fetchall() and time.monotonic() < deadline:
            watching.rollback()
            time.sleep(0.05)
    _, told = process.communicate(timeout=120)
    assert process.returncode == 3
    assert "PostgreSQL does not answer" in told
    assert state(url) == before
    postgresql.drop(url)


def test_a_user_who_may_not_write_is_told_so(postgresql: PostgresDatabases) -> None:
    url = postgresql.migrated()
    before, role = state(url), f"reader_{os.getpid()}"
    run(url, f"CREATE ROLE {role} LOGIN", f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")

    process = generating(make_url(url).set(username=role).render_as_string(hide_password=False))
    _, told = process.communicate(timeout=120)
    assert process.returncode == 3
    assert "PostgreSQL refuses to write" in told
    assert state(url) == before
    run(url, f"DROP OWNED BY {role}", f"DROP ROLE {role}")
    postgresql.drop(url)


def test_an_answer_is_of_one_revision_while_imports_go_on(database_url: str, tmp_path: Path) -> None:
    folders = [put(tmp_path / "odd"), put(tmp_path / "even", CHANGED)]
    import_seed(database_url, folders[0])
    over, seen = Event(), set()
    with running_server(database_url, tmp_path, CACHE__BYTES="0") as server, ThreadPoolExecutor(3) as threads:

        def ask() -> None:
            while not over.is_set():
                data = server.ask(ASKED)["data"]
                seen.add((data["dataset"]["revision"], data["lot"]["value"]["amount"]))

        asking = [threads.submit(ask) for _ in range(3)]
        for number in range(1, 9):
            import_seed(database_url, folders[number % 2])
        over.set()
        for each in asking:
            each.result()

    amounts = ["43000000.00", "42971000.00"]
    assert len({revision for revision, _ in seen}) > 2
    assert seen == {(revision, amounts[revision % 2]) for revision, _ in seen}
