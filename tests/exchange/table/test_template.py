from __future__ import annotations

from pathlib import Path

import pytest

from exchange.seed import import_seed
from exchange.table.template import TemplateError, kinds, write_template
from tests.commands import tengetrail
from tests.exchange.small_set import asked


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_an_empty_template_of_every_kind_is_a_data_set_without_records(kind: str, tmp_path: Path) -> None:
    write_template(kind, tmp_path)
    ended = tengetrail("check", tmp_path) if kind in {"budget_line", "organization"} else None

    assert ended is None or (ended.returncode, ended.stderr) == (0, "")
    assert {path.name for path in tmp_path.iterdir()} == {"dataset.yaml", "tables.yaml", "README.md", f"{kind}.csv"}


def test_a_template_that_is_filled_in_is_loaded(database_url: str, tmp_path: Path) -> None:
    write_template("organization", tmp_path)
    table = tmp_path / "organization.csv"
    headings = table.read_text().strip().split(",")
    cells = {"slug": "ministry", "kind": "MINISTRY", "names.text": "Ministry", "names.language": "EN"}
    cells |= {"names.kind": "OFFICIAL", "names.valid_from": "2016-09-13"}
    table.write_text(f"{','.join(headings)}\n{','.join(cells.get(name, '') for name in headings)}\n")
    ended = tengetrail("import", "table", tmp_path, DATABASE_URL=database_url)

    assert ended.returncode == 0, ended.stderr
    assert asked(database_url, "SELECT o.slug, n.text FROM organization o JOIN name n ON n.subject_id = o.id") == [
        ("ministry", "Ministry")
    ]
    assert import_seed(database_url, tmp_path) is None


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "dataset.yaml").write_text("mine")

    with pytest.raises(TemplateError, match="there already"):
        write_template("organization", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["dataset.yaml"]
    ended = tengetrail("template", "organisation", tmp_path / "new")
    assert ended.returncode == 2
    assert "perhaps 'organization' is meant" in ended.stderr


def test_a_folder_without_a_mapping_is_refused(database_url: str, tmp_path: Path) -> None:
    ended = tengetrail("import", "table", tmp_path, DATABASE_URL=database_url)

    assert ended.returncode == 2
    assert "tables.yaml is missing" in ended.stderr
