"""Who is measured: how each is started, and how its variables are written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import psycopg
import pysqlite3

from benchmarks.databases import Databases
from benchmarks.questions import Variables

HERE = Path(__file__).resolve().parent
POSTGRAPHILE = HERE / "postgraphile" / "node_modules" / "postgraphile" / "dist" / "cli-run.js"
DATASETTE = HERE / "datasette" / ".venv" / "bin" / "datasette"


class Command(NamedTuple):
    """What starts a server, and the environment variables that it reads."""

    words: Sequence[str]
    settings: Mapping[str, str]


@dataclass(frozen=True)
class Peer:
    """A server over one of the databases; `folder` has the texts of its questions.

    `command` takes whether answers may be kept: one that `keeps` them is asked without where answers are to be new.
    A `constant` one says nothing: it sends as many bytes as our answer to the question has. `only` names the questions
    that it is asked, if it has no answer to all of its folder's; `needs` is there if it is installed.
    """

    name: str
    folder: Path
    command: Callable[[Databases, int, bool], Command]
    write: Callable[[Variables], Variables]
    path: str = "/graphql"
    keeps: bool = False
    constant: bool = False
    only: Sequence[str] = ()
    needs: Path = HERE

    def text(self, question: str) -> str | None:
        """The question in its own words; None if it has none for it."""
        file = self.folder / f"{question}.graphql"
        able = file.exists() and (not self.only or question in self.only)
        return file.read_text(encoding="utf-8") if able else None


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


def two_workers(databases: Databases, port: int, keep: bool) -> Command:
    words, settings = tengetrail(databases.sqlite_url, port, keep)
    return Command(words, {**settings, "WORKERS": "2"})


def on_sqlite(databases: Databases, port: int, keep: bool) -> Command:
    return tengetrail(databases.sqlite_url, port, keep)


def on_postgresql(databases: Databases, port: int, keep: bool) -> Command:
    return tengetrail(databases.postgresql, port, keep)


def postgraphile(databases: Databases, port: int, _keep: bool) -> Command:
    """PostGraphile on our tables and a view, on the Node that stands beside it."""
    folder = HERE / "postgraphile"
    with psycopg.connect(databases.postgresql) as connection:
        connection.execute((folder / "groups.sql").read_bytes())
    node = folder / "node_modules" / ".bin" / "node"
    words = [str(node) if node.exists() else "node", str(POSTGRAPHILE), "--config", str(folder / "graphile.config.mjs")]
    production = {"NODE_ENV": "production", "GRAPHILE_ENV": "production"}
    return Command(words, {"DATABASE_URL": databases.postgresql, "PORT": str(port), **production})


def datasette(databases: Databases, port: int, _keep: bool) -> Command:
    """datasette with datasette-graphql on our file and a view, in an environment of its own."""
    folder = HERE / "datasette"
    with closing(pysqlite3.connect(databases.sqlite)) as connection:
        connection.executescript((folder / "groups.sql").read_text(encoding="utf-8"))
    words = [str(DATASETTE), "serve", "--immutable", str(databases.sqlite)]
    words += ["--metadata", str(folder / "metadata.json"), "--plugins-dir", str(folder / "plugins")]
    return Command([*words, "--port", str(port), "--setting", "sql_time_limit_ms", "60000"], {})


def conditions(drawn: Variables) -> Variables:
    """Conditions as SQL, which is how datasette-graphql compares large numbers."""
    if "least" not in drawn:
        return drawn
    if "status" in drawn:
        wanted = f"status = '{drawn['status']}' AND value_order >= {drawn['least']} AND value_currency = 'KZT'"
        return {"where": wanted}
    return {"slug": drawn["slug"], "where": f"amount_order >= {drawn['least']} AND amount_currency = 'KZT'"}


def dataloaders(databases: Databases, port: int, _keep: bool) -> Command:
    return uvicorn("benchmarks.dataloaders:app", port, {"DATABASE_URL": databases.sqlite_url})


def constant(_databases: Databases, port: int, _keep: bool) -> Command:
    return uvicorn("benchmarks.constant:app", port, {})


def uvicorn(app: str, port: int, settings: Mapping[str, str]) -> Command:
    """An application on the server that ours is on."""
    words = [sys.executable, "-m", "uvicorn", app, "--port", str(port), "--no-access-log", "--no-server-header"]
    return Command(words, settings)


OURS = (
    Peer("ours-sqlite", HERE / "ours", on_sqlite, with_decimals, keeps=True),
    Peer("ours-postgresql", HERE / "ours", on_postgresql, with_decimals, keeps=True),
    Peer("ours-two-workers", HERE / "ours", two_workers, with_decimals, keeps=True, only=("Q1", "Q2")),
)
MEASURE = Peer(
    "postgraphile", HERE / "postgraphile", postgraphile, whole, needs=POSTGRAPHILE
)  # what the others are multiples of
CEILING = Peer("ceiling", HERE / "ours", constant, with_decimals, path="/", constant=True)
PEERS = (
    *OURS,
    MEASURE,
    Peer("datasette", HERE / "datasette", datasette, conditions, needs=DATASETTE),
    Peer("dataloaders", HERE / "ours", dataloaders, with_decimals, only=("Q1", "Q2", "Q3", "Q4")),
    CEILING,
)
