"""The command `tengetrail`: one line for a cause, one for its mend, and an exit code that says whose turn it is."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import sys
import traceback
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tengetrail import __version__
from tengetrail.command import SEED, CommandError, Exit, settings_of
from tengetrail.exports import export_app
from tengetrail.imports import import_app, template
from tengetrail.keeping import back_up_before_change, backup, doctor, migrate, restore

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from starlette.types import ASGIApp

    from tengetrail.settings import Settings

EPILOG = (
    "Exit codes: 0 done; 1 the data were refused and nothing was changed; 2 the command or a setting is wrong; "
    "3 the database or the address to listen on cannot be used; 4 something unforeseen. "
    "Settings are environment variables, such as DATABASE_URL and PORT."
)
ADDRESSES = {
    "/": "what is here",
    "/playground": "a page to ask on",
    "/graphql": "questions by program",
    "/schema.graphql": "what can be asked",
}
SERVER: dict[str, Any] = {"log_config": None, "access_log": False, "server_header": False, "proxy_headers": False}

app = typer.Typer(
    help="Follow public money from a programme's total to the contract that spent it.",
    epilog=EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(import_app, name="import")
app.add_typer(export_app, name="export")
for command in (migrate, backup, restore, doctor, template):
    app.command()(command)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"tengetrail {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = (
        False
    ),
    debug: Annotated[bool, typer.Option("--debug", help="Show the whole trace of an error; stands anywhere.")] = False,
) -> None:
    """Only here for the options that every command has; `main` acts on --debug."""


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; else HOST, else 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on, 0 for a free one; else PORT, else 8000.")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes that answer; else WORKERS, else 1.")] = None,
) -> None:
    """Answer questions; a missing database is made first and filled with the data that come along."""
    gc.disable()  # a start makes much and drops little
    settings = settings_of(host=host, port=port, workers=workers)
    listening = _listen(settings.host, settings.port)
    _make_ready(settings)
    run = _alone if settings.workers == 1 else _together
    if not run(settings, listening):
        raise typer.Exit(Exit.UNUSABLE)


def _alone(settings: Settings, listening: socket.socket) -> bool:
    """Answer in this process; tells whether it could begin."""
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(_application(settings), **SERVER))
    _keep_what_is_loaded()
    _print_addresses(settings.host, listening.getsockname()[1])
    server.run(sockets=[listening])
    return server.started


def _together(settings: Settings, listening: socket.socket) -> bool:
    """Have several processes answer on one address; whichever ends without being told to is started anew."""
    import uvicorn
    from uvicorn.config import STARTUP_FAILURE
    from uvicorn.supervisors import Multiprocess

    from api.logs import configure_logs

    configure_logs(settings.log_level)
    if settings.trusted_documents or settings.trusted_documents_only:
        _application(settings)  # what is wrong with them is told once, and here
    gc.enable()
    config = uvicorn.Config("tengetrail.cli:worker", factory=True, workers=settings.workers, **SERVER)
    supervisor = Multiprocess(config, sockets=[listening])
    _print_addresses(settings.host, listening.getsockname()[1])
    supervisor.run()
    return all(process.exitcode != STARTUP_FAILURE for process in supervisor.processes)


def worker() -> ASGIApp:
    """The application in one of several processes, with the settings of the environment."""
    if (supervisor := parent_process()) is not None:
        Thread(target=_end_after, args=[supervisor], daemon=True).start()
    made = _application(settings_of())
    _keep_what_is_loaded()
    return made


def _end_after(supervisor: BaseProcess) -> None:
    """End as if told to when the supervisor has ended; one that is killed tells nobody, and the port stayed taken."""
    supervisor.join()
    os.kill(os.getpid(), signal.SIGTERM)


def _application(settings: Settings) -> ASGIApp:
    from api.app import create_app
    from api.trusted import TrustedDocumentsError

    try:
        return create_app(settings)
    except TrustedDocumentsError as error:
        mend = "Mend the file that TRUSTED_DOCUMENTS names, or leave the setting out."
        raise CommandError(f"The trusted documents cannot be used: {error}.", mend, Exit.USAGE) from error


def _keep_what_is_loaded() -> None:
    """Later collections need not look at what was loaded: it stays."""
    gc.freeze()
    gc.enable()


@app.command()
def generate(
    lots: Annotated[int, typer.Option(min=1, help="How many lots, with everything around them.")] = 100_000,
    seed: Annotated[int, typer.Option(help="Another one gives other records.")] = 1,
) -> None:
    """Add made-up data in real proportions, to measure with; the same for the same lots and seed."""
    from exchange.renewal import migrate as renew
    from tengetrail.generation import run

    url = settings_of().database_url
    renew(url)
    for line in run(url, lots, seed):
        typer.echo(line)


@app.command()
def check(folder: Annotated[Path, typer.Argument(help="The folder of a data set.")]) -> None:
    """Look for mistakes in a data set that stands on its own, without touching the database."""
    from tempfile import TemporaryDirectory

    from db.migrate import migrate as run
    from exchange.seed import import_seed as load

    with TemporaryDirectory() as scratch:
        url = f"sqlite:///{scratch}/scratch.sqlite3"
        run(url)
        load(url, folder)
    typer.echo(f"{folder}: no mistakes found.")


@app.command()
def schema(
    tables: Annotated[bool, typer.Option("--tables", help="As Markdown tables of records and codelists.")] = False,
) -> None:
    """Print what can be asked, in the GraphQL schema language."""
    from schema.public import core, declare
    from schema.reference import reference

    text = declare().as_str()
    typer.echo(reference(core(text)) if tables else text)


@app.command()
def status() -> None:
    """Show which database is used and what is in it."""
    settings = settings_of()
    lines = asyncio.run(_status(settings))
    width = max(len(name) for name, _ in lines)
    for name, value in lines:
        typer.echo(f"{name:{width}}  {value}")


async def _status(settings: Settings) -> list[tuple[str, str]]:
    from sqlalchemy import make_url

    from db.reader import open_reader
    from db.state import missing, read_summary

    reader = await open_reader(settings.reading_url, settings.limits)
    lines = [("version", __version__), ("database", make_url(settings.reading_url).render_as_string())]
    try:
        if reason := await missing(reader):
            return [*lines, ("lacks", reason)]
        summary = await read_summary(reader)
    finally:
        await reader.close()
    return [
        *lines,
        *map(_told, summary["datasets"]),
        *((name, f"{count:,}") for name, count in summary["counts"].items()),
    ]


def _told(dataset: dict[str, Any]) -> tuple[str, str]:
    """A data set as `status` tells of it: its last import, and what it holds."""
    held = f"{dataset['records'] or 0:,} records, {dataset['sources'] or 0:,} sources"
    loaded = f"revision {dataset['revision']} of {dataset['importedAt']} by {dataset['loaded'] or 'an earlier version'}"
    return dataset["name"], f"{dataset['title']}: {held}, {loaded}"


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        cause = f"Nothing can listen on port {port} of {host}: {str(error.strerror).partition(' (')[0]}."
        raise CommandError(cause, "Choose another: PORT=8001 make serve, or HOST=.", Exit.UNUSABLE) from error


def _make_ready(settings: Settings) -> None:
    """Make the tables and load the seed where they are missing; a database that can answer costs one look.

    A replica gets its tables and its data from elsewhere: what it lacks is told by /readyz.
    """
    if settings.database_read_url or asyncio.run(_lacks_nothing(settings)):
        return

    from exchange.renewal import migrate as run
    from exchange.seed import import_seed as load

    typer.echo("Making the database ready.")
    back_up_before_change(settings.database_url)
    run(settings.database_url)
    if not asyncio.run(_lacks_nothing(settings)):
        load(settings.database_url, SEED)


async def _lacks_nothing(settings: Settings) -> bool:
    from db.errors import DatabaseUnavailableError
    from db.reader import open_reader
    from db.state import missing

    try:
        reader = await open_reader(settings.database_url, settings.limits)
    except DatabaseUnavailableError:
        return False
    try:
        return await missing(reader) is None
    finally:
        await reader.close()


def _print_addresses(host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    for path, what in ADDRESSES.items():
        typer.echo(f"http://{shown}:{port}{path}  {what}")
    sys.stdout.flush()


def main() -> None:
    """Run the command; every error ends in an exit code, and is explained."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    try:
        app(args=arguments, prog_name="tengetrail")
    except Exception as error:  # noqa: BLE001  # the last place where anything can be explained
        if len(arguments) < len(sys.argv) - 1:
            traceback.print_exc()
        sys.exit(_explain(error))


def _explain(error: Exception) -> Exit:
    """Say what went wrong and how to mend it."""
    from db.errors import DatabaseUnavailableError
    from exchange.problems import ImportRefusedError

    match error:
        case CommandError():
            return _say(error.cause, error.mend, error.code)
        case DatabaseUnavailableError():
            return _say(error.cause, error.mend, Exit.UNUSABLE)
        case ImportRefusedError():
            typer.echo(str(error), err=True)
            return Exit.REFUSED
    cause = f"{type(error).__name__}: {error}"
    return _say(cause, "This should not happen; the same command with --debug shows where it did.", Exit.UNFORESEEN)


def _say(cause: str, mend: str, code: Exit) -> Exit:
    typer.secho(cause, err=True, fg="red")
    typer.echo(mend, err=True)
    return code
