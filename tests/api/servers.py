"""The real server, in a process of its own, on a free port."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import orjson

from db.writer import open_writer

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60.0  # the machine may be busy
WAIT_SECONDS = 10.0
COMMAND = (sys.executable, "-m", "uvicorn", "--factory", "api.app:create_app", "--port", "0")


class Server:
    """A server that runs: its address, a client of it, and what it has written to its log."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self._process = process
        self._log = log
        self.url = self._address()
        self.client = httpx.Client(base_url=self.url, timeout=30.0, trust_env=False)

    def ask(self, document: str, **variables: object) -> dict[str, Any]:
        """The whole response to a question."""
        response = self.client.post("/graphql", json={"query": document, "variables": variables})
        answer: dict[str, Any] = orjson.loads(response.content)
        return answer

    def events(self, **members: object) -> list[dict[str, Any]]:
        """The lines of the log that have these members, once there is one."""
        deadline = time.monotonic() + WAIT_SECONDS
        while not (found := self._logged(members)) and time.monotonic() < deadline:
            time.sleep(0.05)
        return found

    def _logged(self, members: dict[str, object]) -> list[dict[str, Any]]:
        lines = [orjson.loads(line) for line in self._log.read_bytes().splitlines()]
        return [line for line in lines if members.items() <= line.items()]

    def _address(self) -> str:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            if found := re.search(r"http://127\.0\.0\.1:\d+", self._log.read_text()):
                return found.group()
            time.sleep(0.05)
        raise AssertionError(f"The server did not start:\n{self._log.read_text()}")


@contextmanager
def running_server(database_url: str, folder: Path, **environment: str) -> Iterator[Server]:
    """A server over that database; further settings as environment variables."""
    log = folder / f"server-{time.monotonic_ns()}.log"
    settings = {**os.environ, "DATABASE_URL": database_url, "PYTHONPATH": str(ROOT), **environment}
    with log.open("wb") as output, subprocess.Popen(COMMAND, cwd=ROOT, env=settings, stderr=output) as process:
        try:
            server = Server(process, log)
            yield server
            server.client.close()
        finally:
            process.terminate()
            process.wait(WAIT_SECONDS)


def change(database_url: str, *statements: str) -> None:
    """Change a database behind the server's back."""
    writer = open_writer(database_url)
    with writer.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    writer.dispose()
