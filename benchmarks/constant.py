"""An ASGI application that sends as many bytes as its path says: what uvicorn could do at most."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


@lru_cache
def made(path: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two events of the response to `/1000`: a thousand bytes, whatever the question."""
    size = int(path.strip("/") or 0)
    headers = [(b"content-type", b"application/json"), (b"content-length", str(size).encode())]
    return {"type": "http.response.start", "status": 200, "headers": headers}, {
        "type": "http.response.body",
        "body": b"x" * size,
    }


async def app(scope: Any, _receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        start, body = made(scope["path"])
        await send(start)
        await send(body)
