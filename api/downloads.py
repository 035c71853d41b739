"""Whole lists as files, for tables and programs: what there is, and each file."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from api.replies import HttpError
from api.service import Service
from api.streams import Streams
from db.state import read_summary
from engine.errors import RequestError
from exchange.export.export import Export, Wanted, WantedError, exported, read_filter
from exchange.export.formats import FORMATS
from exchange.export.shape import sets

downloads = APIRouter(prefix="/download", tags=["Lists as files"])


@downloads.get("", summary="Which lists there are, how long each is, and its files")
async def index(request: Request) -> dict[str, Any]:
    """The revision is that of the data; a file tells its own."""
    service: Service = request.app.state.service
    counts = (await read_summary(service.reader))["counts"]
    listed = [
        {
            "name": name,
            "rows": counts.get(entity.name, 0),
            "files": [f"/download/{name}.{suffix}" for suffix in FORMATS],
        }
        for name, entity in sets().items()
    ]
    return {"revision": service.answers.revision, "lists": listed}


@downloads.get("/{name}.{suffix}", summary="A list as a file: .ndjson, .csv, .xlsx or .parquet")
async def file(
    request: Request,
    name: str,
    suffix: str,
    chosen: Annotated[
        str | None,
        Query(alias="filter", description="Only those that fit, as in a question: {status: {eq: CANCELLED}}."),
    ] = None,
    after: Annotated[str | None, Query(description="Only what comes after the record with this id.")] = None,
    revision: Annotated[int | None, Query(description="The revision that the data must be of.")] = None,
) -> Response:
    """Written while it is sent, in the order of loading, as the data are at one moment."""
    if name not in sets() or suffix not in FORMATS:
        message = (
            f"There is no file {f'{name}.{suffix}'[:80]!r} here. There is /download/lots.csv, for example; /download "
            f"tells which lists there are, and each can be had as {', '.join(FORMATS)}."
        )
        raise HttpError(HTTPStatus.NOT_FOUND, "NO_SUCH_FILE", message)
    service: Service = request.app.state.service
    streams: Streams = request.app.state.streams
    form = FORMATS[suffix]

    def read(connection: Connection) -> Iterator[bytes]:
        export = _export(service, connection, name, chosen, after)
        if revision not in {None, export.revision}:
            message = f"The data are of revision {export.revision} now, not {revision}: get the file anew."
            raise HttpError(HTTPStatus.CONFLICT, "REVISION_GONE", message)
        return form.write(export)

    return await streams.send(request, form.media_type, read, f"{name}.{suffix}")


def _export(service: Service, connection: Connection, name: str, chosen: str | None, after: str | None) -> Export:
    try:
        wanted = Wanted(name, read_filter(chosen) if chosen else None, after or None)
        return exported(connection, wanted, service.engine.vocabulary)
    except WantedError as error:
        raise HttpError(HTTPStatus.BAD_REQUEST, "BAD_DOWNLOAD", str(error)) from error
    except RequestError as error:
        wrong = "; ".join(each["message"] for each in error.formatted())
        raise HttpError(HTTPStatus.BAD_REQUEST, error.code, f"The filter does not fit: {wrong}") from error
