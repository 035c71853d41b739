from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from pydantic import BaseModel
from typer.main import get_command

from tengetrail.cli import app
from tengetrail.settings import Settings
from tests.commands import ROOT, documented_commands, documents

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = [ROOT / f"requirements{kind}.lock" for kind in ("", "-dev", "-node", "-datasette")]
NPM_LOCKS = [ROOT / name / "package-lock.json" for name in ("tests/audit", "web", "benchmarks/postgraphile")]
ROOMS = ["analysis", "api", "benchmarks", "db", "engine", "exchange", "migrations", "schema", "seed_data", "tests"]
LONGEST_MODULE = 350

PINNED = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==([^ ;\\]+)", re.MULTILINE)
HOST = re.compile(r"https?:|://|index-url|find-links|file:")


def settings(model: type[BaseModel] = Settings, prefix: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from settings(kind, f"{prefix}{name}__")
        else:
            yield f"{prefix}{name}".upper()


def pins(lock: Path) -> dict[str, str]:
    return dict(PINNED.findall(lock.read_text(encoding="utf-8")))


@cache
def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def our_files(pattern: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", pattern],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


@pytest.mark.parametrize("name", list(settings()))
def test_each_setting_is_documented(name: str) -> None:
    assert any(re.search(rf"\b{name}\b", document.read_text(encoding="utf-8")) for document in documents())


def test_each_command_of_the_documentation_exists() -> None:
    shown = list(documented_commands())

    assert {program for program, _ in shown} == {"make", "tengetrail"}
    for program, words in shown:
        unknown = unknown_target(words) if program == "make" else unknown_part(words)
        assert not unknown, f"{program} {' '.join(words)}: there is no {unknown}"


def unknown_target(words: list[str]) -> str | None:
    return next(
        (word for word in words if "=" not in word and not word.startswith("-") and word not in targets()), None
    )


def unknown_part(words: list[str]) -> str | None:
    """The first word of a `tengetrail` line that is neither a command, nor an option or argument of it."""
    command: Any = get_command(app)
    options = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    for word in words:
        if word.startswith("-"):
            if word.partition("=")[0] not in options:
                return word
        elif hasattr(command, "commands"):
            if word not in command.commands:
                return word
            command = command.commands[word]
            options |= {option for parameter in command.params for option in parameter.opts}
    return None


def test_each_target_of_the_makefile_is_listed_by_make() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert set(re.findall(r"^make (\w+) ", listed, re.MULTILINE)) == targets()


def test_ci_runs_what_make_test_runs() -> None:
    script = ROOT / ".ci" / "run"

    assert script.stat().st_mode & 0o111
    assert script.read_text(encoding="utf-8").splitlines()[-2:] == ["export CI=true", "exec make test"]


@pytest.mark.parametrize("name", [*ROOMS, "tengetrail"])
def test_no_installed_package_has_the_name_of_a_room(name: str) -> None:
    assert set(packages_distributions().get(name, [])) <= {"tengetrail"}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_file_names_no_host(lock: Path) -> None:
    assert not HOST.search(lock.read_text(encoding="utf-8"))


@pytest.mark.parametrize("lock", NPM_LOCKS, ids=lambda lock: lock.parent.name)
def test_a_lock_file_of_npm_does_not_say_where_packages_come_from(lock: Path) -> None:
    assert '"integrity"' in lock.read_text(encoding="utf-8")
    assert '"resolved"' not in lock.read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_each_locked_package_has_its_hashes(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")

    assert pins(lock)
    assert len(re.findall(r"^\S.*==[^\\]+\\\n    --hash=sha256:", text, re.MULTILINE)) == len(pins(lock))


def test_the_locks_hold_what_the_project_asks_for() -> None:
    groups = PROJECT["dependency-groups"]
    asked = {
        "requirements.lock": [*PROJECT["project"]["dependencies"], *groups["build"]],
        "requirements-dev.lock": [*PROJECT["project"]["dependencies"], *groups["build"], *groups["dev"]],
        "requirements-node.lock": groups["node"],
        "requirements-datasette.lock": groups["datasette"],
    }
    for name, lines in asked.items():
        locked = pins(ROOT / name)
        for requirement in [Requirement(line) for line in lines if isinstance(line, str)]:
            assert requirement.specifier.contains(locked[requirement.name]), f"{requirement} in {name}"


def test_tests_run_on_the_versions_that_are_served() -> None:
    served, tested = pins(LOCKS[0]), pins(LOCKS[1])

    assert served.items() <= tested.items()


def test_the_licence_is_the_one_that_the_package_names() -> None:
    assert PROJECT["project"]["license"] == "Apache-2.0"
    assert "Apache License\n                           Version 2.0" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_no_module_is_too_long_to_be_one_idea() -> None:
    modules = [file for file in our_files("*.py") if "versions" not in file.parts]
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in modules}

    assert {file: length for file, length in lengths.items() if length > LONGEST_MODULE} == {}
