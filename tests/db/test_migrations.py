from __future__ import annotations

import ast
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from db.currency import DIGITS
from db.errors import DatabaseUnavailableError
from db.migrate import MIGRATIONS, at_head, known, migrate, migrating
from db.writer import open_writer
from tests.databases import Databases


def shape(url: str) -> dict[str, Any]:
    """Everything that the database itself tells about its tables, in an order that does not depend on how they came."""
    engine = open_writer(url)
    try:
        tables = inspect(engine)
        return {name: _shape_of(tables, name) for name in tables.get_table_names() if name != "alembic_version"}
    finally:
        engine.dispose()


def _shape_of(tables: Any, name: str) -> dict[str, Any]:
    columns = [{**column, "type": repr(column["type"])} for column in tables.get_columns(name)]
    return {
        "columns": columns,
        "primary key": tables.get_pk_constraint(name),
        "foreign keys": _sorted(tables.get_foreign_keys(name)),
        "unique": _sorted(tables.get_unique_constraints(name)),
        "checks": _sorted(tables.get_check_constraints(name)),
        "indexes": _sorted(tables.get_indexes(name)),
    }


def _sorted(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(found, key=lambda constraint: str(constraint["name"]))


def write(url: str, *statements: str) -> None:
    engine = open_writer(url)
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
    finally:
        engine.dispose()


def test_the_migrations_make_exactly_the_tables_of_the_models(databases: Databases) -> None:
    migrated, modelled = databases.migrated(), databases.empty()
    engine = open_writer(modelled)
    SQLModel.metadata.create_all(engine)
    engine.dispose()

    assert shape(migrated) == shape(modelled)


def test_migrations_can_be_undone_and_done_again(databases: Databases) -> None:
    url = databases.empty()
    migrate(url)
    first = shape(url)
    with migrating(url) as configuration:
        command.check(configuration)

    with migrating(url) as configuration:
        command.downgrade(configuration, "base")
    assert shape(url) == {}

    migrate(url)
    assert shape(url) == first
    with migrating(url) as configuration:
        command.check(configuration)


def test_a_database_is_at_head_once_it_is_migrated(databases: Databases) -> None:
    url = databases.empty()
    assert not at_head(url)

    migrate(url)

    assert at_head(url)


def test_asking_for_the_state_makes_no_file(tmp_path: Path) -> None:
    assert not at_head(f"sqlite:///{tmp_path}/none.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_several_that_migrate_at_once_wait_for_each_other(databases: Databases) -> None:
    url = databases.empty()

    with ThreadPoolExecutor() as pool:
        list(pool.map(migrate, [url] * 3))

    assert at_head(url)


class StoppedError(Exception):
    pass


def test_a_migration_that_is_stopped_leaves_nothing_behind(databases: Databases) -> None:
    url = databases.empty()

    with suppress(StoppedError), migrating(url) as configuration:
        command.upgrade(configuration, "head")
        raise StoppedError

    assert shape(url) == {}
    assert not at_head(url)


def test_a_database_of_a_later_version_is_left_alone(database_url: str) -> None:
    write(database_url, "UPDATE alembic_version SET version_num = '2999_01_01_later'")
    before = shape(database_url)

    with pytest.raises(DatabaseUnavailableError, match=r"stands at 2999_01_01_later\. Update the program"):
        migrate(database_url)

    assert shape(database_url) == before


def test_the_known_currencies_are_there(database_url: str) -> None:
    engine = open_writer(database_url)
    with engine.begin() as connection:
        found = {row.code: row.digits for row in connection.execute(text("SELECT code, digits FROM currency"))}
    engine.dispose()

    assert found == DIGITS


NODE = "INSERT INTO node (id, type, slug, dataset) VALUES"
NAME = "INSERT INTO name (subject_id, text, language, kind, valid_from, valid_to) VALUES"
TOTAL = "INSERT INTO programme (id, slug, title, country, total_qualifier, total_amount, total_currency) VALUES"

REFUSED = {
    "an interval that ends before it begins": f"{NAME} (1, 'Ministry', 'EN', 'OFFICIAL', '2010-01-01', '2009-12-31')",
    "a kind that no codelist has": f"{NAME} (1, 'Ministry', 'EN', 'NICKNAME', NULL, NULL)",
    "a reference to nothing": f"{NAME} (99, 'Ministry', 'EN', 'OFFICIAL', NULL, NULL)",
    "the same name twice": f"{NAME} (1, 'Office', 'EN', 'OFFICIAL', '2009-01-01', NULL)",
    "a negative amount": f"{TOTAL} (2, 'roads', 'Roads', 'KZ', 'EXACT', -1, 'KZT')",
    "an amount without a currency": f"{TOTAL} (2, 'roads', 'Roads', 'KZ', 'EXACT', 1, NULL)",
    "a currency without an amount": f"{TOTAL} (2, 'roads', 'Roads', 'KZ', 'EXACT', NULL, 'KZT')",
    "a currency that ISO 4217 does not know": f"{TOTAL} (2, 'roads', 'Roads', 'KZ', 'EXACT', 1, 'XXX')",
    "a record that is not registered": f"{TOTAL} (98, 'roads', 'Roads', 'KZ', 'EXACT', 1, 'KZT')",
    "a slug that another record has": f"{NODE} (3, 'Programme', 'roads', 'test')",
    "a body inside itself": "INSERT INTO membership (child_id, parent_id) VALUES (1, 1)",
}
GIVEN = (
    f"{NODE} (1, 'Organization', 'ministry', 'test'), (2, 'Programme', 'roads', 'test')",
    f"{NAME} (1, 'Office', 'EN', 'OFFICIAL', '2009-01-01', NULL)",
)


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED.keys())
def test_the_database_itself_refuses(database_url: str, statement: str) -> None:
    write(database_url, *GIVEN)

    with pytest.raises(IntegrityError):
        write(database_url, statement)


def test_the_database_takes_what_is_right(database_url: str) -> None:
    write(database_url, *GIVEN, f"{TOTAL} (2, 'roads', 'Roads', 'KZ', 'EXACT', 27014800000000, 'KZT')")


def test_the_history_is_one_line_and_each_migration_is_named_like_its_file() -> None:
    revisions = list(ScriptDirectory(str(MIGRATIONS)).walk_revisions())

    assert [revision.revision for revision in reversed(revisions)] == known()
    assert all(len(name) <= 32 for name in known())  # the width of Alembic's own column


def test_a_migration_uses_none_of_our_code() -> None:
    for name in known():
        tree = ast.parse((MIGRATIONS / "versions" / f"{name}.py").read_text(encoding="utf-8"))
        modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        modules |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        assert {str(module).partition(".")[0] for module in modules} <= {
            "__future__",
            "alembic",
            "sqlalchemy",
            "typing",
        }


BEFORE_THE_FEED = "2026_11_27_2100_more_currencies"
LOGGED = "SELECT id, revision, kind, type, slug, before, after FROM change ORDER BY id"


def rows(url: str, sql: str) -> list[tuple[Any, ...]]:
    with open_writer(url).begin() as connection:
        return [tuple(row) for row in connection.execute(text(sql))]


def test_what_was_logged_before_new_records_were_is_kept(databases: Databases) -> None:
    url = databases.empty()
    with migrating(url) as configuration:
        command.upgrade(configuration, BEFORE_THE_FEED)
    write(
        url,
        "INSERT INTO dataset (name, title, description, publisher, licence, revision, imported_at)"
        " VALUES ('set', 'T', 'D', 'P', 'L', 3, '')",
        *(f"INSERT INTO revision VALUES ({n}, 'set', 'digest', '2026-11-2{n} 00:00:00.000000', 1)" for n in (1, 2, 3)),
        "INSERT INTO change VALUES (3, 2, 'CHANGED', 'Lot', 'one', '{}', '{}')",
        "INSERT INTO change VALUES (7, 2, 'REMOVED', 'Lot', 'two', '{}', NULL)",
    )
    before = rows(url, LOGGED)

    migrate(url)

    assert rows(url, LOGGED) == before
    told = rows(url, "SELECT number, loaded, last_change FROM revision ORDER BY number")
    assert told == [(1, None, 0), (2, None, 7), (3, None, 7)]
    write(url, "INSERT INTO change (revision, kind, type, slug) VALUES (3, 'ADDED', 'Lot', 'three')")
    assert rows(url, LOGGED) == [*before, (8, 3, "ADDED", "Lot", "three", None, None)]
    with migrating(url) as configuration:
        command.downgrade(configuration, BEFORE_THE_FEED)
    assert rows(url, LOGGED) == before
