"""The commands that write data out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from tengetrail.command import CommandError, Exit, settings_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.vocabulary import Vocabulary
    from exchange.export.export import Wanted
    from exchange.export.formats import Format

FILTERS = "The playground and docs/reference.md tell what each list can be filtered by."
STDOUT = Path("-")

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


@export_app.command("list")
def export_list(
    name: Annotated[str, typer.Argument(help="A list by its name in questions, such as lots or contracts.")],
    to: Annotated[Path, typer.Option(help="The file; its end tells the format. Or -, for what reads on.")] = STDOUT,
    kind: Annotated[str | None, typer.Option("--format", help="ndjson, csv, xlsx or parquet; else as in --to.")] = None,
    chosen: Annotated[
        str | None, typer.Option("--filter", help="Only those that fit, as in a question: {status: {eq: CANCELLED}}.")
    ] = None,
    after: Annotated[str | None, typer.Option(help="Only what comes after the record with this id.")] = None,
) -> None:
    """Write one list, whole or filtered; the rows in the order of loading."""
    from exchange.export.export import Wanted, read_filter
    from exchange.export.formats import format_of

    with _explained(), _state() as state:
        wanted = Wanted(name, read_filter(chosen) if chosen else None, after)
        _write(state, wanted, format_of(kind or to.suffix.removeprefix(".") or "ndjson"), to, _vocabulary())


@export_app.command("all")
def export_all(
    folder: Annotated[Path, typer.Argument(help="Where the files go: one for each list.")],
    kind: Annotated[str, typer.Option("--format", help="ndjson, csv, xlsx or parquet.")] = "ndjson",
) -> None:
    """Write every list into a folder, all of one revision."""
    from exchange.export.export import Wanted
    from exchange.export.formats import format_of
    from exchange.export.shape import sets

    with _explained(), _state() as state:
        form, vocabulary = format_of(kind), _vocabulary()
        for name in sets():
            _write(state, Wanted(name), form, folder / f"{name}.{form.suffix}", vocabulary)


def _vocabulary() -> Vocabulary:
    from engine.vocabulary import Vocabulary
    from schema.entity import ENTITIES
    from schema.public import core

    return Vocabulary(core(), ENTITIES)


def _state() -> AbstractContextManager[Connection]:
    from db.snapshot import snapshot

    return snapshot(settings_of().reading_url)


def _write(state: Connection, wanted: Wanted, form: Format, to: Path, vocabulary: Vocabulary) -> None:
    """Write a file that is there when it is whole, and not before; or to standard output."""
    if to == STDOUT:
        try:
            _fill(sys.stdout.buffer, state, wanted, form, vocabulary)
            sys.stdout.buffer.flush()
        except BrokenPipeError:  # whoever read on has had enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    part = to.with_name(f".{to.name}.part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            revision = _fill(file, state, wanted, form, vocabulary)
        part.replace(to)
    except OSError as error:
        cause = f"{to} cannot be written: {error.strerror}."
        raise CommandError(cause, "Choose another place, or make room.", Exit.UNUSABLE) from error
    finally:
        with suppress(OSError):
            part.unlink()
    typer.echo(f"{to}: written, of revision {revision}.")


def _fill(file: IO[bytes], state: Connection, wanted: Wanted, form: Format, vocabulary: Vocabulary) -> int:
    """Write all of a list; tells the revision of the data."""
    from exchange.export.export import exported
    from tengetrail.progress import passing

    export = exported(state, wanted, vocabulary)
    for piece in form.write(replace(export, texts=passing(wanted.name)(export.texts, None))):
        file.write(piece)
    return export.revision


@contextmanager
def _explained() -> Iterator[None]:
    """Say what was asked for that there is not."""
    from engine.errors import RequestError
    from exchange.export.export import WantedError

    try:
        yield
    except WantedError as error:
        raise CommandError(str(error), "The command `export list --help` shows how.", Exit.USAGE) from error
    except RequestError as error:
        wrong = "; ".join(each["message"] for each in error.formatted())
        raise CommandError(f"The filter does not fit: {wrong}", FILTERS, Exit.USAGE) from error
