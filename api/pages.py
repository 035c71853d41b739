"""The pages that people see, as they were built from web/ into api/static/."""

from __future__ import annotations

import gzip
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import Response
from starlette.exceptions import HTTPException

STATIC = Path(__file__).with_name("static")
KINDS = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".md": "text/plain",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
}

# Nothing but what this server sends, and no script inside of a page. Styles are the exception: the editor places each
# line of text by a style attribute in its markup, and writes its colours and measures into <style> elements.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "connect-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "style-src 'self' 'unsafe-inline'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
GUARDS = {"content-security-policy": POLICY, "referrer-policy": "no-referrer", "vary": "Accept-Encoding"}
FRESH = {"cache-control": "no-cache"}
LASTING = {"cache-control": "public, max-age=31536000, immutable"}  # the name of an asset holds a hash of its text

pages = APIRouter(include_in_schema=False)
AcceptEncoding = Annotated[str, Header()]


@pages.get("/")
def home(accept_encoding: AcceptEncoding = "") -> Response:
    """What is here."""
    return _send("index.html", accept_encoding, FRESH)


@pages.get("/playground")
def playground(accept_encoding: AcceptEncoding = "") -> Response:
    """Where a person asks."""
    return _send("playground.html", accept_encoding, FRESH)


@pages.get("/licences")
def licences(accept_encoding: AcceptEncoding = "") -> Response:
    """The licences of what the playground is built from."""
    return _send("licences.md", accept_encoding, FRESH)


@pages.get("/assets/{name}")
def asset(name: str, accept_encoding: AcceptEncoding = "") -> Response:
    """A part of a page."""
    return _send(f"assets/{name}", accept_encoding, LASTING)


def _send(name: str, accept_encoding: str, caching: dict[str, str]) -> Response:
    if name not in _names():
        raise HTTPException(HTTPStatus.NOT_FOUND)
    headers = GUARDS | caching
    kind = KINDS[Path(name).suffix]
    if "gzip" in accept_encoding:
        return Response(_compressed(name), media_type=kind, headers=headers | {"content-encoding": "gzip"})
    return Response((STATIC / name).read_bytes(), media_type=kind, headers=headers)


@cache
def _names() -> frozenset[str]:
    return frozenset(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file())


@cache
def _compressed(name: str) -> bytes:
    return gzip.compress((STATIC / name).read_bytes(), mtime=0)
