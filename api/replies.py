"""How every answer looks on the wire, those to wrong requests included."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import NamedTuple

import orjson
from starlette.types import Send

REQUEST_ERROR = HTTPStatus.BAD_REQUEST  # one place: newer drafts of GraphQL over HTTP ask for 422
JSON = b"application/json; charset=utf-8"

Header = tuple[bytes, bytes]

NOT_KEPT: Header = (b"cache-control", b"no-store")


class Reply(NamedTuple):
    """A whole response; `tag` names its very bytes, if it may be kept."""

    status: int
    headers: list[Header]
    body: bytes
    tag: bytes | None = None


class HttpError(Exception):
    """A request that gets no answer, in words that say how to mend it."""

    def __init__(self, status: HTTPStatus, code: str, message: str, headers: Iterable[Header] = ()) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.headers = tuple(headers)

    @property
    def body(self) -> bytes:
        """The whole response."""
        return error_body(str(self), self.code)


def error_body(message: str, code: str, **more: str) -> bytes:
    """A response of one error, in the form that GraphQL gives them."""
    return orjson.dumps({"errors": [{"message": message, "extensions": {"code": code, **more}}]})


def made(
    status: int,
    body: bytes,
    content_type: bytes = JSON,
    headers: Iterable[Header] = (),
    tag: bytes | None = None,
) -> Reply:
    """A response with what it has to say of its body."""
    length = (b"content-length", str(len(body)).encode())
    return Reply(status, [(b"content-type", content_type), length, *headers], body, tag)


async def send_reply(send: Send, reply: Reply) -> None:
    """Send a whole response."""
    await send({"type": "http.response.start", "status": reply.status, "headers": reply.headers})
    await send({"type": "http.response.body", "body": reply.body})
