"""The command line as users meet it: run in a process of its own, and as the documentation shows it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
TENGETRAIL = [sys.executable, "-m", "tengetrail"]
Ended = subprocess.CompletedProcess[str]

CODE = re.compile(r"```[a-z]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
COMMAND = re.compile(r"(?:^|[\s&|(])(tengetrail|make)((?: +[^\s&|;)#]+)*)")


def tengetrail(*arguments: object, piped: str | None = None, **settings: str) -> Ended:
    """Run the command as a user does, from the folder of the project, and wait for its end."""
    return subprocess.run(
        [*TENGETRAIL, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | settings,
        input=piped,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@contextmanager
def serving(*command: str, **settings: str) -> Iterator[str]:
    """A server of its own process on a free port; its first address."""
    with subprocess.Popen(
        command or [*TENGETRAIL, "serve"],
        cwd=ROOT,
        env=os.environ | {"PORT": "0"} | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            addresses = (line.split()[0] for line in process.stdout if line.startswith("http"))
            first = next(addresses, "")
            assert first, "the server ended before it could be asked"
            yield first
        finally:
            process.send_signal(signal.SIGTERM)
            sys.stderr.write(process.communicate(timeout=20)[1])  # shown where a test fails


def programmes(address: str) -> int:
    """How many programmes the server at `address` knows."""
    with urlopen(f"{address}graphql?query={{programmes{{totalCount}}}}", timeout=30) as response:
        count: int = json.load(response)["data"]["programmes"]["totalCount"]
    return count


def documents() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "seed_data").glob("*.md")]


def documented_commands() -> Iterator[tuple[str, list[str]]]:
    """Every `tengetrail ...` and `make ...` that the documentation shows as code, with its words."""
    for document in documents():
        for block, inline in CODE.findall(document.read_text(encoding="utf-8")):
            for program, words in COMMAND.findall(block or inline):
                yield program, words.split()
