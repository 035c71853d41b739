from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from shutil import copytree
from urllib.request import urlopen

import pytest

from db.migrate import at_head, known
from tengetrail import __version__
from tests.commands import ROOT, Ended, programmes, serving, tengetrail
from tests.conftest import SEED
from tests.databases import Databases


def lines(ended: Ended) -> list[str]:
    return ended.stderr.strip().splitlines()


def test_help_names_the_commands_and_the_exit_codes() -> None:
    shown = " ".join(tengetrail("--help").stdout.split())

    assert all(
        f" {command} " in shown for command in ("serve", "migrate", "import", "generate", "check", "schema", "status")
    )
    assert "Exit codes: 0 done; 1 " in shown


def test_help_does_not_wait_for_what_it_does_not_need() -> None:
    loads = "import sys, tengetrail.cli; print({'fastapi', 'pydantic', 'sqlalchemy', 'strawberry'} & set(sys.modules))"

    assert subprocess.check_output([sys.executable, "-c", loads], cwd=ROOT, text=True) == "set()\n"


def test_a_wrong_option_is_explained() -> None:
    ended = tengetrail("serve", "--prt", "1")

    assert ended.returncode == 2
    assert "--port" in ended.stderr


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "eighty"), ("PORT", "70000"), ("LIMITS__TOKENS", "0"), ("LIMITS", "{")]
)
def test_a_wrong_setting_is_named_with_its_value(name: str, value: str) -> None:
    ended = tengetrail("status", **{name: value})

    assert ended.returncode == 2
    assert len(lines(ended)) == 2
    assert name in lines(ended)[0].upper()
    assert "docs/settings.md" in lines(ended)[1]


def test_a_database_is_made_and_its_state_shown(databases: Databases) -> None:
    url = databases.empty()

    made = tengetrail("migrate", DATABASE_URL=url)
    shown = tengetrail("status", DATABASE_URL=url)

    assert (made.returncode, made.stdout) == (0, f"The database stands at {known()[-1]}.\n")
    assert at_head(url)
    assert shown.returncode == 0
    assert "No data are loaded. Run `tengetrail import seed`." in shown.stdout


def test_loading_twice_changes_nothing_the_second_time(database_url: str) -> None:
    first = tengetrail("import", "seed", DATABASE_URL=database_url)
    second = tengetrail("import", "seed", SEED, DATABASE_URL=database_url)

    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout == f"{SEED}: loaded as revision 1.\n"
    assert second.stdout == f"{SEED}: nothing has changed.\n"


def test_the_state_counts_what_was_loaded(seeded_url: str) -> None:
    shown = dict(line.split(maxsplit=1) for line in tengetrail("status", DATABASE_URL=seeded_url).stdout.splitlines())

    assert shown["version"] == __version__
    assert int(shown["Programme"]) > 0
    told = r".*: [\d,]+ records, \d+ sources, revision 1 of \S+Z by import seed seed_data"
    assert re.fullmatch(told, shown["kz-countering-extremism"])
    assert int(shown["Claim"]) > 0


def test_refused_data_are_explained_and_change_nothing(database_url: str, tmp_path: Path) -> None:
    wrong = copytree(SEED, tmp_path / "wrong")
    with (wrong / "lot.yaml").open("a", encoding="utf-8") as lots:
        lots.write("- slug: lot-of-nothing\n  tender: no-such-tender\n")

    checked = tengetrail("check", wrong)
    loaded = tengetrail("import", "seed", wrong, DATABASE_URL=database_url)

    assert (checked.returncode, loaded.returncode) == (1, 1)
    assert checked.stderr == loaded.stderr
    assert "no-such-tender" in loaded.stderr
    assert "lot.yaml:" in loaded.stderr
    assert "No data are loaded." in tengetrail("status", DATABASE_URL=database_url).stdout


