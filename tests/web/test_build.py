from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from api.pages import STATIC
from tests.api.servers import ROOT

WEB = ROOT / "web"
SOURCES = shutil.ignore_patterns("node_modules")
NEEDS = "building the pages needs Node 20 and what `make test` installs by npm"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_pages_are_what_their_sources_make_anywhere(tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None or not (WEB / "node_modules" / "vite").is_dir():
        pytest.skip(NEEDS)
    shutil.copytree(WEB, tmp_path / "web", ignore=SOURCES)
    (tmp_path / "web" / "node_modules").symlink_to(WEB / "node_modules")

    built = subprocess.run(
        [npm, "run", "build"],
        cwd=tmp_path / "web",
        env=os.environ | {"TZ": "Asia/Almaty"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert built.returncode == 0, built.stdout + built.stderr
    made, kept = files(tmp_path / "api" / "static"), files(STATIC)
    assert made.keys() == kept.keys()
    assert [name for name, text in made.items() if text != kept[name]] == []


def test_the_lock_names_no_registry() -> None:
    assert '"resolved"' not in (WEB / "package-lock.json").read_text(encoding="utf-8")
