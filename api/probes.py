"""For those who run the server: does it live, may it be asked, what does it hold."""

from __future__ import annotations

from http import HTTPStatus
from operator import itemgetter
from typing import Any

from fastapi import APIRouter, Request

from api.replies import HttpError
from api.service import Service
from db.state import missing, read_summary
from tengetrail import __version__

probes = APIRouter(tags=["Running the server"])


@probes.get("/livez", summary="Does the process answer?")
async def live() -> dict[str, str]:
    """Says so without touching anything else."""
    return {"status": "alive"}


@probes.get("/readyz", summary="Can questions be answered?")
async def ready(request: Request) -> dict[str, str]:
    """503 with the reason unless the database answers, has all tables and holds data."""
    if reason := await missing(_service(request).reader):
        raise HttpError(HTTPStatus.SERVICE_UNAVAILABLE, "NOT_READY", reason)
    return {"status": "ready"}


@probes.get("/status", summary="What is served here?")
async def status(request: Request) -> dict[str, Any]:
    """The version, the data with their revision, how many records there are, and the limits of a question."""
    service = _service(request)
    summary = {"datasets": [], "counts": {}} if await missing(service.reader) else await read_summary(service.reader)
    newest: dict[str, Any] = max(summary["datasets"], key=itemgetter("revision"), default={})
    return {
        "version": __version__,
        "revision": {"number": newest.get("revision"), "importedAt": newest.get("importedAt")},
        **summary,
        "limits": service.settings.limits.model_dump(),
    }


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service
