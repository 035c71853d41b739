"""Servers in processes of their own: started, waited for, weighed and stopped."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import httpx
import psutil

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60.0
STOP_SECONDS = 10.0


class ServerError(Exception):
    """A server that does not start, with what it wrote."""


class Memory(NamedTuple):
    """Bytes of a server, all its processes together."""

    resident: int  # with what others have too, such as the pages of a file that is mapped into memory (RSS)
    own: int  # what would be free without it (USS)


@dataclass(frozen=True)
class Running:
    """A server that listens on a port of this machine."""

    port: int
    process: psutil.Process

    def memory(self) -> Memory:
        """What it and its children have in memory."""
        family = [self.process, *self.process.children(recursive=True)]
        found = [each.memory_full_info() for each in family]
        return Memory(sum(each.rss for each in found), sum(each.uss for each in found))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        port: int = made.getsockname()[1]
        return port


@contextmanager
def running(command: Sequence[str], port: int, log: Path, settings: Mapping[str, str]) -> Iterator[Running]:
    """A server as long as it is needed; raises ServerError if it does not answer in time."""
    environment = {**os.environ, **settings}
    with (
        log.open("wb") as output,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output) as process,
    ):
        try:
            wait_for(process, port, log)
            yield Running(port, psutil.Process(process.pid))
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(STOP_SECONDS)
            process.kill()


def wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return when the server answers anything at all: some listen before they can."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(httpx.TransportError):
            httpx.get(f"http://127.0.0.1:{port}/", timeout=START_SECONDS, trust_env=False)
            return
        time.sleep(0.05)
    raise ServerError(f"The server did not start: {log.read_text(errors='replace')[-2000:]}")
