from __future__ import annotations

import subprocess
from pathlib import Path

from exchange.export.shape import sets
from tests.commands import ROOT, TENGETRAIL, tengetrail
from tests.exchange.export.read import json_lines


def test_a_list_is_written_to_a_file_whose_end_tells_the_format(seeded_url: str, tmp_path: Path) -> None:
    file = tmp_path / "new" / "lots.ndjson"
    ended = tengetrail("export", "list", "lots", "--to", file, DATABASE_URL=seeded_url)

    assert (ended.returncode, ended.stdout) == (0, f"{file}: written, of revision 1.\n")
    assert json_lines(file.read_bytes())[2]["rows"] == 23
    assert [path.name for path in file.parent.iterdir()] == ["lots.ndjson"]


def test_a_filtered_list_goes_to_standard_output(seeded_url: str) -> None:
    wanted = ("export", "list", "lots", "--format", "csv", "--filter", "{status: {eq: CANCELLED}}")
    ended = tengetrail(*wanted, DATABASE_URL=seeded_url)

    assert ended.returncode == 0
    assert "kz-almaty-viners/content" in ended.stdout
    assert "\n# 1 rows; sha256 of all lines before: " in ended.stdout


def test_all_lists_are_written_into_a_folder(seeded_url: str, tmp_path: Path) -> None:
    ended = tengetrail("export", "all", tmp_path, DATABASE_URL=seeded_url)

    assert ended.returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}.ndjson" for name in sets()}


def test_whoever_reads_on_may_stop_reading(seeded_url: str) -> None:
    shell = f"{' '.join(TENGETRAIL)} export list claims | head -1"
    ended = subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", shell],
        cwd=ROOT,
        env={"DATABASE_URL": seeded_url, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (ended.stdout.count("\n"), ended.stderr) == (1, "")


def test_what_is_not_there_is_told_with_what_is(seeded_url: str, tmp_path: Path) -> None:
    kept = tmp_path / "lots.csv"
    kept.write_text("older")
    for wrong, words in (
        (("lot",), "There is no list 'lot'; there are activities, "),
        (("lots", "--format", "doc"), "There is no format 'doc'; there are ndjson, csv, xlsx, parquet."),
        (("lots", "--to", kept, "--filter", "{staus: {eq: CANCELLED}}"), "Did you mean 'status'"),
        (("lots", "--to", kept, "--after", "zz"), "'zz' is not an id"),
    ):
        ended = tengetrail("export", "list", *wrong, DATABASE_URL=seeded_url)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert words in ended.stderr
    assert kept.read_text() == "older"
    assert list(tmp_path.iterdir()) == [kept]


def test_a_place_that_cannot_be_written_is_named(seeded_url: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = tengetrail("export", "list", "lots", "--to", tmp_path / "file" / "lots.csv", DATABASE_URL=seeded_url)

    assert ended.returncode == 3
    assert "cannot be written" in ended.stderr
