"""The databases that everybody is asked on: filled by `tengetrail generate`, and kept in a folder for the next time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from benchmarks.processes import ROOT
from tests.databases import run, started

SETTINGS = {"jit": "off", "random_page_cost": "1.1"}  # of the PostgreSQL server, for everybody alike


@dataclass(frozen=True)
class Databases:
    """The same records in two databases."""

    sqlite: Path
    postgresql: str

    @property
    def sqlite_url(self) -> str:
        return f"sqlite:///{self.sqlite}"


@contextmanager
def filled(folder: Path, lots: int) -> Iterator[Databases]:
    """Both databases with so many lots, made if they are not there; the PostgreSQL server runs as long."""
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    file = folder.resolve() / f"lots-{lots}.sqlite3"
    server = started(folder.resolve() / "postgresql")
    try:
        databases = Databases(file, database(server.get_uri(), f"lots_{lots}"))
        for url in (databases.sqlite_url, databases.postgresql):
            generate(url, lots)
        yield databases
    finally:
        server.cleanup()


def database(server: str, name: str) -> str:
    """The URL of a database, made if it is not there."""
    run(server, *(f"ALTER SYSTEM SET {setting} = {value}" for setting, value in SETTINGS.items()))
    run(server, "SELECT pg_reload_conf()")
    with psycopg.connect(server, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            connection.execute(f"CREATE DATABASE {name}".encode())
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def generate(url: str, lots: int) -> str:
    """Fill a database, or see that it is full; what the command says of it."""
    command = [sys.executable, "-m", "tengetrail", "generate", "--lots", str(lots)]
    environment = os.environ | {"DATABASE_URL": url}
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
