"""The measurement of growth at its smallest: run for what it says, not for how fast."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from benchmarks.growth import app


def test_each_question_is_timed_on_a_database_that_is_filled_once(tmp_path: Path) -> None:
    command = ["--lots", "300", "--on", "sqlite", "--times", "10", "--data", str(tmp_path)]

    first, second = (CliRunner().invoke(app, command, catch_exceptions=False).output for _ in range(2))

    assert "It took" in first
    assert "there already" in second
    for named in ("MiB on disk", "table lot", *(f"Q{number} " for number in range(1, 8)), "Q6, page 1"):
        assert named in second
