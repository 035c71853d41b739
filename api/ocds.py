"""Open Contracting data over HTTP: all of it a line each, page by page, or one process."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice
from operator import attrgetter
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from api.streams import Streams
from exchange.ocds.packages import packages
from exchange.ocds.parsing import JSON, parsed
from exchange.ocds.processes import Chosen, Item, items

PAGE = 100  # releases or records of a page
PLAIN = "application/json"
LINES = "application/x-ndjson"

Form = Literal["releases", "records"]
Dataset = Annotated[str | None, Query(description="Only the processes of this data set.")]

ocds = APIRouter(prefix="/ocds", tags=["Open Contracting data"])


@ocds.get("/{form}.ndjson", summary="All releases or records, each in a package on a line of its own")
async def lines(request: Request, form: Form, dataset: Dataset = None) -> Response:
    """Streamed, as the data are at one moment."""
    chosen = _chosen(request, form, dataset=dataset)

    def read(connection: Connection) -> Iterator[bytes]:
        for package in packages(items(connection, chosen), form, 1):
            yield from package
            yield b"\n"

    return await _streams(request).send(request, LINES, read)


@ocds.get(
    "/{form}.json", summary="A page of releases or records: a package, with the address of the next in links.next"
)
async def page(
    request: Request,
    form: Form,
    dataset: Dataset = None,
    start: Annotated[str, Query(description="The ocid with which the page begins.")] = "",
    skip: Annotated[int, Query(ge=0, description="Releases of that ocid that the page before has.")] = 0,
) -> Response:
    """Pages have up to 100, fewer where those that follow came in another package, in the order of ocids."""
    chosen = _chosen(request, form, dataset=dataset, start=start)

    def read(connection: Connection) -> Iterator[bytes] | None:
        found = islice(items(connection, chosen), skip, None)
        first = next(found, None)
        return None if first is None else _page(request, form, first, list(islice(found, PAGE)), skip)

    return await _streams(request).send(request, PLAIN, read)


@ocds.get("/{kind}/{ocid:path}.json", summary="A process by its ocid: its record, or all its releases")
async def process(request: Request, kind: Literal["release", "record"], ocid: str) -> Response:
    """A package with nothing else in it."""
    form: Form = "records" if kind == "record" else "releases"
    chosen = _chosen(request, form, ocid=ocid)

    def read(connection: Connection) -> Iterator[bytes] | None:
        found = list(items(connection, chosen))
        return _package(form, found, parsed(found[-1].package)) if found else None

    return await _streams(request).send(request, PLAIN, read)


def _page(request: Request, form: Form, first: Item, others: list[Item], skipped: int) -> Iterator[bytes]:
    """Those that belong in one package with the first, and the address of what comes then."""
    around, alike = next(groupby((first, *others), attrgetter("package")))
    told = list(islice(alike, PAGE))
    rest = others[len(told) - 1 :]
    about = parsed(around)
    if rest:
        same = [each for each in told if each.ocid == rest[0].ocid]
        before = skipped if same and len(same) == len(told) else 0
        query = {"start": rest[0].ocid} | ({"skip": str(before + len(same))} if same else {})
        kept = {name: value for name, value in request.query_params.items() if name == "dataset"}
        about["links"] = {"next": f"{request.url.replace(query='')}?{urlencode(kept | query)}"}
    return _package(form, told, about)


def _package(form: Form, found: list[Item], about: dict[str, object]) -> Iterator[bytes]:
    around = JSON.encode(about).decode()
    return next(packages((each._replace(package=around) for each in found), form, len(found)))


def _chosen(
    request: Request, form: Form, *, dataset: str | None = None, ocid: str | None = None, start: str = ""
) -> Chosen:
    settings = request.app.state.service.settings
    return Chosen(settings.ocid_prefix, form == "records", dataset, ocid, start)


def _streams(request: Request) -> Streams:
    streams: Streams = request.app.state.streams
    return streams
