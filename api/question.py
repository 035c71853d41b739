"""The question in a request: read from a body or an address, and checked before the engine sees it."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import orjson
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope

from api.media import check_sent, header
from api.replies import REQUEST_ERROR, HttpError

ADDRESS_BYTES = 8_192  # many proxies do not pass on more
MISSING = (
    'Nothing is asked: send {"query": "{ programmes { nodes { title } } }"} as JSON, or ?query=... in the address.'
)


class Question(NamedTuple):
    """A GraphQL document with what belongs to it."""

    document: str
    variables: Mapping[str, object] | None
    operation_name: str | None


async def read_question(scope: Scope, receive: Receive, most: int) -> Question:
    """Read what a GET or POST asks; `most` is bytes. Raises HttpError."""
    if scope["method"] == "GET":
        return _question(_read_address(scope["query_string"]))
    check_sent(header(scope, b"content-type"), header(scope, b"content-encoding"))
    return _question(_parsed(await _read_body(scope, receive, most), "The body"))


async def _read_body(scope: Scope, receive: Receive, most: int) -> bytes:
    declared = header(scope, b"content-length")
    announced, size = int(declared) if declared else 0, 0
    chunks: list[bytes] = []
    more = announced <= most
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        more = message.get("more_body", False) and size <= most
    if (size := max(size, announced)) > most:
        problem = f"The body has {size} bytes or more; {most} are read (limits.body). Ask for less at once."
        raise HttpError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "BODY_TOO_LARGE", problem)
    return b"".join(chunks)


def _read_address(query: bytes) -> dict[str, Any]:
    if len(query) > ADDRESS_BYTES:
        message = f"The address has {len(query)} bytes after its question mark; {ADDRESS_BYTES} are read. Use POST."
        raise HttpError(HTTPStatus.REQUEST_URI_TOO_LONG, "ADDRESS_TOO_LONG", message)
    try:
        pairs = parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:
        raise _wrong("BAD_ADDRESS", f"The address cannot be read ({error}); percent-encode UTF-8 in it.") from error
    parameters: dict[str, Any] = {}
    for name, value in pairs:
        if name in parameters:
            raise _wrong("BAD_ADDRESS", f"{name!r} stands twice in the address; give it once.")
        parameters[name] = value
    for name in ("variables", "extensions"):
        parameters[name] = _parsed(parameters[name].encode(), name) if parameters.get(name) else None
    return parameters


def _parsed(text: bytes, what: str) -> Any:
    if not text:
        raise _wrong("QUERY_MISSING", f"{what} is empty. {MISSING}")
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise _wrong("BAD_JSON", f"{what} is not JSON in UTF-8: {error}.") from error


def _question(parameters: object) -> Question:
    if isinstance(parameters, list):
        raise _wrong(
            "BATCH_NOT_SUPPORTED", "A list of questions is not answered; send one at a time, or several fields in one."
        )
    if not isinstance(parameters, dict):
        raise _wrong("BAD_REQUEST", f"The body is {_kind(parameters)}, not an object. {MISSING}")
    document = parameters.get("query")
    if document is None or document == "":
        raise _wrong("QUERY_MISSING", MISSING)
    _check("query", document, str, "a string: the text of the question")
    _check("variables", parameters.get("variables"), dict, "an object of names and values, or null")
    _check("operationName", parameters.get("operationName"), str, "a string: the name of one operation, or null")
    _check("extensions", parameters.get("extensions"), dict, "an object, or null")
    return Question(document, parameters.get("variables"), parameters.get("operationName") or None)


def _check(name: str, value: object, kind: type, wanted: str) -> None:
    if value is not None and not isinstance(value, kind):
        raise _wrong("BAD_REQUEST", f"{name!r} is {_kind(value)}; it has to be {wanted}.")


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "a list"
        case _:
            return "an object"


def _wrong(code: str, message: str) -> HttpError:
    return HttpError(REQUEST_ERROR, code, message)