def test_right_data_are_found_right_without_a_database(tmp_path: Path) -> None:
    ended = tengetrail("check", SEED, DATABASE_URL=f"sqlite:///{tmp_path}/none.sqlite3")

    assert (ended.returncode, ended.stdout) == (0, f"{SEED}: no mistakes found.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("check",), ("import", "seed")])
def test_a_folder_that_is_not_there_is_refused(command: tuple[str, ...], tmp_path: Path) -> None:
    ended = tengetrail(*command, tmp_path / "none", DATABASE_URL=f"sqlite:///{tmp_path}/none.sqlite3")

    assert ended.returncode == 1
    assert str(tmp_path / "none") in ended.stderr


@pytest.mark.parametrize("command", ["migrate", "status", "serve"])
@pytest.mark.parametrize("url", ["postgresql://nobody@127.0.0.1:1/none", "mysql://here/none", "nonsense"])
def test_a_database_that_cannot_be_used_is_explained(command: str, url: str) -> None:
    ended = tengetrail(command, DATABASE_URL=url, PORT="0")

    assert ended.returncode == 3
    assert len(lines(ended)) == 2, ended.stderr


def test_a_file_that_is_no_database_is_explained(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear reader, this is not a database." * 100, encoding="utf-8")

    ended = tengetrail("migrate", DATABASE_URL=f"sqlite:///{file}")

    assert ended.returncode == 3
    assert "file is not a database" in lines(ended)[0]


def test_passwords_are_not_shown() -> None:
    ended = tengetrail("status", DATABASE_URL="postgresql://somebody:secret@127.0.0.1:1/none")

    assert ended.returncode == 3
    assert "secret" not in ended.stdout + ended.stderr


def test_debug_shows_the_trace_wherever_it_stands() -> None:
    before = tengetrail("--debug", "status", DATABASE_URL="nonsense")
    after = tengetrail("status", "--debug", DATABASE_URL="nonsense")

    assert before.returncode == after.returncode == 3
    assert before.stderr.startswith("Traceback")
    assert after.stderr.startswith("Traceback")


def test_the_schema_is_printed_as_it_is_checked_in() -> None:
    assert tengetrail("schema", "--tables").stdout == (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert tengetrail("schema").stdout == (ROOT / "schema" / "schema.graphql").read_text(encoding="utf-8")


def test_an_empty_machine_serves_the_seed(databases: Databases) -> None:
    with serving(DATABASE_URL=databases.empty()) as address:
        assert programmes(address) > 0
        assert urlopen(f"{address}schema.graphql", timeout=10).status == 200


@pytest.fixture
def made_by_make() -> None:
    """The environment is the one that `make test` makes."""
    if Path(sys.prefix) != ROOT / ".venv":
        pytest.skip("what make installs is tried by make test")


@pytest.mark.usefixtures("made_by_make")
def test_make_installs_this_command() -> None:
    installed = subprocess.check_output([Path(sys.executable).with_name("tengetrail"), "--version"], text=True)

    assert installed == tengetrail("--version").stdout


@pytest.mark.usefixtures("made_by_make")
def test_make_serves_on_the_port_that_it_is_told(databases: Databases) -> None:
    with serving("make", "serve", "PORT=0", DATABASE_URL=databases.empty()) as address:
        assert programmes(address) > 0


@pytest.mark.usefixtures("made_by_make")
def test_a_server_that_is_started_again_answers_within_two_seconds(seeded_url: str) -> None:
    assert min(seconds_to_first_answer(seeded_url) for _ in range(3)) < 2


def seconds_to_first_answer(url: str) -> float:
    """Seconds that the server works: those that it waits say more about who else uses the machine."""
    before = getrusage(RUSAGE_CHILDREN)
    with serving(DATABASE_URL=url) as address:
        programmes(address)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_a_port_that_is_taken_is_explained(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = tengetrail("serve", PORT=port, DATABASE_URL=f"sqlite:///{tmp_path}/none.sqlite3")

    assert ended.returncode == 3
    assert lines(ended) == [
        f"Nothing can listen on port {port} of 127.0.0.1: Address already in use.",
        "Choose another: PORT=8001 make serve, or HOST=.",
    ]
