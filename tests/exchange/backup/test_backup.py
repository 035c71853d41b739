from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from db.migrate import known, migrate
from db.write import last_digest
from db.writer import open_writer
from exchange.backup.dump import back_up
from exchange.backup.restore import BackupError, restore, verify
from exchange.export.export import Wanted
from exchange.export.shape import sets
from exchange.seed import import_seed
from tests.conftest import KINDS
from tests.databases import Databases
from tests.exchange.export.read import json_lines, written
from tests.exchange.small_set import asked, edited, put, state

Change = Callable[[list[bytes]], list[bytes]]


@pytest.fixture
def backup(seeded_url: str, tmp_path: Path) -> Path:
    """A backup of the seed."""
    back_up(seeded_url, tmp_path / "seed.gz")
    return tmp_path / "seed.gz"


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_restores_all_of_a_database_on_either_kind(
    kind: str, seeded_url: str, backup: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    others: Databases = request.getfixturevalue(kind)
    url = others.empty()
    done = restore(url, backup)

    assert verify(backup) == done
    assert back_up(url, tmp_path / "again.gz").rows == done.rows
    assert (tmp_path / "again.gz").read_bytes() == backup.read_bytes()
    for name in ("lots", "claims", "findings"):
        assert written(url, Wanted(name), "ndjson") == written(seeded_url, Wanted(name), "ndjson")
    others.drop(url)


def test_what_is_restored_can_be_imported_into(databases: Databases, database_url: str, tmp_path: Path) -> None:
    folder, other = put(tmp_path / "small"), databases.empty()
    import_seed(database_url, folder)
    back_up(database_url, tmp_path / "a.gz")
    restore(other, tmp_path / "a.gz")
    assert import_seed(other, folder) is None

    put(folder, edited("lot.yaml", ("42971000 KZT", "43000000 KZT")))
    for url in (database_url, other):
        revision = import_seed(url, folder)
        assert revision is not None
        assert revision.number == 2
    for name in sets():
        records = [json_lines(written(url, Wanted(name), "ndjson"))[1] for url in (database_url, other)]
        assert records[0] == records[1]
    databases.drop(other)


def test_data_are_only_replaced_where_that_is_said(database_url: str, backup: Path, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path / "small"))
    before = state(database_url)

    with pytest.raises(BackupError, match="holds data already"):
        restore(database_url, backup)
    assert state(database_url) == before
    restore(database_url, backup, replace=True)
    back_up(database_url, tmp_path / "again.gz")
    assert (tmp_path / "again.gz").read_bytes() == backup.read_bytes()


def test_a_backup_of_an_earlier_version_is_brought_to_this_one(databases: Databases, tmp_path: Path) -> None:
    old, new = databases.empty(), databases.empty()
    migrate(old, known()[0])
    with open_writer(old).begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO dataset (name, title, description, publisher, licence, revision, imported_at)"
            " VALUES ('a', 'A', 'B', 'C', 'D', 1, '2026-11-24T00:00:00Z')"
        )
        connection.exec_driver_sql(
            "INSERT INTO revision (number, dataset, digest, imported_at)"
            " VALUES (1, 'a', 'b', '2026-11-24 00:00:00.000000')"
        )
    back_up(old, tmp_path / "old.gz")
    restore(new, tmp_path / "old.gz")

    with open_writer(new).connect() as connection:
        assert last_digest(connection, "a") == "b"
    assert asked(new, "SELECT version_num FROM alembic_version") == [(known()[-1],)]
    for url in (old, new):
        databases.drop(url)


@pytest.fixture(scope="module")
def few(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the small set."""
    folder, url = tmp_path_factory.mktemp("few"), databases.migrated()
    import_seed(url, put(folder / "small"))
    back_up(url, folder / "few.gz")
    databases.drop(url)
    return folder / "few.gz"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda lines: lines[:-1], "cut off"),
        (lambda lines: lines[:50], "cut off"),
        (lambda lines: [*lines[:-2], lines[-1]], "its sum is not"),
        (lambda lines: [line.replace(b"42971000", b"42971001") for line in lines], "its sum is not"),
        (lambda lines: [*lines[:60], b"{", *lines[60:]], "cannot be read to its end"),
        (
            lambda lines: [line.replace(b'{"table":"lot"', b'{"table":"lots"') for line in lines],
            "'lots' that does not fit",
        ),
        (lambda lines: [b"{}", *lines], "no backup"),
        (lambda lines: lines[1:], "no backup"),
        (lambda lines: [lines[0].replace(b'"backup":1', b'"backup":2'), *lines[1:]], "A later version"),
        (lambda _: [], "cannot be read to its end"),
        (lambda lines: [*lines, b"{}"], "its sum is not"),
    ],
)
def test_a_backup_that_is_not_whole_is_refused(
    change: Change, words: str, database_url: str, few: Path, tmp_path: Path
) -> None:
    before, backup = state(database_url), tmp_path / "a.gz"
    lines = gzip.decompress(few.read_bytes()).splitlines()
    backup.write_bytes(gzip.compress(b"\n".join(change(lines)) + b"\n"))

    with pytest.raises(BackupError, match=words):
        restore(database_url, backup)
    assert state(database_url) == before


@pytest.mark.parametrize("cut", [10, 1_000, -1])
def test_a_file_that_broke_off_is_refused(cut: int, few: Path, tmp_path: Path) -> None:
    backup = tmp_path / "a.gz"
    backup.write_bytes(few.read_bytes()[:cut])

    with pytest.raises(BackupError, match="cannot be read to its end"):
        verify(backup)


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_text(json.dumps({"backup": 1}))

    with pytest.raises(BackupError, match="cannot be read"):
        verify(tmp_path / "a.gz")
