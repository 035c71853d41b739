from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

import db
from db.bulk import BrokenReferenceError, RowRefusedError, add_rows, indexes_later, is_new, references_later
from db.table import table_of
from db.write import Origin, Written, record_revision
from db.writer import open_writer
from tests.batch import DATASET, Batch

CATALOGUE = {
    "sqlite": "SELECT sql FROM sqlite_schema ORDER BY name",
    "postgresql": """
        SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT conrelid::regclass || conname || pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1""",
}
LOT = table_of(db.Lot)
COLUMNS = ("id", "slug", "tender_id", "value_qualifier")


@pytest.fixture
def writer(database_url: str) -> Iterator[Engine]:
    engine = open_writer(database_url, bulk=True)
    yield engine
    engine.dispose()


def catalogue(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return [str(row[0]) for row in connection.execute(text(CATALOGUE[engine.dialect.name]))]


def test_a_load_leaves_all_indexes_and_references_as_they_were(writer: Engine) -> None:
    before = catalogue(writer)

    with writer.begin() as connection, references_later(connection), indexes_later(connection):
        within = len(connection.execute(text(CATALOGUE[writer.dialect.name])).all())

    assert within < len(before)
    assert catalogue(writer) == before


def test_the_indexes_of_one_table_may_wait(writer: Engine) -> None:
    before = catalogue(writer)

    with writer.begin() as connection, references_later(connection), indexes_later(connection, "step"):
        within = [str(row[0]) for row in connection.execute(text(CATALOGUE[writer.dialect.name]))]

    assert not any("INDEX ix_step_" in each for each in within)
    assert any("INDEX ix_lot_" in each for each in within)
    assert catalogue(writer) == before


def test_a_database_that_was_loaded_keeps_its_indexes(writer: Engine) -> None:
    with writer.begin() as connection:
        assert is_new(connection)
        batch = Batch()
        batch.record(db.Process, "process", {"title": "Process"})
        batch.write(connection)
        record_revision(connection, DATASET, Origin("digest", "a test"), Written())
        assert not is_new(connection)
    before = catalogue(writer)

    with writer.begin() as connection, references_later(connection), indexes_later(connection):
        assert [str(row[0]) for row in connection.execute(text(CATALOGUE[writer.dialect.name]))] == before


def test_a_reference_to_nothing_is_found_at_the_end(writer: Engine) -> None:
    with pytest.raises(BrokenReferenceError), writer.begin() as connection, references_later(connection):
        add_rows(connection, LOT, COLUMNS, [(1, "lot", 7, "EXACT")])

    with writer.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM lot").scalar() == 0


def test_of_many_rows_the_one_that_a_rule_refuses_is_named(writer: Engine) -> None:
    nodes = [(number, "Lot", f"lot-{number}", "small") for number in range(1, 1_000)]
    nodes[777] = (778, "Lot", "lot-5", "small")

    with pytest.raises(RowRefusedError) as refused, writer.begin() as connection:
        add_rows(connection, table_of(db.Node), ("id", "type", "slug", "dataset"), nodes)

    assert refused.value.row == 777
