"""`python -m tests.faults`: kill imports by the thousand on both databases, and tell what was left."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random
from typing import Annotated

import typer

from tests.databases import Databases, PostgresDatabases, SqliteFiles, postgresql_server
from tests.faults.kills import kill_imports


def main(
    kills: Annotated[int, typer.Option(min=1, help="How many on each database.")] = 1_000,
    seed: Annotated[int, typer.Option(help="Another one kills at other moments.")] = 1,
    on: Annotated[str, typer.Option(help="The databases, with commas.")] = "sqlite,postgresql",
) -> None:
    """Ends with 1 if an import left anything half done."""
    half = 0
    for kind in on.split(","):
        with tempfile.TemporaryDirectory() as folder, postgresql_server() as server:
            made: dict[str, Databases] = {"sqlite": SqliteFiles(Path(folder)), "postgresql": PostgresDatabases(server)}
            report = kill_imports(made[kind], Path(folder), kills, Random(seed))
            half += len(report.half)
            typer.echo(f"{kind}: {report}.")
    raise typer.Exit(1 if half else 0)


if __name__ == "__main__":
    typer.run(main)
