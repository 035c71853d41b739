"""What one server does under load: wrk asks one question over some connections, for some seconds."""

from __future__ import annotations

import json
import resource
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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

    def line(self) -> str:
        """One line for people."""
        times = f"p50 {self.p50 * 1000:9.3f} ms, p99 {self.p99 * 1000:9.3f} ms"
        return f"{self.rate:9,.1f} a second, {times}, {self.size / 1000:7.1f} KB, client {self.client:.0%}"


@dataclass(frozen=True)
class Request:
    """What is sent: a body with VARIABLES and NEW in it, and the sets of variables that take their place."""

    path: str
    text: str
    variables: Sequence[dict[str, Any]]

    def write(self, file: Path) -> None:
        """Write it as the script reads it."""
        body = json.dumps({"query": self.text}, ensure_ascii=False)[:-1] + ', "variables": VARIABLES}'
        file.write_text("\n".join([body, *map(json.dumps, self.variables)]), encoding="utf-8")


def ask(port: int, request: Request, mode: Mode, connections: int, seconds: float, first: int, folder: Path) -> Load:
    """Put a server under load; `first` is the number from which on texts are new in the mode COLD.

    Raises LoadError if a request failed.
    """
    file = folder / "request.txt"
    request.write(file)
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", PATIENCE, "-s", str(SCRIPT)]
    command += [f"http://127.0.0.1:{port}", "--", request.path, str(file)]
    command += [str(first)] if mode is Mode.COLD else []
    before = client_seconds()
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(ended.stdout.splitlines()[-1])
    passed = told["microseconds"] / 1e6
    if told["failed"] or not told["requests"]:
        raise LoadError(f"{told['failed']} requests failed, {told['requests']} were answered: {request.text[:200]}")
    return Load(
        rate=told["requests"] / passed,
        p50=told["p50"] / 1e6,
        p99=told["p99"] / 1e6,
        size=told["bytes"] / told["requests"],
        client=(client_seconds() - before) / passed,
    )


def client_seconds() -> float:
    """Seconds that ended children of this process have worked."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
