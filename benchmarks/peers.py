"""Who is measured: how each is started, and how its variables are written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import psycopg

from benchmarks.databases import Databases
from benchmarks.questions import Variables

HERE = Path(__file__).resolve().parent


class Command(NamedTuple):
    """What starts a server, and the environment variables that it reads."""

    words: Sequence[str]
    settings: Mapping[str, str]


@dataclass(frozen=True)
class Peer:
    """A server of GraphQL over one of the databases; `folder` has the texts of its questions.

    `command` takes whether answers may be kept: one that keeps them is measured without where answers are to be new.
    """

    name: str
    folder: Path
    command: Callable[[Databases, int, bool], Command]
    write: Callable[[Variables], Variables]
    keeps: bool = False
    path: str = "/graphql"

    def text(self, question: str) -> str | None:
        """The question in its own words; None if it has none for it."""
        file = self.folder / f"{question}.graphql"
        return file.read_text(encoding="utf-8") if file.exists() else None


def with_decimals(drawn: Variables) -> Variables:
    """Amounts as text with two decimals."""
    return {name: decimals(value) if name == "least" else value for name, value in drawn.items()}


def decimals(tiyn: int) -> str:
    return f"{tiyn // 100}.{tiyn % 100:02}"


def whole(drawn: Variables) -> Variables:
    """Amounts as text, in tiyn."""
    return {name: str(value) if name == "least" else value for name, value in drawn.items()}


def tengetrail(database_url: str, port: int, keep: bool) -> Command:
    """Our server as it is."""
    settings = {"DATABASE_URL": database_url, "PORT": str(port)} | ({} if keep else {"CACHE__BYTES": "0"})
    return Command([sys.executable, "-m", "tengetrail", "serve"], settings)


def on_sqlite(databases: Databases, port: int, keep: bool) -> Command:
    return tengetrail(databases.sqlite_url, port, keep)


def on_postgresql(databases: Databases, port: int, keep: bool) -> Command:
    return tengetrail(databases.postgresql, port, keep)


def postgraphile(databases: Databases, port: int, _keep: bool) -> Command:
    """PostGraphile on our tables and a view, on the Node that stands beside it."""
    folder = HERE / "postgraphile"
    with psycopg.connect(databases.postgresql) as connection:
        connection.execute((folder / "groups.sql").read_bytes())
    modules = folder / "node_modules"
    node = modules / ".bin" / "node"
    words = [
        str(node) if node.exists() else "node",
        str(modules / "postgraphile" / "dist" / "cli-run.js"),
        "--config",
        str(folder / "graphile.config.mjs"),
    ]
    production = {"NODE_ENV": "production", "GRAPHILE_ENV": "production"}
    return Command(words, {"DATABASE_URL": databases.postgresql, "PORT": str(port), **production})


OURS = (
    Peer("ours-sqlite", HERE / "ours", on_sqlite, with_decimals, keeps=True),
    Peer("ours-postgresql", HERE / "ours", on_postgresql, with_decimals, keeps=True),
)
PEERS = (*OURS, Peer("postgraphile", HERE / "postgraphile", postgraphile, whole))
