"""GraphQL over HTTP: bytes in, one answer of the engine, bytes out.

It stands before FastAPI's routing, whose machinery costs more than most answers do. What was asked before in the same
words costs two look-ups.
"""

from __future__ import annotations

from functools import partial
from http import HTTPStatus

from starlette.types import Receive, Scope, Send

from api.answers import VARY, Sent, key_of, names
from api.envelope import HEADERS
from api.media import ANYTHING, Media, accepted
from api.question import Question, in_address, in_body, read_body
from api.replies import NOT_KEPT, HttpError, Reply, made, send_reply
from api.service import Service

PATH = "/graphql"
ALLOW = (b"allow", b"GET, HEAD, POST, OPTIONS")


class GraphQL:
    """Answers questions."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._answers = service.answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        media = ANYTHING
        try:
            media = accepted(scope[HEADERS].get(b"accept"))
            reply = await self._reply(scope, receive, media)
        except HttpError as error:
            reply = made(error.status, error.body, media.content_type, (VARY, NOT_KEPT, *error.headers))
        await send_reply(send, reply)

    async def _reply(self, scope: Scope, receive: Receive, media: Media) -> Reply:
        headers = scope[HEADERS]
        if scope["method"] == "GET":
            sent = Sent(media.content_type, True, scope["query_string"])
            tags = headers.get(b"if-none-match")
        elif scope["method"] == "POST":
            sent = Sent(
                media.content_type, False, await read_body(receive, headers, self._service.settings.limits.body)
            )
            tags = None
        else:
            message = f"{scope['method']} is not used here; ask by GET or POST."
            raise HttpError(HTTPStatus.METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", message, (ALLOW,))
        reply = self._answers.known(sent) or await self._read_and_answer(sent, media, tags)
        if tags is not None and reply.tag is not None and names(tags, reply.tag):
            return self._answers.unchanged(reply.tag)
        return reply

    async def _read_and_answer(self, sent: Sent, media: Media, tags: bytes | None) -> Reply:
        question = (in_address if sent.by_get else in_body)(sent.text, self._service.trusted)
        key = key_of(question, media.content_type)
        if key is None:
            return await self._ask(question, sent, media, key)
        if tags is not None and self._answers.revision and names(tags, tag := self._answers.tag(key)):
            return self._answers.unchanged(tag)
        if reply := self._answers.found(key):
            self._answers.remember(sent, key)
            return reply
        return await self._answers.once(key, partial(self._ask, question, sent, media, key))

    async def _ask(self, question: Question, sent: Sent, media: Media, key: bytes | None) -> Reply:
        """Have the engine answer; only what is whole, and of the revision that is served, may be kept."""
        answer = await self._service.engine.answer(*question)
        if answer.lasting and key is not None and await self._service.serves(answer.revision):
            return self._answers.keep(sent, key, answer.body)
        status = HTTPStatus.OK if answer.executed else media.request_error
        return made(status, answer.body, media.content_type, (VARY, NOT_KEPT))
