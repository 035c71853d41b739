"""Starts who is asked, sees that all say the same, and puts one after the other under load."""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import httpx

from benchmarks.answers import same
from benchmarks.databases import Databases
from benchmarks.floor import floor
from benchmarks.load import Load, Request, ask
from benchmarks.peers import OURS, Peer
from benchmarks.processes import Memory, Running, free_port, running
from benchmarks.questions import Facts, Mode, Question, Variables

COMPARED = 5  # answers of each question that must be equal before anything is timed
DRAWN = 20_000  # sets of variables in one run
FLOOR_DRAWN = 200
TEXTS = 10_000_000  # numbers that new texts of one run have to themselves
PATIENCE = 120.0  # seconds for one answer
WARM_UP = 1  # second of each server and question before it is measured
SLOW = 0.2  # seconds of one answer; a server that takes longer is asked over one connection
DEEP = 100_000  # rows before the pages of Q6
PAGE = 200
SPREAD = 25  # pages from which the pages of Q6 begin
WALK = """
query Walk($after: String, $first: Int!) {
  lots(first: $first, after: $after, orderBy: [{ field: VALUE, direction: DESC }]) { edges { cursor } }
}
"""


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
        self._warm: set[tuple[str, str, bool]] = set()  # peers and questions, and whether with kept answers
        self._took: dict[tuple[str, str], float] = {}  # seconds of one answer

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

    def memory(self) -> dict[str, Memory]:
        """What each server that was started has in memory."""
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

    def compare(self, peers: Sequence[Peer], question: Question, times: int = COMPARED) -> None:
        """See that all peers answer a question alike; raises DifferentAnswersError."""
        random = Random(question.name)
        asked = [(peer, text) for peer in peers if (text := peer.text(question.name)) and not peer.constant]
        for _ in range(times):
            drawn, answers = question.draw(random, self.facts), {}
            for peer, text in asked:
                start = time.perf_counter()
                answers[peer.name] = self.answer(peer, text, peer.write(drawn))
                self._took[peer.name, question.name] = time.perf_counter() - start
            same(question.name, answers)

    def answer(self, peer: Peer, text: str, variables: Variables) -> Any:
        """The data that a peer answers; raises ValueError if there are errors."""
        answer = self._post(peer, text, variables).json()
        if answer.get("errors"):
            raise ValueError(f"{peer.name} cannot answer {text}: {answer['errors']}")
        return answer["data"]

    def _post(self, peer: Peer, text: str, variables: Variables) -> httpx.Response:
        address = f"http://127.0.0.1:{self.server(peer, Mode.VARS).port}{peer.path}"
        return self._client.post(address, json={"query": text.replace("NEW", "0"), "variables": variables})

    def load(self, peer: Peer, question: Question, mode: Mode, connections: int, seconds: int, seed: int) -> Load:
        """Put a peer under load with one question; a very slow one over one connection, and for longer."""
        text, random = peer.text(question.name), Random(seed)
        assert text is not None
        drawn = [question.draw(random, self.facts) for _ in range(1 if mode is Mode.WARM else DRAWN)]
        file = self._folder / "request.txt"
        Request(text, [peer.write(each) for each in drawn]).write(file)
        address = f"http://127.0.0.1:{self.server(peer, mode).port}{peer.path}"
        if peer.constant:
            address += str(len(self._post(OURS[0], text, OURS[0].write(drawn[0])).content))
        took = self._took.get((peer.name, question.name), 0)
        if took > SLOW:
            connections, seconds = 1, max(seconds, math.ceil(took * 2))
        elif (peer.name, question.name, mode is Mode.WARM) not in self._warm:
            self._warm.add((peer.name, question.name, mode is Mode.WARM))
            ask(file, address, mode, connections, WARM_UP, next(self._texts))
        while (found := ask(file, address, mode, connections, seconds, next(self._texts))) is None:
            seconds *= 2
        return found

    def floor(self, peer: Peer, question: Question, seconds: float) -> Load:
        """How fast the statements of one of our servers are without it."""
        text, random = peer.text(question.name), Random(question.name)
        assert text is not None
        drawn = [peer.write(question.draw(random, self.facts)) for _ in range(FLOOR_DRAWN)]
        database_url = peer.command(self._databases, 0, False).settings["DATABASE_URL"]
        return floor(database_url, text.replace("NEW", "0"), drawn, seconds)
