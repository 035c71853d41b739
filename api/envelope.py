"""What every request gets: an id, a deadline, the standing headers, one line in the log; and no raw error gets out."""

from __future__ import annotations

import asyncio
import re
import secrets
from contextvars import ContextVar
from http import HTTPStatus
from time import perf_counter

import structlog
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.media import header
from api.replies import HttpError, error_body, reply
from db.errors import DatabaseUnavailableError

LOG = structlog.get_logger()
GIVEN_ID = re.compile(rb"[A-Za-z0-9_-]{8,64}")
LOGGED_PATH = 200  # characters
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")

# Public data, no cookies, no writing: any page may read the answers.
STANDING = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"X-Request-Id"),
    (b"x-content-type-options", b"nosniff"),
)
PREFLIGHT = (
    (b"allow", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Content-Type, X-Request-Id"),
    (b"access-control-max-age", b"86400"),
)


class Envelope:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        identity = _identity(scope)
        REQUEST_ID.set(identity)
        status = 0

        async def stamped(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *STANDING, (b"x-request-id", identity.encode())]
            await send(message)

        try:
            await self._pass_on(scope, receive, stamped)
        except ClientDisconnect:
            pass  # nobody is there to be told
        except Exception as error:
            if status:
                report(error)
                raise
            await self._explain(error, stamped)
        finally:
            milliseconds = round((perf_counter() - started) * 1_000, 2)
            path = scope["raw_path"][:LOGGED_PATH].decode("ascii", "replace")
            LOG.info("request", method=scope["method"], path=path, status=status, milliseconds=milliseconds)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        if method == "OPTIONS":
            await send({"type": "http.response.start", "status": HTTPStatus.NO_CONTENT, "headers": PREFLIGHT})
            await send({"type": "http.response.body"})
            return
        if method == "HEAD":  # the server leaves the body out
            scope = {**scope, "method": "GET"}
        async with asyncio.timeout(self._seconds):
            await self._app(scope, receive, send)

    async def _explain(self, error: Exception, send: Send) -> None:
        match error:
            case HttpError():
                await reply(send, error.status, error.body, headers=error.headers)
            case TimeoutError():
                message = f"The request was not done within {self._seconds:g} s (limits.request_seconds). Ask for less."
                await reply(send, HTTPStatus.GATEWAY_TIMEOUT, error_body(message, "REQUEST_TIMEOUT"))
            case DatabaseUnavailableError():
                report(error)
                body = error_body("The database does not answer. Try again in a moment.", error.code)
                await reply(send, HTTPStatus.SERVICE_UNAVAILABLE, body, headers=((b"retry-after", b"1"),))
            case _:
                body = error_body("Unexpected error.", "UNEXPECTED", id=report(error))
                await reply(send, HTTPStatus.INTERNAL_SERVER_ERROR, body)


def report(error: Exception) -> str:
    """Log an unexpected error with its trace; returns the id under which the client may ask about it."""
    LOG.error("unexpected error", exc_info=error)
    return REQUEST_ID.get()


def _identity(scope: Scope) -> str:
    given = header(scope, b"x-request-id")
    return given.decode() if given and GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
