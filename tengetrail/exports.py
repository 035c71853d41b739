"""The commands that write data out."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from tengetrail.command import CommandError, Exit, settings_of

export_app = typer.Typer(help="Write data out, as they are at one moment.", no_args_is_help=True)


@export_app.command("ocds")
def export_ocds(
    target: Annotated[
        Path, typer.Argument(help="A file .ndjson or .json, a folder, or - to write lines; .gz is packed.")
    ] = (Path("-")),
    records: Annotated[
        bool, typer.Option("--records/--releases", help="Records, with what the releases come to; else releases.")
    ] = (False),
    dataset: Annotated[str | None, typer.Option(help="Only the processes of this data set.")] = None,
    per_package: Annotated[
        int | None, typer.Option(min=1, help="Releases or records in a package; else one in a line, 1,000 in a file.")
    ] = (None),
) -> None:
    """Write Open Contracting packages of all processes: as they were released, else compiled of all that is known."""
    from exchange.ocds.export import STDOUT, NotExportedError
    from exchange.ocds.export import export_ocds as export
    from exchange.ocds.processes import Chosen
    from tengetrail.progress import passing

    settings = settings_of()
    chosen = Chosen(settings.ocid_prefix, records, dataset)
    name = "records" if records else "releases"
    try:
        written = export(settings.reading_url, chosen, target, per_package, passing(name))
    except NotExportedError as error:
        raise CommandError(error.cause, error.mend, Exit.REFUSED) from error
    except BrokenPipeError as error:  # whoever reads has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(Exit.REFUSED) from error
    except OSError as error:
        raise CommandError(
            f"{target} cannot be written: {error.strerror}.", "Name another file.", Exit.USAGE
        ) from error
    if target != STDOUT:
        typer.echo(f"{target}: {written.items:,} {name} written in packages: {written.packages:,}.")
