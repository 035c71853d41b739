"""What every request gets: an id, a deadline, the standing headers, one line in the log; and no raw error gets out."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from http import HTTPStatus
from itertools import count
from time import perf_counter

import structlog
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.deadline import within
from api.replies import NOT_KEPT, HttpError, Reply, error_body, made, send_reply
from db.errors import DatabaseUnavailableError

LOG = structlog.get_logger()
HEADERS = "tengetrail.headers"  # in a request's scope: its headers by their names in small letters
HEAD = "tengetrail.head"  # in a request's scope if it wants no body, although its method reads GET
GIVEN_ID = re.compile(rb"[A-Za-z0-9_-]{8,64}")
LOGGED_PATH = 200  # characters
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")

# Public data, no cookies, no writing: any page may read the answers.
STANDING = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"Content-Disposition, ETag, Retry-After, X-Request-Id"),
    (b"x-content-type-options", b"nosniff"),
)
PREFLIGHT = (
    (b"allow", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Content-Type, If-None-Match, X-Request-Id"),
    (b"access-control-max-age", b"86400"),
)

NO_OTHERS: Mapping[tuple[str, ...], float] = {}
LogRequest = Callable[[str, str, str, int, float], None]  # id, method, path, status, milliseconds


class Stamp:
    """Sends what a request is answered, with what every answer carries."""

    __slots__ = ("_identity", "_send", "status")

    def __init__(self, send: Send, identity: str) -> None:
        self._send = send
        self._identity = identity.encode()
        self.status = 0  # none yet

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message["headers"], *STANDING, (b"x-request-id", self._identity)]
        await self._send(message)


class Envelope:
    """The outermost layer of the application."""

    def __init__(
        self, app: ASGIApp, seconds: float, log_request: LogRequest, longer: Mapping[tuple[str, ...], float] = NO_OTHERS
    ) -> None:
        """A request takes `seconds` at most; `longer` are those for addresses that begin in certain ways."""
        self._app = app
        self._seconds = seconds
        self._longer = longer
        self._log_request = log_request
        self._beginning = secrets.token_hex(4)
        self._numbers = count()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        headers = scope[HEADERS] = dict(scope["headers"])
        identity = self._identity(headers.get(b"x-request-id"))
        REQUEST_ID.set(identity)
        stamped = Stamp(send, identity)
        try:
            await within(self._seconds_of(scope["path"]), self._pass_on(scope, receive, stamped))
        except ClientDisconnect:
            pass  # nobody is there to be told
        except Exception as error:
            if stamped.status:
                report(error)
                raise
            await send_reply(stamped, self._explained(error))
        finally:
            milliseconds = round((perf_counter() - started) * 1_000, 2)
            path = scope["raw_path"][:LOGGED_PATH].decode("ascii", "replace")
            self._log_request(identity, scope["method"], path, stamped.status, milliseconds)

    def _seconds_of(self, path: str) -> float:
        return next((seconds for begun, seconds in self._longer.items() if path.startswith(begun)), self._seconds)

    def _identity(self, given: bytes | None) -> str:
        """The id that the client gave, or one that nobody else gets; numbers are had sooner than chances."""
        if given is not None and GIVEN_ID.fullmatch(given):
            return given.decode()
        return f"{self._beginning}{next(self._numbers):08x}"

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        if method == "OPTIONS":
            await send_reply(send, Reply(HTTPStatus.NO_CONTENT, list(PREFLIGHT), b""))
            return
        if method == "HEAD":  # the server leaves the body out
            scope = {**scope, "method": "GET", HEAD: True}
        await self._app(scope, receive, send)

    def _explained(self, error: Exception) -> Reply:
        match error:
            case HttpError():
                return made(error.status, error.body, headers=(NOT_KEPT, *error.headers))
            case TimeoutError():
                message = f"The request was not done within {self._seconds:g} s (limits.request_seconds). Ask for less."
                return made(HTTPStatus.GATEWAY_TIMEOUT, error_body(message, "REQUEST_TIMEOUT"), headers=(NOT_KEPT,))
            case DatabaseUnavailableError():
                report(error)
                body = error_body("The database does not answer. Try again in a moment.", error.code)
                again = (NOT_KEPT, (b"retry-after", b"1"))
                return made(HTTPStatus.SERVICE_UNAVAILABLE, body, headers=again)
            case _:
                body = error_body("Unexpected error.", "UNEXPECTED", id=report(error))
                return made(HTTPStatus.INTERNAL_SERVER_ERROR, body, headers=(NOT_KEPT,))


def report(error: Exception) -> str:
    """Log an unexpected error with its trace; returns the id under which the client may ask about it."""
    LOG.error("unexpected error", exc_info=error)
    return REQUEST_ID.get()
