"""What the server holds open: the database for reading, and the engine over it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog

from api.envelope import report
from db.reader import Reader, open_reader
from db.state import revision_number
from engine.engine import Engine
from tengetrail.settings import Settings

LOG = structlog.get_logger()
LOOK_SECONDS = 1.0


class Service:
    """The parts that live as long as the server runs."""

    reader: Reader
    engine: Engine

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.revision: int | None = None
        self._trouble = ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Open everything, follow the data, and close everything again.

        Raises DatabaseUnavailableError if the database cannot be opened.
        """
        self.reader = await open_reader(self.settings.database_url, self.settings.limits)
        try:
            self.engine = Engine(self.reader, self.settings.limits, report)
            await self.look()
            follower = asyncio.create_task(self._follow())
            yield
            follower.cancel()
            with suppress(asyncio.CancelledError):
                await follower
        finally:
            await self.reader.close()

    async def look(self) -> None:
        """Let the engine know if the data are not those that it knows; trouble is logged when it changes."""
        try:
            revision = await revision_number(self.reader)
            if revision is not None and revision != self.revision:
                await self.engine.refresh()
                self.revision = revision
                LOG.info("data revision", number=revision)
            self._trouble = ""
        except Exception as error:  # noqa: BLE001  # the next look may find the database well again
            if str(error) != self._trouble:
                report(error)
            self._trouble = str(error)

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self.look()
