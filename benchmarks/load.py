"""What one server does under load: wrk asks one question over some connections, for some seconds."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from benchmarks.questions import Mode

SCRIPT = Path(__file__).with_suffix(".lua")
PATIENCE = "60s"  # for one answer; some peers take seconds


class LoadError(Exception):
    """What was measured means nothing."""


@dataclass(frozen=True)
class Load:
    """What came out; times in seconds."""

    rate: float  # answers a second
    p50: float
    p99: float
    size: float  # bytes of an answer, with its header
    client: float  # the part of a core that the client took: at 1 the client is what is measured
    connections: int


@dataclass(frozen=True)
class Request:
    """What is sent: a text with NEW in the names that can be new, and the sets of variables."""

    text: str
    variables: Sequence[dict[str, Any]]

    def write(self, file: Path) -> None:
        """Write it as the script reads it."""
        body = orjson.dumps({"query": self.text})[:-1] + b',"variables":VARIABLES}'
        file.write_bytes(b"\n".join([body, *map(orjson.dumps, self.variables)]))


def ask(file: Path, address: str, mode: Mode, connections: int, seconds: int, first: int) -> Load | None:
    """Put a server under load with the request in a file; None if there was no answer in this time.

    `first` is the number from which on texts are new in the mode COLD. Raises LoadError if a request failed.
    """
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", PATIENCE, "-s", str(SCRIPT)]
    command += [address, "--", str(file)]
    command += [str(first)] if mode is Mode.COLD else []
    before = client_seconds()
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    told = orjson.loads(ended.stdout.splitlines()[-1])
    passed = told["microseconds"] / 1e6
    if told["failed"]:
        raise LoadError(f"{told['failed']} requests to {address} failed: {file.read_text(encoding='utf-8')[:200]}")
    if not told["requests"]:
        return None
    return Load(
        rate=told["requests"] / passed,
        p50=told["p50"] / 1e6,
        p99=told["p99"] / 1e6,
        size=told["bytes"] / told["requests"],
        client=(client_seconds() - before) / passed,
        connections=connections,
    )


def client_seconds() -> float:
    """Seconds that ended children of this process have worked."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
