"""The commands that load data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from tengetrail.command import SEED, CommandError, Exit, settings_of

import_app = typer.Typer(help="Load data: all of a data set or nothing, and safe to repeat.", no_args_is_help=True)


@import_app.command("seed")
def import_seed(
    folders: Annotated[
        list[Path] | None, typer.Argument(help="Folders of data sets; else the one that comes along.")
    ] = (None),
) -> None:
    """Load data sets from folders of readable files."""
    _load(folders or [SEED], "import seed")


def _load(folders: Sequence[Path], command: str) -> None:
    from exchange.seed import import_seed as load

    for folder in folders:
        revision = load(settings_of().database_url, folder, command)
        typer.echo(
            f"{folder}: loaded as revision {revision.number}." if revision else f"{folder}: nothing has changed."
        )


@import_app.command("table")
def import_table(
    folders: Annotated[list[Path], typer.Argument(help="Folders of tables, each with its tables.yaml.")],
) -> None:
    """Load data sets whose records stand in CSV files and Excel workbooks, by the mapping in tables.yaml."""
    from exchange.table.mapping import FILE

    for folder in folders:
        if not (folder / FILE).is_file():
            cause = f"{folder / FILE} is missing: it says what stands in which column."
            raise CommandError(cause, "The command `template` writes one.", Exit.USAGE)
    _load(folders, "import table")


@import_app.command("ocds")
def import_ocds(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders, or - for what is piped in; .gz is unpacked.")],
    dataset: Annotated[str, typer.Option(help="The data set that they are added to.")] = "ocds",
    programme: Annotated[str | None, typer.Option(help="The slug of the programme that they belong to.")] = None,
    basis: Annotated[Literal["STATED", "INFERRED", "ASSUMED"], typer.Option(help="How it is known.")] = "ASSUMED",
    links: Annotated[
        Path | None, typer.Option(help="A YAML file that says which programme, activity or budget line pays for what.")
    ] = (None),
    encoding: Annotated[str, typer.Option(help="Of files that are not UTF-8, such as cp1252.")] = "utf-8",
) -> None:
    """Load Open Contracting data: release and record packages, releases and records, alone or one a line."""
    from db.node import RecordKey
    from db.process import Process
    from exchange.ocds.links import Link, read_links
    from exchange.ocds.load import Wanted
    from exchange.ocds.load import import_ocds as load
    from exchange.problems import Problems
    from tengetrail.progress import Counted, progress

    problems = Problems()
    chosen = [Link(RecordKey("Programme", programme), basis)] if programme else []
    chosen += read_links(links, problems) if links else []
    if problems:
        problems.refuse()
    with progress(Counted(Process, "processes")) as told:
        loaded = load(settings_of().database_url, Wanted(paths, dataset, chosen, encoding), told)
    typer.echo(
        f"{dataset}: {loaded.rows:,} rows loaded as revision {loaded.revision.number}."
        if loaded
        else f"{dataset}: nothing has changed."
    )


def template(
    kind: Annotated[str, typer.Argument(help="The kind of record, such as budget_line or organization.")],
    folder: Annotated[Path, typer.Argument(help="Where the files go.")] = Path(),
) -> None:
    """Write an empty table with its mapping and a README, to be filled in and loaded by import table."""
    from exchange.table.template import TemplateError, write_template

    try:
        written = write_template(kind, folder)
    except TemplateError as error:
        raise CommandError(f"{error}.", "Nothing was written.", Exit.USAGE) from error
    except OSError as error:
        raise CommandError(f"{folder} cannot be written: {error.strerror}.", "Name another.", Exit.UNUSABLE) from error
    typer.echo(f"Written: {', '.join(map(str, written))}.")
