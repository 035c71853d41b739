from __future__ import annotations

import json
from pathlib import Path

from db.migrate import known, migrate
from db.writer import open_writer
from tests.commands import tengetrail
from tests.databases import Databases


def test_a_backup_is_written_verified_and_restored(seeded_url: str, databases: Databases, tmp_path: Path) -> None:
    file, url = tmp_path / "a.gz", databases.empty()
    written = tengetrail("backup", file, DATABASE_URL=seeded_url)
    verified = tengetrail("restore", "--verify", file, DATABASE_URL=url)
    restored = tengetrail("restore", file, DATABASE_URL=url)
    again = tengetrail("restore", file, DATABASE_URL=url)

    assert [each.returncode for each in (written, verified, restored, again)] == [0, 0, 0, 1]
    assert "whole and unchanged, revision 1" in verified.stdout
    assert "--replace" in again.stderr
    assert tengetrail("import", "seed", DATABASE_URL=url).stdout.endswith("nothing has changed.\n")
    databases.drop(url)


def test_a_file_that_is_not_there_is_named(database_url: str, tmp_path: Path) -> None:
    ended = tengetrail("restore", tmp_path / "none.gz", DATABASE_URL=database_url)

    assert ended.returncode == 3
    assert "none.gz" in ended.stderr


def test_migrate_writes_a_backup_before_it_changes_data(databases: Databases, tmp_path: Path) -> None:
    url = databases.empty()
    migrate(url, known()[-2])
    with open_writer(url).begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO dataset (name, title, description, publisher, licence, revision, imported_at)"
            " VALUES ('a', 'A', 'B', 'C', 'D', 1, '2026-11-24T00:00:00Z')"
        )
        connection.exec_driver_sql(
            "INSERT INTO revision (number, dataset, digest, imported_at)"
            " VALUES (1, 'a', 'b', '2026-11-24 00:00:00.000000')"
        )
    first = tengetrail("migrate", DATABASE_URL=url, BACKUPS=str(tmp_path))
    second = tengetrail("migrate", DATABASE_URL=url, BACKUPS=str(tmp_path))

    assert (first.returncode, second.returncode) == (0, 0)
    assert [file.name for file in tmp_path.iterdir()] == [f"{known()[-2]}-revision-1.backup.gz"]
    databases.drop(url)


def test_the_doctor_finds_a_seeded_database_well(seeded_url: str, tmp_path: Path) -> None:
    ended = tengetrail("doctor", "--json", DATABASE_URL=seeded_url, BACKUPS=str(tmp_path))

    found = {each["name"]: each for each in json.loads(ended.stdout)}
    assert ended.returncode == 0
    assert found.keys() >= {"tables", "data", "integrity", "journal", "backups"}
    assert all(each["well"] for each in found.values())


def test_the_doctor_names_each_fault_with_its_mend(databases: Databases, seeded_url: str, tmp_path: Path) -> None:
    empty = databases.migrated()
    old = databases.empty()
    migrate(old, known()[-2])
    for settings, words, mend in (
        ({"DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3"}, "no database file", "tengetrail migrate"),
        ({"DATABASE_URL": old}, f"not at {known()[-1]}", "tengetrail migrate"),
        ({"DATABASE_URL": empty}, "None are loaded", "import seed"),
        ({"DATABASE_URL": seeded_url, "DATABASE_READ_URL": empty}, "revision 0, the database 1", "replication"),
    ):
        ended = tengetrail("doctor", **settings)
        assert ended.returncode == 1
        assert words in ended.stdout
        assert mend in ended.stdout
    for url in (empty, old):
        databases.drop(url)


def test_the_doctor_sees_references_that_lead_nowhere(databases: Databases, tmp_path: Path) -> None:
    url = databases.migrated()
    if url.startswith("postgresql"):
        broken = "ALTER TABLE lot ADD CONSTRAINT later CHECK (id > 0) NOT VALID"
    else:
        broken = "INSERT INTO record_count (dataset, type, count) VALUES ('none', 'Lot', 1)"
    with open_writer(url, bulk=True).begin() as connection:
        connection.exec_driver_sql(broken)

    ended = tengetrail("doctor", DATABASE_URL=url, BACKUPS=str(tmp_path))
    assert ended.returncode == 1
    assert "WRONG  integrity" in ended.stdout
    databases.drop(url)
