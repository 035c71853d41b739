from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import event

from analysis.search import derive_search
from db.writer import open_writer
from exchange.renewal import migrate
from exchange.seed import import_seed
from tests.exchange.small_set import asked, done, edited, put

INDEX = (
    "SELECT search_text.kind, search_text.field, search_text.text, folded, node.slug FROM search_text"
    " JOIN search_place ON text_id = search_text.id JOIN node ON node.id = node_id ORDER BY 1, 2, 3, 5",
    "SELECT search_word.text, uses, search_text.kind, search_text.text FROM search_word"
    " JOIN search_posting ON word_id = search_word.id JOIN search_text ON search_text.id = text_id ORDER BY 1, 3, 4",
)
WHERE = "SELECT field, node.slug FROM search_text t JOIN search_place ON text_id = t.id JOIN node ON node.id = node_id"


def index(url: str) -> list[object]:
    return [sorted(asked(url, query)) for query in INDEX]


def test_an_index_that_changed_is_one_that_was_made_at_once(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path / "first"))
    first = index(database_url)
    changed = edited("lot.yaml", ("title: Information and guidance", "title: Дін істері, 1 234 500"))
    import_seed(database_url, put(tmp_path / "second", changed, finding=None, finding_code=None))
    second = index(database_url)

    done(
        database_url,
        *(f"DELETE FROM {name}" for name in ("search_place", "search_posting", "search_word", "search_text")),
    )
    with open_writer(database_url).begin() as connection:
        derive_search(connection)

    assert first != second == index(database_url)
    assert asked(database_url, "SELECT folded FROM search_text WHERE text LIKE 'Дін%'") == [(" din isteri 1234500 ",)]


def test_an_index_that_is_right_is_not_written(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))
    engine, written = open_writer(database_url), 0
    before = index(database_url)

    @event.listens_for(engine, "after_cursor_execute")
    def count(_connection: object, cursor: object, statement: str, *_: object) -> None:
        nonlocal written
        if not statement.startswith(("SELECT", "PRAGMA")):
            written += max(0, getattr(cursor, "rowcount", 0))

    with engine.begin() as connection:
        derive_search(connection)

    assert written == 0
    assert index(database_url) == before


def test_what_other_rules_folded_is_folded_anew(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))
    before = index(database_url)
    done(database_url, "UPDATE search_text SET folded = ' x '", "UPDATE revision SET rules = 0")

    migrate(database_url)

    assert index(database_url) == before


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Ministry of Religious Affairs", [("FORMER_NAME", "ministry")]),
        ("Ministry of Social Development", [("NAME", "ministry")]),
        ("South region", [("FORMER_NAME", "kz-south")]),
        ("42971000.00 KZT", [("AMOUNT", "F1")]),
        ("000000000001", [("IDENTIFIER", "centre")]),
        ("Information and guidance", [("TITLE", "buying/guides")]),
    ],
)
def test_a_text_stands_in_its_field(
    database_url: str, tmp_path: Path, text: str, places: list[tuple[str, str]]
) -> None:
    import_seed(database_url, put(tmp_path))

    assert asked(database_url, f"{WHERE} WHERE t.text = :text", text=text) == places
