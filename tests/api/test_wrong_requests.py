"""Requests that cannot be answered: each gets its status, its code and a way to mend it, and none a 500."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

import orjson
import pytest

from api.question import ADDRESS_BYTES
from tengetrail.settings import Limits
from tests.api.servers import Server

JSON = {"content-type": "application/json", "accept": "application/graphql-response+json"}
SAYS = '{"query":"{ __typename }"}'
FILTERED = "query ($f: ProgrammeFilter) { programmes(filter: $f) { totalCount } }"


class Wrong(NamedTuple):
    status: int
    code: str
    body: bytes = b""
    headers: dict[str, str] = JSON
    method: str = "POST"
    path: str = "/graphql"


def asks(query: object, **more: object) -> bytes:
    return orjson.dumps({"query": query, **more})


def sent_as(content_type: str, **headers: str) -> dict[str, str]:
    return {"content-type": content_type, **headers}


def got(path: str, status: int = 400, code: str = "BAD_REQUEST", accept: str = "*/*") -> Wrong:
    return Wrong(status, code, method="GET", path=path, headers={"accept": accept})


BODIES = {
    "nothing": Wrong(400, "QUERY_MISSING"),
    "spaces": Wrong(400, "BAD_JSON", b"  "),
    "null": Wrong(400, "BAD_REQUEST", b"null"),
    "a string": Wrong(400, "BAD_REQUEST", b'"x"'),
    "a number": Wrong(400, "BAD_REQUEST", b"1"),
    "true": Wrong(400, "BAD_REQUEST", b"true"),
    "cut off": Wrong(400, "BAD_JSON", b'{"query":'),
    "single quotes": Wrong(400, "BAD_JSON", b"{'query':'{ __typename }'}"),
    "100,000 deep": Wrong(400, "BAD_JSON", b"[" * 100_000),
    "100,000 deep and closed": Wrong(400, "BAD_JSON", b"[" * 100_000 + b"]" * 100_000),
    "no UTF-8": Wrong(400, "BAD_JSON", b'{"query":"\xff"}'),
    "UTF-16": Wrong(400, "BAD_JSON", SAYS.encode("utf-16")),
    "a byte order mark": Wrong(400, "BAD_JSON", SAYS.encode("utf-8-sig")),
    "NUL": Wrong(400, "BAD_JSON", b'{"query":"\x00"}'),
    "half of a surrogate pair": Wrong(400, "BAD_JSON", b'{"query":"\\ud800"}'),
    "not a number": Wrong(400, "BAD_JSON", b'{"query":"{ __typename }","variables":{"n":NaN}}'),
    "too large a number": Wrong(400, "BAD_JSON", b'{"query":"{ __typename }","variables":{"n":1e400}}'),
    "a batch": Wrong(400, "BATCH_NOT_SUPPORTED", b"[" + asks("{ __typename }") + b"]"),
    "an empty batch": Wrong(400, "BATCH_NOT_SUPPORTED", b"[]"),
    "no query": Wrong(400, "QUERY_MISSING", b"{}"),
    "a null query": Wrong(400, "QUERY_MISSING", asks(None)),
    "an empty query": Wrong(400, "QUERY_MISSING", asks("")),
    "a number as query": Wrong(400, "BAD_REQUEST", asks(0)),
    "false as query": Wrong(400, "BAD_REQUEST", asks(False)),
    "a list as query": Wrong(400, "BAD_REQUEST", asks(["{ __typename }"])),
    "an object as query": Wrong(400, "BAD_REQUEST", asks({})),
    "a list as variables": Wrong(400, "BAD_REQUEST", asks("{ __typename }", variables=[])),
    "a string as variables": Wrong(400, "BAD_REQUEST", asks("{ __typename }", variables="{}")),
    "false as variables": Wrong(400, "BAD_REQUEST", asks("{ __typename }", variables=False)),
    "a number as operationName": Wrong(400, "BAD_REQUEST", asks("{ __typename }", operationName=0)),
    "a string as extensions": Wrong(400, "BAD_REQUEST", asks("{ __typename }", extensions="x")),
    "only the digest of a query": Wrong(
        400, "QUERY_MISSING", asks(None, extensions={"persistedQuery": {"version": 1}})
    ),
    "more than is read": Wrong(413, "BODY_TOO_LARGE", b"[" * (Limits().body + 1)),
}

DOCUMENTS = {
    "a syntax error": Wrong(400, "SYNTAX_ERROR", asks("{")),
    "only a comment": Wrong(400, "SYNTAX_ERROR", asks("# nothing")),
    "NUL in the document": Wrong(400, "BAD_TEXT", asks('{ programme(slug: "a\0") { slug } }')),
    "a surrogate in the document": Wrong(400, "SYNTAX_ERROR", asks('{ programme(slug: "\\uD800") { slug } }')),
    "too deep to be parsed": Wrong(400, "SYNTAX_ERROR", asks("{ a " * 600 + "}" * 600)),
    "only a fragment": Wrong(400, "INVALID_DOCUMENT", asks("fragment F on Query { __typename }")),
    "an unknown field": Wrong(400, "INVALID_DOCUMENT", asks("{ nope }")),
    "no subfields": Wrong(400, "INVALID_DOCUMENT", asks("{ programmes }")),
    "an unknown directive": Wrong(400, "INVALID_DOCUMENT", asks("{ __typename @nope }")),
    "fragments in a circle": Wrong(
        400, "INVALID_DOCUMENT", asks("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }")
    ),
    "a day that there is not": Wrong(
        400, "INVALID_DOCUMENT", asks('{ organization(slug: "kz-misd") { name(on: "2018-02-30") } }')
    ),
    "two operations": Wrong(400, "UNKNOWN_OPERATION", asks("query A { __typename } query B { __typename }")),
    "an unknown operation": Wrong(400, "UNKNOWN_OPERATION", asks("query A { __typename }", operationName="B")),
    "a mutation": Wrong(400, "UNKNOWN_OPERATION", asks("mutation { __typename }")),
    "a subscription": Wrong(400, "UNKNOWN_OPERATION", asks("subscription { __typename }")),
    "a variable too few": Wrong(400, "BAD_VARIABLE", asks("query ($s: String!) { programme(slug: $s) { slug } }")),
    "a variable of a wrong type": Wrong(400, "BAD_VARIABLE", asks(FILTERED, variables={"f": 1})),
    "variables 900 deep": Wrong(
        400,
        "BAD_VARIABLE",
        b'{"query":"%b","variables":{"f":%b{}%b}}' % (FILTERED.encode(), b'{"not":' * 900, b"}" * 900),
    ),
    "NUL in a variable": Wrong(
        400, "BAD_TEXT", asks("query ($s: String!) { programme(slug: $s) { slug } }", variables={"s": "a\0b"})
    ),
    "too long a page": Wrong(400, "LIMIT_EXCEEDED", asks("{ programmes(first: 1000) { totalCount } }")),
    "a negative page": Wrong(400, "BAD_PAGE", asks("{ programmes(first: -1) { totalCount } }")),
    "two ends of a list": Wrong(400, "BAD_PAGE", asks("{ programmes(first: 1, last: 1) { totalCount } }")),
    "a cursor of nothing": Wrong(400, "BAD_CURSOR", asks('{ programmes(after: "x") { nodes { slug } } }')),
    "an id of nothing": Wrong(400, "BAD_ID", asks('{ node(id: "x") { id } }')),
    "too many words": Wrong(400, "LIMIT_EXCEEDED", asks("{ " + "__typename " * 3_000 + "}")),
    "too many aliases": Wrong(
        400, "LIMIT_EXCEEDED", asks("{ dataset { " + " ".join(f"n{i}: name" for i in range(40)) + " } }")
    ),
    "too many directives": Wrong(400, "LIMIT_EXCEEDED", asks("{ __typename " + "@skip(if: false) " * 60 + "}")),
}

ADDRESSES = {
    "no question": got("/graphql", code="QUERY_MISSING"),
    "an empty question": got("/graphql?query=", code="QUERY_MISSING"),
    "broken UTF-8": got("/graphql?query=%ff", code="BAD_ADDRESS"),
    "two questions": got("/graphql?query={a}&query={b}", code="BAD_ADDRESS"),
    "too many members": got("/graphql?" + "&".join(f"a{i}=1" for i in range(200)), code="BAD_ADDRESS"),
    "variables cut off": got("/graphql?query={__typename}&variables={", code="BAD_JSON"),
    "a list as variables in it": got("/graphql?query={__typename}&variables=[]"),
    "a number as extensions": got("/graphql?query={__typename}&extensions=1"),
    "a mutation in it": got("/graphql?query=mutation{__typename}", code="UNKNOWN_OPERATION"),
    "longer than is read": got("/graphql?query=" + "a" * ADDRESS_BYTES, 414, "ADDRESS_TOO_LONG"),
    "nowhere": got("/nope", 404, "NOT_FOUND"),
    "a slash too many": got("/graphql/", 404, "NOT_FOUND"),
    "out of the folder": got("/../../etc/passwd", 404, "NOT_FOUND"),
}

HEADERS = {
    "no content type": Wrong(415, "UNSUPPORTED_MEDIA_TYPE", SAYS.encode(), {}),
    "text": Wrong(415, "UNSUPPORTED_MEDIA_TYPE", SAYS.encode(), sent_as("text/plain")),
    "a form": Wrong(415, "UNSUPPORTED_MEDIA_TYPE", b"query=%7Ba%7D", sent_as("application/x-www-form-urlencoded")),
    "a form in parts": Wrong(415, "UNSUPPORTED_MEDIA_TYPE", b"--x--", sent_as("multipart/form-data; boundary=x")),
    "a bare document": Wrong(415, "UNSUPPORTED_MEDIA_TYPE", b"{ __typename }", sent_as("application/graphql")),
    "another charset": Wrong(415, "UNSUPPORTED_CHARSET", SAYS.encode(), sent_as("application/json; charset=utf-16")),
    "compressed": Wrong(
        415, "UNSUPPORTED_ENCODING", b"\x1f\x8b", sent_as("application/json", **{"content-encoding": "gzip"})
    ),
    "a picture wanted": Wrong(406, "NOT_ACCEPTABLE", SAYS.encode(), sent_as("application/json", accept="image/png")),
    "no JSON wanted": got("/graphql?query={__typename}", 406, "NOT_ACCEPTABLE", accept="application/json;q=0"),
    "PUT": Wrong(405, "METHOD_NOT_ALLOWED", SAYS.encode(), method="PUT"),
    "PATCH": Wrong(405, "METHOD_NOT_ALLOWED", SAYS.encode(), method="PATCH"),
    "DELETE": Wrong(405, "METHOD_NOT_ALLOWED", method="DELETE"),
    "POST elsewhere": Wrong(405, "METHOD_NOT_ALLOWED", method="POST", path="/livez"),
}

ALL = {**BODIES, **DOCUMENTS, **ADDRESSES, **HEADERS}


@pytest.mark.parametrize("wrong", ALL.values(), ids=ALL.keys())
def test_a_wrong_request_is_told_what_is_wrong(server: Server, wrong: Wrong) -> None:
    response, body = _send(server, wrong)

    answer = orjson.loads(body)
    assert (response.status, answer["errors"][0]["extensions"]["code"]) == (wrong.status, wrong.code)
    assert answer.keys() == {"errors"}
    assert all(error["message"] for error in answer["errors"])
    assert response.headers["x-request-id"]
    assert response.headers["content-type"].endswith("json; charset=utf-8")


@pytest.mark.parametrize("path", ["/graphql", "/livez"])
def test_a_wrong_method_is_told_the_right_ones(server: Server, path: str) -> None:
    response = server.client.delete(path)

    assert response.status_code == 405
    assert "GET" in response.headers["allow"]


def test_a_body_of_unknown_length_is_read_only_up_to_the_limit(server: Server) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield b"[" * 10_000

    response = server.client.post("/graphql", content=endless(), headers=JSON)

    assert "content-length" not in response.request.headers
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (413, "BODY_TOO_LARGE")


def test_a_server_that_was_asked_all_that_still_answers(server: Server) -> None:
    for wrong in ALL.values():
        _send(server, wrong)

    assert server.ask("{ lots { totalCount } }") == {"data": {"lots": {"totalCount": 23}}}


def _send(server: Server, wrong: Wrong) -> tuple[http.client.HTTPResponse, bytes]:
    """By Python's own client, which sends what it is told to."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    try:
        connection.request(wrong.method, wrong.path, wrong.body or None, wrong.headers)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()
