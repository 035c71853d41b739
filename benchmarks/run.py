"""Starts who is asked, sees that all say the same, and measures them in turns."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import httpx

from benchmarks.answers import same
from benchmarks.databases import Databases
from benchmarks.load import Load, Request, ask
from benchmarks.peers import Peer
from benchmarks.processes import Running, free_port, running
from benchmarks.questions import Facts, Mode, Question

COMPARED = 5  # answers of each question that must be equal before anything is timed
DRAWN = 20_000  # sets of variables in one run
DEEP = 100_000  # rows before the pages of Q6
PAGE = 200
SPREAD = 25  # pages from which the pages of Q6 begin
WALK = """
query Walk($after: String, $first: Int!) {
  lots(first: $first, after: $after, orderBy: [{ field: VALUE, direction: DESC }]) { edges { cursor } }
}
"""
TEXTS = 10_000_000  # numbers that new texts of one run have to themselves
PATIENCE = 60.0  # seconds for one answer


class Bench:
    """Everything that runs for a measurement; a context, at whose end all servers stop."""

    def __init__(self, databases: Databases, facts: Facts) -> None:
        self.facts = facts
        self._databases = databases
        self._running: dict[str, Running] = {}
        self._stack = ExitStack()
        self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        self._client = self._stack.enter_context(httpx.Client(timeout=PATIENCE, trust_env=False))
        self._texts = count(TEXTS, TEXTS)

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def server(self, peer: Peer, mode: Mode) -> Running:
        """The server of a peer, started when it is first asked."""
        keep = peer.keeps and mode is Mode.WARM
        name = f"{peer.name}, keeping answers" if keep else peer.name
        if name not in self._running:
            port = free_port()
            words, settings = peer.command(self._databases, port, keep)
            log = self._folder / f"{name}.log"
            self._running[name] = self._stack.enter_context(running(words, port, log, settings))
        return self._running[name]

    def memory(self) -> dict[str, int]:
        """Bytes of each server that was started."""
        return {name: server.memory() for name, server in self._running.items()}

    def find_cursors(self, peer: Peer) -> None:
        """Walk through the lots by value, and keep where pages begin that are as deep as can be."""
        pages: list[list[str]] = []
        after, most = None, DEEP // PAGE + SPREAD
        while len(pages) < most and (
            edges := self.answer(peer, WALK, {"after": after, "first": PAGE})["lots"]["edges"]
        ):
            pages.append([edge["cursor"] for edge in edges])
            after = pages[-1][-1]
        self.facts.cursors[:] = [cursor for page in pages[:-1][-SPREAD:] for cursor in page]

    def compare(self, peers: Sequence[Peer], question: Question) -> None:
        """See that all peers answer a question alike; raises DifferentAnswersError."""
        random = Random(question.name)
        for _ in range(COMPARED):
            drawn = question.draw(random, self.facts)
            asked = [(peer, text) for peer in peers if (text := peer.text(question.name))]
            same(question.name, {peer.name: self.answer(peer, text, peer.write(drawn)) for peer, text in asked})

    def answer(self, peer: Peer, text: str, variables: Mapping[str, Any]) -> Any:
        """The data that a peer answers; raises ValueError if there are errors."""
        server = self.server(peer, Mode.VARS)
        body = {"query": text.replace("NEW", "0"), "variables": variables}
        answer = self._client.post(f"http://127.0.0.1:{server.port}{peer.path}", json=body).json()
        if answer.get("errors"):
            raise ValueError(f"{peer.name} cannot answer {text}: {answer['errors']}")
        return answer["data"]

    def load(self, peer: Peer, question: Question, mode: Mode, connections: int, seconds: int, seed: int) -> Load:
        """Put a peer under load with one question."""
        text = peer.text(question.name)
        assert text is not None
        random = Random(seed)
        variables = [peer.write(question.draw(random, self.facts)) for _ in range(1 if mode is Mode.WARM else DRAWN)]
        request = Request(peer.path, text, variables)
        server = self.server(peer, mode)
        return ask(server.port, request, mode, connections, seconds, next(self._texts), self._folder)
