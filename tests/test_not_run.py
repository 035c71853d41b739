from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = """
import pytest

def test_runs():
    pass

@pytest.mark.parametrize("number", [1, 2])
def test_does_not_run(number):
    pytest.skip("Node is not installed")
"""


def run(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `TESTS` in another process, with nothing of this project but the plugin."""
    (folder / "test_some.py").write_text(TESTS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.not_run", "--rootdir", str(folder), str(folder)]
    own = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.run(
        [*command, "-c", os.devnull], cwd=ROOT, env=own | environment, capture_output=True, text=True, check=False
    )


def test_what_did_not_run_is_named_in_the_last_lines(tmp_path: Path) -> None:
    ended = run(tmp_path)

    assert ended.stdout.splitlines()[-2] == "not run: 2 tests: Node is not installed"
    assert ended.returncode == 0


def test_in_ci_it_is_a_failure(tmp_path: Path) -> None:
    ended = run(tmp_path, CI="true")

    assert ended.stdout.splitlines()[-2] == "not run: 2 tests: Node is not installed"
    assert ended.returncode == 1
