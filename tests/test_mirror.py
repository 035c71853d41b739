"""The partner's script of docs/mirroring.md, run against the real server: its copy ends equal to the server's data."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from exchange.seed import import_seed
from tests.api.servers import Server, running_server
from tests.exchange.small_set import SMALL, put

SCRIPT = Path(__file__).resolve().parent.parent / "docs" / "mirror.py"
LOTS = 60
COPIED = {
    "Lot": ("lots", "slug title status value { amount currency qualifier } tender { slug }"),
    "Organization": ("organizations", "slug kind names { text language from { value precision } }"),
    "Contract": ("contracts", "slug suppliers { nodes { slug } } signedOn { value precision }"),
    "Claim": ("claims", "code statement subject { id } compares { code }"),
}


def lots(first: int, last: int, **values: str) -> str:
    """Lots of the small set's tender, beside its own."""
    told = "".join(f"  {name}: {value}\n" for name, value in values.items())
    made = (f"- slug: buying/{number}\n  tender: buying/tender\n{told}" for number in range(first, last))
    return SMALL["lot.yaml"] + "".join(made)


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[Server]:
    """A server over the small set, with more lots."""
    import_seed(database_url, put(tmp_path / "set", lot=lots(0, LOTS)))
    with running_server(database_url, tmp_path) as running:
        yield running


def load(database_url: str, folder: Path, server: Server, files: dict[str, str]) -> None:
    """Load the set with other files, and wait until the server shows it."""
    revision = import_seed(database_url, put(folder, {f"{name}.yaml": content for name, content in files.items()}))
    assert revision is not None
    deadline = time.monotonic() + 20
    while server.ask("{ revision { number } }")["data"]["revision"] != {"number": revision.number}:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def command(server: Server, file: Path, kind: str, size: int) -> list[str]:
    return [sys.executable, str(SCRIPT), server.url, str(file), kind, *COPIED[kind], f"--page={size}"]


def mirror(server: Server, file: Path, kind: str, size: int = 7) -> str:
    ended = subprocess.run(command(server, file, kind, size), capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def copied(file: Path, kind: str) -> dict[str, Any]:
    with closing(sqlite3.connect(file)) as copy:
        rows = copy.execute("SELECT id, fields FROM record WHERE kind = ?", (kind,))
        return {number: json.loads(fields) for number, fields in rows}


def served(server: Server, kind: str) -> dict[str, Any]:
    name, fields = COPIED[kind]
    answer = server.ask(f"{{ all: {name}(first: 200) {{ totalCount nodes {{ own: id {fields} }} }} }}")["data"]["all"]
    assert answer["totalCount"] == len(answer["nodes"])
    return {node.pop("own"): node for node in answer["nodes"]}


def test_a_copy_stays_equal_over_imports(database_url: str, tmp_path: Path, server: Server) -> None:
    file, folder = tmp_path / "copy.sqlite3", tmp_path / "set"
    first = {kind: served(server, kind) for kind in COPIED}
    assert {mirror(server, file, kind) for kind in COPIED} == {f"{kind}: equal to revision 1.\n" for kind in COPIED}
    assert {kind: copied(file, kind) for kind in COPIED} == first

    changed = {
        "lot": lots(20, LOTS + 15, status="CANCELLED", value="5.01 KZT"),
        "organization": SMALL["organization.yaml"].replace("text: Committee,", "text: The Committee,"),
        "contract": SMALL["contract.yaml"].replace("    - winner", "    - winner\n    - centre"),
        "claim": SMALL["claim.yaml"].replace("What the largest", "What a large"),
    }
    load(database_url, folder, server, changed)
    load(database_url, folder, server, changed | {"lot": lots(22, LOTS + 40, status="ACTIVE")})

    assert {mirror(server, file, kind) for kind in COPIED} == {f"{kind}: equal to revision 3.\n" for kind in COPIED}
    for kind in COPIED:
        assert copied(file, kind) == served(server, kind) != first[kind]


def test_a_copy_that_is_stopped_goes_on_where_it_was(database_url: str, tmp_path: Path, server: Server) -> None:
    file, folder = tmp_path / "copy.sqlite3", tmp_path / "set"

    stopped_after(5, server, file)
    assert 5 <= len(copied(file, "Lot")) < LOTS
    load(database_url, folder, server, {"lot": lots(2, LOTS + 30, status="CANCELLED")})
    mirror(server, file, "Lot")
    assert copied(file, "Lot") == served(server, "Lot")

    load(database_url, folder, server, {"lot": lots(40, LOTS + 60, status="ACTIVE")})
    stopped_after(LOTS + 35, server, file)  # while it takes over what is new
    load(database_url, folder, server, {"lot": lots(50, LOTS + 50, status="COMPLETE")})
    mirror(server, file, "Lot")
    assert copied(file, "Lot") == served(server, "Lot")


def stopped_after(count: int, server: Server, file: Path) -> None:
    """Kill the script as soon as its copy has reached so many places."""
    with subprocess.Popen(command(server, file, "Lot", 1)) as process:
        deadline, found = time.monotonic() + 60, 0
        while found < count and time.monotonic() < deadline and process.poll() is None:
            with suppress(sqlite3.OperationalError):  # the tables are being made
                found = len(copied(file, "Lot"))
            time.sleep(0.002)
        process.kill()


def test_a_copy_says_that_a_server_was_set_up_anew(tmp_path: Path, database_url: str, server: Server) -> None:
    file = tmp_path / "copy.sqlite3"
    load(database_url, tmp_path / "set", server, {"lot": lots(0, 1)})
    mirror(server, file, "Lot")
    with closing(sqlite3.connect(file)) as copy, copy:
        copy.execute("UPDATE place SET revision = 9")

    ended = subprocess.run(command(server, file, "Lot", 7), capture_output=True, text=True, timeout=60, check=False)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert "Begin with a new file." in ended.stderr
