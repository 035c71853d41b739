"""Which media type a client takes, and which one it sends."""

from __future__ import annotations

from email.message import Message
from functools import lru_cache
from http import HTTPStatus
from operator import itemgetter
from typing import NamedTuple

from api.replies import JSON, REQUEST_ERROR, HttpError

GRAPHQL_RESPONSE = "application/graphql-response+json"
PLAIN_JSON = "application/json"


class Media(NamedTuple):
    """The form of an answer, and the status with which a wrong question is answered in it."""

    content_type: bytes
    request_error: int


GRAPHQL = Media(f"{GRAPHQL_RESPONSE}; charset=utf-8".encode(), REQUEST_ERROR)
ANYTHING = Media(JSON, REQUEST_ERROR)
LEGACY = Media(JSON, HTTPStatus.OK)  # clients that name only application/json read the errors out of a 200


@lru_cache(maxsize=64)
def accepted(accept: bytes | None) -> Media:
    """The best form that an Accept header allows; raises HttpError with 406 if there is none.

    Named types win over wildcards of the same weight, and application/graphql-response+json over
    application/json; wildcards alone get application/json.
    """
    if accept is None:
        return ANYTHING
    weights = _weights(accept.decode("latin-1"))
    wildcard = weights.get("application/*", weights.get("*/*", 0.0))
    choices = (
        (weights.get(GRAPHQL_RESPONSE, 0.0), GRAPHQL),
        (weights.get(PLAIN_JSON, 0.0), LEGACY),
        (0.0 if PLAIN_JSON in weights else wildcard, ANYTHING),
        (0.0 if GRAPHQL_RESPONSE in weights else wildcard, GRAPHQL),
    )
    weight, media = max(choices, key=itemgetter(0))  # the first of equals
    if weight > 0:
        return media
    raise HttpError(
        HTTPStatus.NOT_ACCEPTABLE,
        "NOT_ACCEPTABLE",
        f"Answers come as {GRAPHQL_RESPONSE} or {PLAIN_JSON}; name one of them in the Accept header, or leave it out.",
    )


@lru_cache(maxsize=64)
def check_sent(content_type: bytes | None, encoding: bytes | None) -> None:
    """Raise HttpError with 415 unless a body is plain JSON in UTF-8."""
    sent = Message()
    sent["content-type"] = (content_type or b"").decode("latin-1")
    charset = str(sent.get_param("charset", "utf-8")).lower()
    if sent.get_content_type() != PLAIN_JSON:
        message = f"Send the question as JSON, with the header Content-Type: {PLAIN_JSON}."
        raise HttpError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", message)
    if charset not in {"utf-8", "utf8"}:
        message = f"The charset {charset!r} is not read here; send the question in UTF-8."
        raise HttpError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_CHARSET", message)
    if encoding not in {None, b"identity"}:
        message = "Compressed questions are not read here; send the body as it is, without Content-Encoding."
        raise HttpError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_ENCODING", message)


def _weights(accept: str) -> dict[str, float]:
    weights = {}
    for part in accept.split(","):
        wanted = Message()
        wanted["content-type"] = part.strip()
        if part.strip():
            weights[wanted.get_content_type()] = _weight(str(wanted.get_param("q", "1")))
    return weights


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
