"""`make bench`: how much sooner the engine answers than graphql-core with DataLoaders, on both databases."""

from __future__ import annotations

import asyncio
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import psycopg
import pysqlite3
import pytest
import typer

from benchmarks.generate import generate
from benchmarks.report import Measured, measure
from tests.databases import PostgresDatabases, SqliteFiles, postgresql_server

PROMISED = {("SQLite", "Q1"): 50}  # times as fast, with PROMISED_LOTS
PROMISED_LOTS = 100_000

Measure = Callable[[str, str], list[Measured]]


def main(
    lots: Annotated[int, typer.Option(min=100, help="How many lots to make.")] = PROMISED_LOTS,
    rounds: Annotated[int, typer.Option(min=1, help="How often to measure everything.")] = 5,
    seconds: Annotated[float, typer.Option(min=0, help="How long to ask each question of each side in a round.")] = 1.0,
) -> None:
    """Load generated lots and print Q1 to Q3 as ratios; exits with 1 if less than is promised came out."""
    typer.echo(machine())
    typer.echo(
        f"{lots:,} lots; {rounds} rounds of {seconds:g} s for each question and side; p50, medians of the rounds"
    )

    def on(name: str, url: str) -> list[Measured]:
        start = time.perf_counter()
        generate(url, lots)
        typer.echo(f"\n{name} {server_version(url)}, loaded in {time.perf_counter() - start:.0f} s")
        found = asyncio.run(measure(url, rounds, seconds))
        for each in found:
            typer.echo(f"  {each.line()}")
        return found

    broken = missed("SQLite", on_sqlite(on), lots) + missed("PostgreSQL", on_postgresql(on), lots)
    for line in broken:
        typer.echo(line, err=True)
    raise typer.Exit(bool(broken))


def on_sqlite(run: Measure) -> list[Measured]:
    """Measure on a file that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        return run("SQLite", SqliteFiles(Path(folder)).empty())


def on_postgresql(run: Measure) -> list[Measured]:
    """Measure on the server that TEST_POSTGRES_URL names, or on one that is started; say so if there is none."""
    try:
        with postgresql_server() as server:
            databases = PostgresDatabases(server)
            url = databases.empty()
            try:
                return run("PostgreSQL", url)
            finally:
                databases.drop(url)
    except pytest.skip.Exception as reason:
        typer.echo(f"\nPostgreSQL: not measured: {reason}")
        return []


def missed(database: str, found: list[Measured], lots: int) -> list[str]:
    """What falls short of a promise, if there are enough lots to judge."""
    return [
        f"{database} {each.question.name}: {each.ratio:.1f} times as fast is less than the promised {least}"
        for each in found
        if lots >= PROMISED_LOTS and each.ratio < (least := PROMISED.get((database, each.question.name), 0))
    ]


def machine() -> str:
    """When and on what this was measured."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("graphql-core", "strawberry-graphql", "asyncpg"))
    python = f"Python {platform.python_version()} on {sys.platform} {platform.machine()}, {os.cpu_count()} CPUs"
    return f"{datetime.now(UTC):%Y-%m-%d}, {python}; {libraries}"


def server_version(url: str) -> str:
    """The version of the database."""
    if url.startswith("sqlite"):
        return str(pysqlite3.sqlite_version)
    with psycopg.connect(url) as connection:
        return connection.info.parameter_status("server_version") or "?"


if __name__ == "__main__":
    typer.run(main)
