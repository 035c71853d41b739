"""What the server holds open: the database for reading, and the engine over it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog

from api.answers import Answers
from api.envelope import report
from api.trusted import trusted_documents
from db.reader import Reader, open_reader
from db.state import newest_revision
from engine.engine import Engine
from tengetrail import __version__
from tengetrail.settings import Settings

LOG = structlog.get_logger()
LOOK_SECONDS = 1.0


class Service:
    """The parts that live as long as the server runs."""

    reader: Reader
    engine: Engine

    def __init__(self, settings: Settings) -> None:
        """Raises TrustedDocumentsError if the trusted documents are not right."""
        self.settings = settings
        self.trusted = trusted_documents(settings)
        self.answers = Answers(settings.cache, f"{__version__} {settings.limits.model_dump_json()}")
        self._looking = asyncio.Lock()
        self._trouble = ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Open everything, follow the data, and close everything again.

        Raises DatabaseUnavailableError if the database cannot be opened.
        """
        self.reader = await open_reader(self.settings.reading_url, self.settings.limits)
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

    async def serves(self, revision: int | None) -> bool:
        """Whether an answer of this revision is one of the newest data; one of newer data makes us look at once."""
        if revision is not None and revision > self.answers.revision:
            await self.look()
        return self.answers.revision > 0 and revision in {None, self.answers.revision}

    async def look(self) -> None:
        """Let engine and answers know if the data are not those that they know; trouble is logged when it changes."""
        async with self._looking:
            try:
                newest = await newest_revision(self.reader)
                if newest.number != self.answers.revision:
                    await self.engine.refresh()
                    self.answers.renew(newest)
                    LOG.info("data revision", number=newest.number)
                self._trouble = ""
            except Exception as error:  # noqa: BLE001  # the next look may find the database well again
                if str(error) != self._trouble:
                    report(error)
                self._trouble = str(error)

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self.look()
