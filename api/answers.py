"""Answers that were given before: kept while the data stay as they are, and named so that others can keep them too."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import NamedTuple

import orjson
from cachetools import LRUCache

from api.question import Question
from api.replies import Header, Reply, made
from db.state import Newest
from tengetrail.settings import Caching

VARY: Header = (b"vary", b"Accept")
BESIDE = 1_000  # bytes that Python takes for an answer or a question beside its text
SHARE = 4  # of the memory: the part that is for questions, and the part that one answer may fill


class Sent(NamedTuple):
    """A request to the letter: what is sent in the same way again need not be read again."""

    content_type: bytes
    by_get: bool
    text: bytes


class Answers:
    """The answers of one revision; a new one forgets them all."""

    def __init__(self, caching: Caching, salt: str) -> None:
        """Answers stay the same only while what `salt` says does: the program's version, and its limits."""
        self.revision = 0
        self._salt = salt.encode()
        self._tag = ""
        self._caching: Header = (b"cache-control", f"public, max-age={caching.max_age}".encode())
        questions = caching.bytes // SHARE
        self._keys: LRUCache[Sent, bytes] = LRUCache(questions, lambda _: BESIDE)
        self._replies: LRUCache[bytes, Reply] = LRUCache(caching.bytes - questions, weight)
        self._asked: dict[bytes, asyncio.Future[Reply | None] | None] = {}

    def renew(self, newest: Newest) -> None:
        """Forget all answers: the data are those of another revision."""
        self.revision = newest.number
        self._tag = hashlib.sha256(self._salt + newest.mark).hexdigest()[:8]
        self._replies.clear()

    def known(self, sent: Sent) -> Reply | None:
        """The answer to what was sent in the same way before."""
        key = self._keys.get(sent)
        return None if key is None else self._replies.get(key)

    def found(self, key: bytes) -> Reply | None:
        """The answer to the same question."""
        return self._replies.get(key)

    def tag(self, key: bytes) -> bytes:
        """The entity tag that the answer to a question has in this revision, even if nobody has asked it yet."""
        return f'"{self._tag}-{key.hex()[:32]}"'.encode()

    def unchanged(self, tag: bytes) -> Reply:
        """The response to whoever has the answer with this tag."""
        return Reply(HTTPStatus.NOT_MODIFIED, [(b"etag", tag), self._caching, VARY], b"")

    def keep(self, sent: Sent, key: bytes, body: bytes) -> Reply:
        """A whole answer, kept if it leaves room for others."""
        tag = self.tag(key)
        reply = made(HTTPStatus.OK, body, sent.content_type, ((b"etag", tag), self._caching, VARY), tag)
        if weight(reply) <= self._replies.maxsize // SHARE:
            self._replies[key] = reply
            self.remember(sent, key)
        return reply

    def remember(self, sent: Sent, key: bytes) -> None:
        """Know the question again when it is sent in the same way."""
        if len(sent.text) < BESIDE and self._keys.maxsize > BESIDE:
            self._keys[sent] = key

    def used(self) -> int:
        """Bytes of memory that answers and questions take."""
        return int(self._keys.currsize + self._replies.currsize)

    async def once(self, key: bytes, ask: Callable[[], Awaitable[Reply]]) -> Reply:
        """Ask; whoever has the same question meanwhile waits for the same answer, and asks if there comes none."""
        while key in self._asked:
            waiting = self._asked[key] or asyncio.get_running_loop().create_future()
            self._asked[key] = waiting
            shared: Reply | None = await asyncio.shield(waiting)
            if shared is not None:
                return shared
        self._asked[key] = None
        reply: Reply | None = None
        try:
            reply = await ask()
            return reply
        finally:
            others = self._asked.pop(key)
            if others is not None:
                others.set_result(reply)


def weight(reply: Reply) -> int:
    """Bytes that an answer takes in memory."""
    return len(reply.body) + BESIDE


def key_of(question: Question, content_type: bytes) -> bytes | None:
    """What a question and the form of its answer are known by, whatever the order of its variables.

    None for variables so deep in each other that they cannot be written down.
    """
    try:
        asked = orjson.dumps(tuple(question), option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError:
        return None
    return hashlib.sha256(content_type + asked).digest()


def names(tags: bytes, tag: bytes) -> bool:
    """Whether an If-None-Match header names this tag."""
    if tags == tag:
        return True
    return tag in {each.strip().removeprefix(b"W/") for each in tags.split(b",")}
