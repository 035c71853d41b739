"""One line an event: JSON where a machine reads it, colours on a terminal."""

from __future__ import annotations

import asyncio
import atexit
import logging
import sys
from datetime import UTC, datetime
from typing import Any

import orjson
import structlog
from structlog.types import EventDict, Processor

from api.envelope import REQUEST_ID, LogRequest

AS_LINE = orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE
SOON = 0.05  # seconds for which lines of requests may wait for more of them


class RequestLines:
    """The lines of requests for a machine to read, written together: a call of the system costs as much as a line."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []

    def __call__(self, identity: str, method: str, path: str, status: int, milliseconds: float) -> None:
        line = {
            "method": method,
            "path": path,
            "status": status,
            "milliseconds": milliseconds,
            "event": "request",
            "level": "info",
            "timestamp": datetime.now(UTC),
            "request_id": identity,
        }
        if not self._lines:
            asyncio.get_running_loop().call_later(SOON, self.write)
        self._lines.append(orjson.dumps(line, option=AS_LINE))

    def write(self) -> None:
        """Write what waits."""
        sys.stderr.buffer.write(b"".join(self._lines))
        sys.stderr.buffer.flush()
        self._lines.clear()


def log_of_requests(level: str) -> LogRequest:
    """What takes down a request: words on a terminal, nothing at all where only what is worse is wanted."""
    if logging.getLevelNamesMapping()[level.upper()] > logging.INFO:
        return lambda *_: None
    if sys.stderr.isatty():
        return log_in_words
    lines = RequestLines()
    atexit.register(lines.write)
    return lines


def log_in_words(_identity: str, method: str, path: str, status: int, milliseconds: float) -> None:
    """A line for people."""
    structlog.get_logger().info("request", method=method, path=path, status=status, milliseconds=milliseconds)


def configure_logs(level: str) -> None:
    """Send our events and those of the libraries to standard error, from `level` on."""
    shared: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_request_id,
    ]
    ours, theirs = _renderers(terminal=sys.stderr.isatty())
    structlog.configure(
        processors=[*shared, *ours],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *theirs],
    )
    _take_over(formatter, level)


def _renderers(*, terminal: bool) -> tuple[list[Processor], list[Processor]]:
    """The last steps of our events, which end as bytes, and of those of the libraries, which end as text."""
    if terminal:
        console = structlog.dev.ConsoleRenderer()
        return [console, _encode], [console]
    trace = structlog.processors.format_exc_info
    json = structlog.processors.JSONRenderer(serializer=orjson.dumps, default=str)
    return [trace, json], [trace, json, _decode]


def _take_over(formatter: logging.Formatter, level: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = name != "uvicorn.access"  # each request has its line from us


def _add_request_id(_logger: Any, _method: str, event: EventDict) -> EventDict:
    if identity := REQUEST_ID.get():
        event["request_id"] = identity
    return event


def _encode(_logger: Any, _method: str, line: Any) -> bytes:
    return str(line).encode()


def _decode(_logger: Any, _method: str, line: Any) -> str:
    return bytes(line).decode()
