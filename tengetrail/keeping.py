"""The commands of whoever keeps a database: is it well, a copy of it, and back from a copy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from tengetrail.command import CommandError, Exit, settings_of


def backup(
    file: Annotated[Path | None, typer.Argument(help="The file; else one in BACKUPS, named by the revision.")] = None,
) -> None:
    """Write all of the database into one file, of one revision, while imports may go on."""
    typer.echo(_back_up(settings_of().database_url, file))


def restore(
    file: Annotated[Path, typer.Argument(help="A file that the command backup wrote.")],
    replace: Annotated[bool, typer.Option("--replace", help="Lose what the database holds now.")] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Only read the file to its end; nothing is written.")
    ] = False,
) -> None:
    """Fill an empty database with what a backup holds, whichever kind of database that was taken from."""
    from exchange.backup.restore import restore as run
    from exchange.backup.restore import verify as read

    with _explained(file), _told() as told:
        done = read(file, told) if verify else run(settings_of().database_url, file, replace=replace, told=told)
    state = "whole and unchanged" if verify else "restored"
    typer.echo(f"{file}: {state}, revision {done.revision}, {done.rows:,} rows.")


def doctor(as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False) -> None:
    """Look for what is wrong with the database and the settings, and tell how to mend it; 1 if something is."""
    from exchange.health import examine

    settings = settings_of()
    found = list(examine(settings.database_url, settings.database_read_url, settings.backups))
    if as_json:
        typer.echo(json.dumps([each._asdict() for each in found], indent=2))
    else:
        for each in found:
            typer.echo(f"{'well ' if each.well else 'WRONG'}  {each.name}: {each.told}")
            if each.mend:
                typer.echo(f"       {each.mend}")
    if not all(each.well for each in found):
        raise typer.Exit(Exit.REFUSED)


def migrate(
    no_backup: Annotated[bool, typer.Option("--no-backup", help="Do not write a backup first.")] = False,
) -> None:
    """Bring the database to the tables that this version needs, or make it; a backup is written first.

    What another version derived is derived anew.
    """
    from db.migrate import known
    from exchange.renewal import migrate as run

    url = settings_of().database_url
    if not no_backup:
        back_up_before_change(url)
    run(url)
    typer.echo(f"The database stands at {known()[-1]}.")


def back_up_before_change(database_url: str) -> None:
    """Write a backup of a database with data that a migration is about to change."""
    from db.migrate import at_head, has_data

    if not at_head(database_url) and has_data(database_url):
        typer.echo(_back_up(database_url, None))


def _back_up(database_url: str, file: Path | None) -> str:
    """Write a backup; tells what was written."""
    from exchange.backup.dump import back_up, file_name

    file = file or settings_of().backups / file_name(database_url)
    with _explained(file), _told() as told:
        done = back_up(database_url, file, told)
    return f"{file}: revision {done.revision}, {done.rows:,} rows, sha256 of the rows {done.sha256}."


@contextmanager
def _told() -> Iterator[Callable[[str, int], None]]:
    """Shows how many rows are done, on a terminal."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as shown:
        task = shown.add_task("rows", total=None)
        done = 0

        def told(table: str, rows: int) -> None:
            nonlocal done
            done += rows
            shown.update(task, description=f"{done:,} rows, {table}")

        yield told


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    from exchange.backup.restore import BackupError

    try:
        yield
    except BackupError as error:
        raise CommandError(f"{file}: {error.cause}", error.mend, Exit.REFUSED) from error
    except OSError as error:
        cause = f"{file} cannot be read or written: {error.strerror or error}."
        raise CommandError(cause, "Name another file, or make room.", Exit.UNUSABLE) from error
