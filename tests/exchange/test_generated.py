"""The generator as an import: always the same, once, whole or not at all, in bounded memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import text

import db
from db.layout import Row
from db.node import RecordKey
from db.write import Origin
from db.writer import open_writer
from exchange.generated.load import dataset_of, generate
from exchange.generated.programme import bundles
from exchange.problems import ImportRefusedError
from exchange.seed import import_seed
from exchange.stream import import_stream
from tests.commands import tengetrail
from tests.databases import Databases
from tests.exchange.small_set import put

LOTS = 300
PEAK = """
import resource, sys
from db import numbers, writer
from exchange import stream
from exchange.generated import load
numbers.REMEMBERED, writer.BULK_CACHE_KIB = 5_000, 4_000  # what is bounded is full soon
stream.derive = lambda _: None
load.generate(sys.argv[1], int(sys.argv[2]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def asked(url: str, sql: str) -> list[tuple[object, ...]]:
    engine = open_writer(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(sql))]
    engine.dispose()
    return found


def test_the_same_rows_are_made_each_time_and_others_of_another_seed() -> None:
    first, second, other = (list(bundles(LOTS, seed)) for seed in (7, 7, 8))

    assert first == second
    assert first != other


def test_there_are_as_many_of_each_as_a_country_has() -> None:
    counts: Counter[str] = Counter()
    for bundle in bundles(20_000, 1):
        for row in bundle:
            counts[row.model.__name__] += 1
            counts.update(part.model.__name__ for part in row.parts)

    lots = counts["Lot"]
    assert lots == 20_000
    assert 9 < counts["BudgetLine"] / counts["Activity"] < 11
    assert 4.5 < counts["Tender"] / counts["BudgetLine"] < 5.5
    assert 3.7 < lots / counts["Tender"] < 4.3
    assert 0.57 < counts["Contract"] / lots < 0.63
    assert counts["ChangeEvent"] > 50
    assert counts["Claim"] > counts["Tender"]


def test_programmes_have_about_eighty_activities() -> None:
    activities: Counter[RecordKey] = Counter()
    for bundle in bundles(35_000, 1):
        activities.update(row.values["programme_id"] for row in bundle if row.model is db.Activity)

    whole = list(activities.values())[:-1]
    assert whole
    assert all(70 < count < 90 for count in whole)


def test_the_second_time_there_is_nothing_to_do(database_url: str) -> None:
    first = generate(database_url, LOTS)
    second = generate(database_url, LOTS)

    assert first
    assert first.rows > LOTS
    assert second is None
    assert asked(database_url, "SELECT count(*) FROM revision") == [(1,)]
    assert asked(database_url, "SELECT count(*) FROM change WHERE revision > 1") == [(0,)]


def test_other_lots_do_not_take_the_place_of_those_that_are_there(database_url: str) -> None:
    generate(database_url, LOTS)

    with pytest.raises(ImportRefusedError, match="301 lots of seed 1"):
        generate(database_url, 301)


def test_it_stands_beside_other_data_sets(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))
    generate(database_url, LOTS)

    assert asked(database_url, "SELECT name FROM dataset ORDER BY name") == [("generated",), ("small",)]
    assert asked(database_url, "SELECT count(*) FROM lot WHERE slug LIKE 'generated-%'") == [(LOTS,)]


def test_an_import_that_is_killed_leaves_nothing(database_url: str) -> None:
    command = [sys.executable, "-m", "tengetrail", "generate", "--lots", "12000"]
    with subprocess.Popen(command, env=os.environ | {"DATABASE_URL": database_url}, stderr=subprocess.PIPE) as process:
        assert process.stderr
        for line in process.stderr:
            if int(line.split()[0].replace(b",", b"")) > 8_000:  # some batches are written
                process.send_signal(signal.SIGKILL)
                break
    assert process.returncode == -signal.SIGKILL
    assert asked(database_url, "SELECT count(*) FROM node") == [(0,)]

    assert generate(database_url, LOTS)


def test_memory_does_not_grow_with_the_lots(databases: Databases) -> None:
    def peak(lots: int) -> int:
        url = databases.migrated()
        shown = subprocess.check_output([sys.executable, "-c", PEAK, url, str(lots)])
        databases.drop(url)
        return int(shown)

    few, many = peak(10_000), peak(30_000)

    assert many < few * 1.15


def test_the_command_tells_what_it_did_and_what_a_country_would_take(database_url: str) -> None:
    made = tengetrail("generate", "--lots", "200", DATABASE_URL=database_url)
    again = tengetrail("generate", "--lots", "200", DATABASE_URL=database_url)

    assert made.returncode == again.returncode == 0
    assert "200 of 200 lots" in made.stderr
    assert "200 lots of seed 1" in made.stdout
    assert "MiB of memory at most" in made.stdout
    assert "By linear reckoning, 30,000,000 lots would take" in made.stdout
    assert again.stdout == "generated: 200 lots of seed 1 are there already.\n"


def broken(**values: object) -> Iterator[list[Row]]:
    """Generated bundles, then a lot that does not fit."""
    yield from islice(bundles(LOTS, 1), 30)
    tender = {"slug": "tender", "title": "Tender", "process_id": RecordKey("Process", "buying")}
    lot = {"slug": "lot", "tender_id": RecordKey("Tender", "tender")}
    yield [
        Row(db.Process, {"slug": "buying", "title": "Buying"}),
        Row(db.Tender, tender),
        Row(db.Lot, {**lot, **values}),
    ]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"value_amount": -5, "value_currency": "KZT"}, "Lot lot: value_amount: '-5' is negative"),
        ({"tender_id": RecordKey("Tender", "none")}, "Lot lot: tender_id: 'none' is no Tender that is known"),
        ({"colour": "red"}, "Lot lot: colour: 'red' is not a column"),
        ({"slug": "generated-portal", "tender_id": RecordKey("Process", "buying")}, "tender_id: "),
    ],
)
def test_a_row_that_does_not_fit_is_named_and_nothing_is_loaded(
    database_url: str, values: dict[str, object], told: str
) -> None:
    with pytest.raises(ImportRefusedError) as refused:
        import_stream(
            database_url, dataset_of(LOTS, 1), Origin("digest", "a test"), lambda _: broken(**values), lambda _: None
        )

    assert told in str(refused.value)
    assert asked(database_url, "SELECT count(*) FROM node") == [(0,)]


def test_a_stream_may_come_again_with_changes(database_url: str) -> None:
    def load(digest: str, title: str) -> None:
        rows = [Row(db.Process, {"slug": slug, "title": title}) for slug in ("one", "two")]
        more = [Row(db.Process, {"slug": digest, "title": "New"})]
        import_stream(database_url, dataset_of(1, 1), Origin(digest, "a test"), lambda _: [rows, more], lambda _: None)

    load("first", "Before")
    load("second", "After")

    assert asked(database_url, "SELECT slug, title FROM process ORDER BY slug") == [
        ("first", "New"),
        ("one", "After"),
        ("second", "New"),
        ("two", "After"),
    ]
    assert asked(database_url, "SELECT kind, slug FROM change WHERE kind <> 'ADDED' ORDER BY slug") == [
        ("CHANGED", "one"),
        ("CHANGED", "two"),
    ]
