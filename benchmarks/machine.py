"""What a measurement is made on, and with."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from textwrap import fill

import orjson
import psutil
import psycopg
import pysqlite3

from benchmarks.databases import Databases
from benchmarks.peers import HERE
from benchmarks.processes import ROOT
from tengetrail import __version__

LIBRARIES = ("uvicorn", "uvloop", "httptools", "graphql-core", "strawberry-graphql", "sqlalchemy", "asyncpg")
NPM = ("postgraphile", "postgraphile-plugin-connection-filter", "pg")
DATASETTE = re.compile(r"^(datasette(?:-graphql)?)==([^ ;\\]+)", re.MULTILINE)


def described(databases: Databases) -> str:
    """When, on what and with what; no name of the machine."""
    with psycopg.connect(databases.postgresql) as connection:
        postgresql = connection.info.parameter_status("server_version")
    told = [
        f"{datetime.now(UTC):%Y-%m-%d}",
        f"{platform.system()} {platform.machine()}",
        f"{processor()}, {os.cpu_count()} cores and {psutil.virtual_memory().total / 2**30:.0f} GiB of memory, which "
        "servers, databases and load generator share",
        f"Tenge Trail {__version__} ({revision()})",
        f"Python {platform.python_version()}",
        f"SQLite {pysqlite3.sqlite_version}",
        f"PostgreSQL {postgresql}",
        *(f"{name} {number}" for name, number in versions()),
    ]
    return fill("; ".join(told) + ".", 120)


def processor() -> str:
    """What the system calls its processor."""
    told = Path("/proc/cpuinfo")
    names = re.findall(r"^model name\s*:\s*(.+)$", told.read_text(), re.MULTILINE) if told.exists() else []
    return names[0] if names else platform.processor() or "a processor without a name"


def revision() -> str:
    """The commit that was measured."""
    command = ["git", "describe", "--always", "--dirty"]  # whichever git the developer has
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return ended.stdout.strip() or "of no commit"


def versions() -> Iterator[tuple[str, str]]:
    """The libraries that matter, ours and theirs."""
    for name in LIBRARIES:
        yield name, version(name)
    modules = HERE / "postgraphile" / "node_modules"
    for name in NPM:
        package = modules / name / "package.json"
        if package.exists():
            yield name, orjson.loads(package.read_bytes())["version"]
    yield from DATASETTE.findall((ROOT / "requirements-datasette.lock").read_text(encoding="utf-8"))
