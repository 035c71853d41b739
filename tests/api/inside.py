"""The application in the test's own process, where the statements that it sends can be counted and held up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from api.app import application
from api.service import Service
from db.seen import Seen
from tengetrail.settings import Settings
from tests.engine.conftest import Recorder


class Held(Recorder):
    """A reader whose answers can be held back after they were read."""

    def __init__(self, reader: Any) -> None:
        super().__init__(reader)
        self.go_on = asyncio.Event()
        self.go_on.set()

    async def read(self, sql: str, parameters: Sequence[object]) -> Seen:
        found = await super().read(sql, parameters)
        await self.go_on.wait()
        return found


@dataclass
class Inside:
    """An application with its client, and what it asks of the database."""

    client: httpx.AsyncClient
    service: Service
    reader: Held

    async def get(self, query: str, tag: str = "", **parameters: str) -> httpx.Response:
        """Ask by address, as one who has the answer with that entity tag."""
        headers = {"if-none-match": tag} if tag else {}
        return await self.client.get("/graphql", params={"query": query, **parameters}, headers=headers)

    async def post(self, query: str, **variables: object) -> httpx.Response:
        return await self.client.post("/graphql", json={"query": query, "variables": variables})


@asynccontextmanager
async def inside(database_url: str, **settings: Any) -> AsyncIterator[Inside]:
    """The application over a database."""
    service = Service(Settings(database_url=database_url, log_level="WARNING", **settings))
    async with service.running():
        reader = Held(service.reader)
        service.engine.reader = reader
        transport = httpx.ASGITransport(application(service))
        async with httpx.AsyncClient(transport=transport, base_url="http://inside") as client:
            yield Inside(client, service, reader)
