from __future__ import annotations

from pathlib import Path

from db.migrate import known
from db.revision import RULES
from exchange.renewal import migrate
from exchange.seed import import_seed
from tests.exchange.small_set import asked, done, put

STEPS = "SELECT slug, up_id, basis, percent FROM step ORDER BY slug"


def test_what_another_version_derived_is_derived_anew(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))
    derived = asked(database_url, STEPS)
    done(database_url, "DELETE FROM step WHERE kind = 'CONTRACT'", "UPDATE revision SET rules = 0")

    migrate(database_url)

    assert asked(database_url, STEPS) == derived
    assert asked(database_url, "SELECT number, rules FROM revision ORDER BY number") == [(1, 0), (2, RULES)]
    assert asked(database_url, "SELECT revision FROM dataset") == [(2,)]


def test_what_this_version_derived_is_left_alone(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))

    migrate(database_url)

    assert asked(database_url, "SELECT number FROM revision") == [(1,)]


def test_an_empty_database_only_gets_its_tables(database_url: str) -> None:
    migrate(database_url)

    assert asked(database_url, "SELECT count(*) FROM revision") == [(0,)]
    assert asked(database_url, "SELECT version_num FROM alembic_version") == [(known()[-1],)]
