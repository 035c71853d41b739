"""GraphQL over HTTP: bytes in, one answer of the engine, bytes out.

It stands before FastAPI's routing, whose machinery costs more than most answers do.
"""

from __future__ import annotations

from http import HTTPStatus

from starlette.types import ASGIApp, Receive, Scope, Send

from api.media import ANYTHING, accepted, header
from api.question import read_question
from api.replies import HttpError, reply
from api.service import Service

PATH = "/graphql"
ALLOW = (b"allow", b"GET, HEAD, POST, OPTIONS")
VARY = (b"vary", b"Accept")


class GraphQL:
    """Answers requests for /graphql, and hands on all others."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != PATH:
            await self._app(scope, receive, send)
            return
        media = ANYTHING
        try:
            media = accepted(header(scope, b"accept"))
            _check_method(scope["method"])
            question = await read_question(scope, receive, self._service.settings.limits.body)
        except HttpError as error:
            await reply(send, error.status, error.body, media.content_type, (VARY, *error.headers))
            return
        answer = await self._service.engine.answer(*question)
        status = HTTPStatus.OK if answer.executed else media.request_error
        await reply(send, status, answer.body, media.content_type, (VARY,))


def _check_method(method: str) -> None:
    if method not in {"GET", "POST"}:
        message = f"{method} is not used here; ask by GET or POST."
        raise HttpError(HTTPStatus.METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", message, (ALLOW,))
