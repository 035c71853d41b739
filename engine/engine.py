"""One GraphQL operation in, the bytes of its answer out."""

from __future__ import annotations

import json
from asyncio import to_thread
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from db.errors import DatabaseUnavailableError, StatementTimeoutError
from db.reader import Reader, Snapshot
from engine.arguments import Variables
from engine.dialect import Dialect
from engine.document import Document, Operation, read_document
from engine.errors import RequestError
from engine.leaves import finished
from engine.plan import Plan, Planner, Root
from engine.postgresql import Postgresql
from engine.sqlite import Sqlite
from engine.vocabulary import Vocabulary
from schema.entity import ENTITIES
from schema.public import core
from tengetrail.settings import Limits

DIALECTS: dict[str, Dialect] = {"sqlite": Sqlite(), "postgresql": Postgresql()}
CACHED = 1_000  # documents, and plans
LONG = 20_000  # bytes of an answer that would keep others waiting while its leaves are worked out
FAN_OUTS = {
    "sqlite": "SELECT json_group_object(name, most) FROM fan_out",
    "postgresql": "SELECT json_object_agg(name, most)::text FROM fan_out",
}


class Report(Protocol):
    """Takes note of an unexpected error and gives it an id that a client may quote."""

    def __call__(self, error: Exception) -> str: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole response.

    `executed` is False if the request itself was wrong, so that there is no data. `lasting` is False if the same
    question may have another answer although the data stay as they are: something failed on the way.
    """

    body: bytes
    executed: bool
    lasting: bool = False
    revision: int | None = None  # that of the data which it was made of, 0 before the first; None without data


@dataclass(frozen=True, slots=True)
class Question:
    """What a plan is kept under; the values are those of the first request of this shape."""

    document: str
    operation_name: str | None
    shape: tuple[Any, ...]
    operation: Operation = field(compare=False)
    variables: Mapping[str, Any] = field(compare=False)


class Engine:
    """Answers operations from a database that it only reads."""

    def __init__(self, reader: Reader, limits: Limits, report: Report) -> None:
        self.reader = reader
        self.limits = limits
        self.report = report
        self.schema = core()
        self.vocabulary = Vocabulary(self.schema, ENTITIES)
        self.document: Callable[[str], Document] = lru_cache(CACHED)(self._read_document)
        self._renew({})

    def _read_document(self, text: str) -> Document:
        return read_document(self.vocabulary, text, self.limits)

    def _renew(self, fan_outs: Mapping[str, int]) -> None:
        self.planner = planner = Planner(self.schema, DIALECTS[self.reader.dialect], self.limits, fan_outs)

        def plan(question: Question) -> Plan:
            return planner.plan(question.operation, question.variables)

        self.plan: Callable[[Question], Plan] = lru_cache(CACHED)(plan)

    async def refresh(self) -> None:
        """Read anew what an import changes: how long the lists are, which prices the questions."""
        found = await self.reader.fetch(FAN_OUTS[self.reader.dialect], ())
        self._renew(json.loads(found or b"{}"))

    async def answer(
        self,
        document: str,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        tell_cost: bool = False,
    ) -> Answer:
        """The response to one operation; a mistake of the client is explained in it, and never raised."""
        try:
            operation = self.document(document).operation(operation_name)
            values = operation.coerced(self.schema, variables or {})
            plan = self.plan(Question(document, operation_name, operation.shape(values), operation, values))
            parameters = [root.parameters(values) for root in plan.roots]
        except RequestError as error:
            return Answer(json.dumps({"errors": error.formatted()}, ensure_ascii=False).encode(), executed=False)
        more = self._cost(plan) if tell_cost else b""
        return await self._run(plan, parameters, values, more)

    async def _run(self, plan: Plan, parameters: list[Any], variables: Variables, more: bytes) -> Answer:
        """Ask the database; several statements of one answer see one state of the data."""
        if plan.statements < 2:
            return await self._ask(self.reader, plan, parameters, variables, more)
        async with self.reader.snapshot() as snapshot:
            return await self._ask(snapshot, plan, parameters, variables, more)

    async def _ask(
        self, snapshot: Snapshot, plan: Plan, parameters: list[Any], variables: Variables, more: bytes
    ) -> Answer:
        errors: list[dict[str, Any]] = []
        parts: list[bytes] = []
        revision, lasting = None, True
        for root, values in zip(plan.roots, parameters, strict=True):
            text = root.constant
            if root.sql is not None:
                try:
                    found, revision = await snapshot.read(root.sql, values)
                    text = found or b"null"
                    if root.statement is not None and root.statement.leaves:
                        text, failed = await finish(text, root, variables)
                        errors += failed
                except DatabaseUnavailableError:
                    raise  # nothing of the answer can be had
                except Exception as error:  # noqa: BLE001  # one field that fails leaves the others standing
                    text, lasting = b"null", False
                    errors.append(self._failure(root, error))
            parts += (root.opening, text)
        failures = f'"errors":{json.dumps(errors, ensure_ascii=False)},'.encode() if errors else b""
        return Answer(b"".join([b"{", failures, b'"data":{', *parts, b"}", more, b"}"]), True, lasting, revision)

    def _cost(self, plan: Plan) -> bytes:
        """What an operation costs of what it may, in rows, as the last member of its answer."""
        cost = {"requested": plan.cost, "limit": self.limits.nodes}
        return b',"extensions":' + json.dumps({"cost": cost}).encode()

    def _failure(self, root: Root, error: Exception) -> dict[str, Any]:
        if isinstance(error, StatementTimeoutError):
            message, code = str(error), "STATEMENT_TIMEOUT"
            return {"message": message, "path": [root.key], "extensions": {"code": code}}
        return {
            "message": "Unexpected error.",
            "path": [root.key],
            "extensions": {"code": "UNEXPECTED", "id": self.report(error)},
        }


async def finish(text: bytes, root: Root, variables: Variables) -> tuple[bytes, list[dict[str, Any]]]:
    """The answer of a root field with its leaves worked out, and their errors."""
    assert root.statement is not None
    if len(text) < LONG:
        return finished(text, root.statement, variables, root.key)
    return await to_thread(finished, text, root.statement, variables, root.key)
