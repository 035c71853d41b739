from __future__ import annotations

import os
import re
import shlex
import signal
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

from psutil import pid_exists

from exchange.seed import import_seed
from tests.api.test_answers import import_with_another_title
from tests.commands import TENGETRAIL, programmes, serving
from tests.conftest import SEED

TITLE = "graphql?query=%7Bprogramme(slug:%22kz-extremism-2018-2022%22)%7Btitle%7D%7D"
WAIT_SECONDS = 60.0  # the machine may be busy


def until(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False


def answer_and_process(address: str) -> tuple[str, bytes]:
    """The process that answers a new connection, whose request ids begin alike, and what it says."""
    with urlopen(f"{address}{TITLE}", timeout=30) as response:
        return response.headers["x-request-id"][:8], response.read() + response.headers["etag"].encode()


def test_two_processes_answer_on_one_port_and_each_follows_the_data(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, SEED)
    answers: dict[str, bytes] = {}

    def both_answer(what: bytes) -> bool:
        process, answer = answer_and_process(address)
        answers[process] = answer
        return len(answers) == 2 and all(what in each for each in answers.values())

    with serving(DATABASE_URL=database_url, WORKERS="2", LOG_LEVEL="WARNING") as address:
        assert until(lambda: both_answer(b"National programme"))
        import_with_another_title(database_url, tmp_path)

        assert until(lambda: both_answer(b"Renamed"))
        assert len(set(answers.values())) == 1


def test_a_process_that_dies_is_started_anew(seeded_url: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = f"exec {shlex.join(TENGETRAIL)} serve --workers 2 2> {shlex.quote(str(log))}"

    def started() -> list[int]:
        return [int(found) for found in re.findall(r"Started server process \[(\d+)\]", log.read_text())]

    with serving("sh", "-c", command, DATABASE_URL=seeded_url) as address:
        assert until(lambda: len(started()) == 2)
        os.kill(started()[0], signal.SIGKILL)

        assert until(lambda: len(started()) == 3)
        assert programmes(address) == 2


def test_processes_end_with_a_supervisor_that_is_killed(seeded_url: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = f"exec {shlex.join(TENGETRAIL)} serve --workers 2 2> {shlex.quote(str(log))}"

    def logged(what: str) -> list[int]:
        return [int(found) for found in re.findall(rf"{what} process \[(\d+)\]", log.read_text())]

    with serving("sh", "-c", command, DATABASE_URL=seeded_url):
        assert until(lambda: len(logged("Started server")) == 2)
        os.kill(logged("Started parent")[0], signal.SIGKILL)

        assert until(lambda: not any(pid_exists(each) for each in logged("Started server")))
