"""The question in a request: read from a body or an address, and checked before the engine sees it."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import orjson
from starlette.requests import ClientDisconnect
from starlette.types import Receive

from api.media import check_sent
from api.replies import REQUEST_ERROR, HttpError
from api.trusted import Trusted

ADDRESS_BYTES = 8_192  # many proxies do not pass on more
MISSING = (
    'Nothing is asked: send {"query": "{ programmes { nodes { title } } }"} as JSON, or ?query=... in the address.'
)
MEMBERS: tuple[tuple[str, type, str], ...] = (
    ("query", str, "a string: the text of the question"),
    ("documentId", str, "a string: sha256: and the digest of a trusted document"),
    ("variables", dict, "an object of names and values, or null"),
    ("operationName", str, "a string: the name of one operation, or null"),
    ("extensions", dict, "an object, or null"),
)


class Question(NamedTuple):
    """A GraphQL document with what belongs to it."""

    document: str
    variables: Mapping[str, object] | None
    operation_name: str | None
    tell_cost: bool


async def read_body(receive: Receive, headers: Mapping[bytes, bytes], most: int) -> bytes:
    """Read what a POST sends; `most` is bytes. Raises HttpError."""
    check_sent(headers.get(b"content-type"), headers.get(b"content-encoding"))
    declared = headers.get(b"content-length")
    if declared is not None and int(declared) > most:
        raise _too_large(int(declared), most)
    first, more = await _part(receive)
    if not more and len(first) <= most:
        return first
    body = bytearray(first)
    while more and len(body) <= most:
        part, more = await _part(receive)
        body += part
    if len(body) > most:
        raise _too_large(len(body), most)
    return bytes(body)


async def _part(receive: Receive) -> tuple[bytes, bool]:
    message = await receive()
    if message["type"] == "http.disconnect":
        raise ClientDisconnect
    return message.get("body", b""), message.get("more_body", False)


def _too_large(size: int, most: int) -> HttpError:
    problem = f"The body has {size} bytes or more; {most} are read (limits.body). Ask for less at once."
    return HttpError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "BODY_TOO_LARGE", problem)


def in_body(body: bytes, trusted: Trusted) -> Question:
    """The question that a body holds; raises HttpError."""
    return _question(_parsed(body, "The body"), trusted)


def in_address(query: bytes, trusted: Trusted) -> Question:
    """The question that stands after the question mark of an address; raises HttpError."""
    return _question(_read_address(query), trusted)


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


def _question(parameters: object, trusted: Trusted) -> Question:
    if isinstance(parameters, list):
        raise _wrong(
            "BATCH_NOT_SUPPORTED", "A list of questions is not answered; send one at a time, or several fields in one."
        )
    if not isinstance(parameters, dict):
        raise _wrong("BAD_REQUEST", f"The body is {_kind(parameters)}, not an object. {MISSING}")
    for name, kind, wanted in MEMBERS:
        _check(name, parameters.get(name), kind, wanted)
    tell_cost = (parameters.get("extensions") or {}).get("cost")
    _check("extensions.cost", tell_cost, bool, "true, to be told the cost, or false")
    document = _document(parameters.get("query"), parameters.get("documentId"), trusted)
    operation_name = parameters.get("operationName") or None
    return Question(document, parameters.get("variables") or None, operation_name, tell_cost is True)


def _document(text: str | None, identity: str | None, trusted: Trusted) -> str:
    """The text that is asked, or that of the trusted document that is named."""
    if text and identity:
        raise _wrong("BAD_REQUEST", "Both 'query' and 'documentId' are given; give one of them.")
    if identity:
        return trusted.text(identity)
    if not text:
        raise _wrong("QUERY_MISSING", MISSING)
    trusted.check(text)
    return text


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
