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

import pytest
import typer

from benchmarks.report import Measured, measure
from db.migrate import migrate
from db.writer import open_writer
from exchange.generated.load import generate
from tests.databases import PostgresDatabases, SqliteFiles, postgresql_server

PROMISED = {("SQLite", "Q1"): 50}  # times as fast, with so many lots:
PROMISED_LOTS = 100_000
VERSION = {"sqlite": "SELECT sqlite_version()", "postgresql": "SHOW server_version"}
LIBRARIES = ("graphql-core", "strawberry-graphql", "sqlalchemy", "asyncpg", "pysqlite3")

Measure = Callable[[str], list[Measured]]


def main(
    lots: Annotated[int, typer.Option(min=100, help="How many lots to make.")] = PROMISED_LOTS,
    rounds: Annotated[int, typer.Option(min=1, help="How often to measure everything.")] = 5,
    seconds: Annotated[float, typer.Option(min=0, help="How long to ask one question of one side in a round.")] = 1.0,
) -> None:
    """Load generated lots and print Q1 to Q3 as ratios; exits with 1 where less than the promise came out."""
    typer.echo(machine())
    typer.echo(
        f"{lots:,} lots; each question {seconds:g} s of either side, in turns, {rounds} times; medians of the p50s"
    )

    def on(url: str) -> list[Measured]:
        return measured(url, lots, rounds, seconds)

    broken = missed("SQLite", on_sqlite(on), lots) + missed("PostgreSQL", on_postgresql(on), lots)
    for line in broken:
        typer.echo(line, err=True)
    raise typer.Exit(bool(broken))


def measured(url: str, lots: int, rounds: int, seconds: float) -> list[Measured]:
    """Fill a database, ask it, and print what came out."""
    start = time.perf_counter()
    migrate(url)
    generate(url, lots)
    loaded = time.perf_counter() - start
    found = asyncio.run(measure(url, rounds, seconds))
    typer.echo(f"\n{server(url)}, loaded in {loaded:.0f} s; load of the machine {os.getloadavg()[0]:.1f}")
    for each in found:
        typer.echo(f"  {each.line()}")
    return found


def on_sqlite(measure_on: Measure) -> list[Measured]:
    """On a file that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        return measure_on(SqliteFiles(Path(folder)).empty())


def on_postgresql(measure_on: Measure) -> list[Measured]:
    """On the server that TEST_POSTGRES_URL names, or on one that is started; says so if there is none."""
    try:
        with postgresql_server() as address:
            databases = PostgresDatabases(address)
            url = databases.empty()
            try:
                return measure_on(url)
            finally:
                databases.drop(url)
    except pytest.skip.Exception as reason:
        typer.echo(f"\nPostgreSQL was not measured: {reason}")
        return []


def missed(database: str, found: list[Measured], lots: int) -> list[str]:
    """What falls short of a promise, if there are enough lots to judge."""
    broken = []
    for each in found:
        least = PROMISED.get((database, each.question.name), 0)
        if lots >= PROMISED_LOTS and each.ratio < least:
            broken.append(f"{database} {each.question.name}: {each.ratio:.1f} times as fast, not {least} as promised")
    return broken


def machine() -> str:
    """When, on what and with what this is measured."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    python = f"Python {platform.python_version()} on {sys.platform} {platform.machine()} with {os.cpu_count()} CPUs"
    return f"{datetime.now(UTC):%Y-%m-%d}, {python}\n{libraries}"


def server(url: str) -> str:
    """The database and its version."""
    engine = open_writer(url)
    with engine.connect() as connection:
        number = connection.exec_driver_sql(VERSION[engine.dialect.name]).scalar()
    engine.dispose()
    return f"{'SQLite' if engine.dialect.name == 'sqlite' else 'PostgreSQL'} {number}"


if __name__ == "__main__":
    typer.run(main)
