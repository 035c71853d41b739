from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import psycopg
import pysqlite3

import db
from db.layout import Row
from db.write import Origin
from exchange.generated.load import dataset_of
from exchange.seed import import_seed
from exchange.stream import import_stream
from tests.exchange.small_set import SMALL, asked, put

LOGGED = "SELECT revision, kind, type, slug FROM change ORDER BY id"
RECORDS = "SELECT 1, 'ADDED', type, slug FROM node WHERE NOT computed ORDER BY id"
LATEST = "SELECT number, dataset, loaded, last_change FROM revision ORDER BY number"


def test_all_records_of_a_first_import_are_told_in_their_order(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path / "set"))

    logged = asked(database_url, LOGGED)

    assert logged == [(1, "ADDED", "Dataset", "small"), *asked(database_url, RECORDS)]
    assert asked(database_url, "SELECT count(*) FROM node WHERE computed") != [(0,)]
    assert asked(database_url, LATEST) == [(1, "small", "import seed set", len(logged))]


def test_what_comes_changes_goes_and_comes_again_is_told_each_time(database_url: str, tmp_path: Path) -> None:
    lots = {
        2: SMALL["lot.yaml"] + "- {slug: buying/second, tender: buying/tender}\n",
        3: SMALL["lot.yaml"] + "- {slug: buying/second, tender: buying/tender, title: Second}\n",
        4: SMALL["lot.yaml"],
        5: SMALL["lot.yaml"] + "- {slug: buying/second, tender: buying/tender}\n",
    }
    import_seed(database_url, put(tmp_path))
    for content in lots.values():
        import_seed(database_url, put(tmp_path, lot=content))

    found = asked(
        database_url, "SELECT revision, kind, type, slug, before, after FROM change WHERE revision > 1 ORDER BY id"
    )

    assert [(*row[:4], *(text and json.loads(text) for text in row[4:])) for row in found] == [
        (2, "ADDED", "Lot", "buying/second", None, None),
        (3, "CHANGED", "Lot", "buying/second", {"title": None}, {"title": "Second"}),
        (4, "REMOVED", "Lot", "buying/second", {**gone(), "title": "Second"}, None),
        (5, "ADDED", "Lot", "buying/second", None, None),
    ]


def gone() -> dict[str, Any]:
    """What is known of a lot of which hardly anything is."""
    return {"slug": "buying/second", "tender_id": "buying/tender", "value_qualifier": "EXACT"}


def test_a_number_that_is_given_again_leaves_the_log_as_it_is(database_url: str, tmp_path: Path) -> None:
    """The log names records by their keys: a record may get the number that one had which is gone."""
    import_seed(database_url, put(tmp_path))
    for name in ("second", "third"):
        import_seed(database_url, put(tmp_path, lot=f"{SMALL['lot.yaml']}- {{slug: {name}, tender: buying/tender}}\n"))

    assert asked(database_url, f"{LOGGED.replace('ORDER', 'WHERE revision > 1 ORDER')}") == [
        (2, "ADDED", "Lot", "second"),
        (3, "REMOVED", "Lot", "second"),
        (3, "ADDED", "Lot", "third"),
    ]


def test_a_stream_is_logged_as_a_folder_is(database_url: str) -> None:
    def load(digest: str, title: str, *more: str) -> None:
        rows = [Row(db.Process, {"slug": slug, "title": title}) for slug in ("one", *more)]
        import_stream(database_url, dataset_of(1, 1), Origin(digest, "a test"), lambda _: [rows], lambda _: None)

    load("first", "Before")
    load("second", "After", "two")

    assert asked(database_url, LOGGED) == [
        (1, "ADDED", "Dataset", "generated"),
        (1, "ADDED", "Process", "one"),
        (2, "CHANGED", "Process", "one"),
        (2, "ADDED", "Process", "two"),
    ]
    assert asked(database_url, LATEST) == [(1, "generated", "a test", 2), (2, "generated", "a test", 4)]


def test_the_names_of_many_files_are_cut_short(database_url: str) -> None:
    rows = [Row(db.Process, {"slug": "one", "title": "One"})]
    origin = Origin("digest", " ".join(f"file-{number}.json" for number in range(1_000)))

    import_stream(database_url, dataset_of(1, 1), origin, lambda _: [rows], lambda _: None)

    ((loaded,),) = asked(database_url, "SELECT loaded FROM revision")
    assert loaded.startswith("file-0.json file-1.json ")
    assert loaded.endswith(".json ...")
    assert len(loaded) <= 500


def read(url: str) -> list[tuple[Any, ...]]:
    """What is logged, as a reader sees it that waits for nobody."""
    if url.startswith("sqlite"):
        with closing(pysqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            found: list[tuple[Any, ...]] = connection.execute(LOGGED).fetchall()
            return found
    with psycopg.connect(url) as reader:
        return reader.execute(LOGGED.encode()).fetchall()


def test_a_reader_never_finds_an_entry_before_one_that_it_saw(database_url: str, tmp_path: Path) -> None:
    """Imports at the same time wait for each other, so that numbers rise in the order in which entries can be read."""
    sets = [
        put(
            tmp_path / name,
            dict.fromkeys(SMALL)
            | {
                "dataset.yaml": SMALL["dataset.yaml"].replace("name: small", f"name: {name}"),
                "source.yaml": "".join(f"- {{slug: {name}-{n}, kind: DATASET, title: A report}}\n" for n in range(30)),
            },
        )
        for name in ("a", "b", "c", "d")
    ]
    seen: list[list[tuple[Any, ...]]] = []

    with ThreadPoolExecutor() as pool:
        loading = [pool.submit(import_seed, database_url, folder) for folder in sets]
        while not all(each.done() for each in loading):
            seen.append(read(database_url))
    seen.append(read(database_url))

    assert [each.exception() for each in loading] == [None] * 4
    assert len(seen[-1]) == 4 * 31
    assert all(later[: len(earlier)] == earlier for earlier, later in pairwise(seen))
    assert [row[0] for row in seen[-1]] == sorted(row[0] for row in seen[-1])


def test_the_sources_of_a_data_set_are_told(database_url: str, tmp_path: Path) -> None:
    told = "SELECT dataset, slug FROM dataset_source JOIN source ON source.id = source_id ORDER BY slug"
    import_seed(database_url, put(tmp_path))
    first = asked(database_url, told)

    import_seed(database_url, put(tmp_path, source=f"{SMALL['source.yaml']}- {{slug: a, kind: DATASET, title: A}}\n"))

    assert first == [("small", slug) for (slug,) in asked(database_url, "SELECT slug FROM source ORDER BY slug")][1:]
    assert asked(database_url, told) == [("small", "a"), *first]
