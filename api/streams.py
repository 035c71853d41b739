"""Responses too large for memory: read from one state of the data, sent as they come, named by that state."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from http import HTTPStatus

from fastapi import Request
from sqlalchemy import Connection, select
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

import db
from api.answers import names
from api.envelope import HEAD
from api.replies import HttpError
from api.service import Service
from db.snapshot import snapshot
from db.table import table_of
from tengetrail import __version__

CHUNK = 1 << 16  # bytes that are sent together at least
AGAIN = ((b"retry-after", b"10"),)
REVISION = table_of(db.Revision)

Read = Callable[[Connection], Iterable[bytes] | None]


class Streams:
    """What is being sent."""

    def __init__(self, service: Service) -> None:
        self._settings = service.settings
        self._open = 0

    async def send(self, request: Request, media_type: str, read: Read, file: str | None = None) -> Response:
        """What `read` finds, or 404 if that is None; 304 for a client that has it already.

        A browser keeps it as `file`. Raises HttpError if too many are being sent, and DatabaseUnavailableError.
        """
        most = self._settings.downloads.at_once
        if self._open >= most:
            message = f"{most} downloads are being sent (downloads.at_once). Try again in 10 s."
            raise HttpError(HTTPStatus.SERVICE_UNAVAILABLE, "TOO_MANY_DOWNLOADS", message, AGAIN)
        self._open += 1
        held = ExitStack()
        held.callback(self._close)
        try:
            return await self._response(request, media_type, read, file, held)
        except BaseException:
            await run_in_threadpool(held.close)
            raise

    async def _response(
        self, request: Request, media_type: str, read: Read, file: str | None, held: ExitStack
    ) -> Response:
        connection = await run_in_threadpool(held.enter_context, snapshot(self._settings.reading_url))
        tag = self._tag(request, await run_in_threadpool(_mark, connection))
        headers = {"etag": tag, "cache-control": f"public, max-age={self._settings.cache.max_age}"}
        if names(request.headers.get("if-none-match", "").encode(), tag.encode()):
            await run_in_threadpool(held.close)
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        found = await run_in_threadpool(read, connection)
        if found is None:
            raise HttpError(HTTPStatus.NOT_FOUND, "NOT_FOUND", f"{request.url.path}: there is no such thing here.")
        if file is not None:
            headers["content-disposition"] = f'attachment; filename="{file}"'
        if request.scope.get(HEAD):
            await run_in_threadpool(held.close)
            return StreamingResponse(iter(()), headers=headers, media_type=media_type)
        chunks = _chunks(found)
        first = await run_in_threadpool(next, chunks, b"")  # what cannot be written is told before anything is sent
        return StreamingResponse(_sent(first, chunks, held), headers=headers, media_type=media_type)

    def _tag(self, request: Request, mark: str) -> str:
        """The name of what an address gives in a state of the data."""
        state = sha256(f"{__version__} {self._settings.ocid_prefix} {mark}".encode()).hexdigest()[:8]
        address = sha256(f"{request.url.path}?{request.url.query} {request.base_url}".encode()).hexdigest()[:32]
        return f'"{state}-{address}"'

    def _close(self) -> None:
        self._open -= 1


def _mark(connection: Connection) -> str:
    """What tells the state of the data from others."""
    columns = (REVISION.c.number, REVISION.c.digest, REVISION.c.imported_at)
    return str(connection.execute(select(*columns).order_by(REVISION.c.number.desc()).limit(1)).first())


def _chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in larger pieces."""
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) >= CHUNK:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)


async def _sent(first: bytes, chunks: Iterator[bytes], held: ExitStack) -> AsyncIterator[bytes]:
    """The chunks, each made on a thread; all is given back when they end, or when nobody waits for them any more."""
    try:
        chunk = first
        while chunk:
            yield chunk
            chunk = await run_in_threadpool(next, chunks, b"")
    finally:
        held.close()
