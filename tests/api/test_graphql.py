from __future__ import annotations

import httpx
import pytest

from tests.api.servers import Server

GRAPHQL = "application/graphql-response+json"
PLAIN = "application/json"
ONE = "query One($slug: String!) { programme(slug: $slug) { slug } } query Other { __typename }"
SLUG = "kz-extremism-2018-2022"
ANSWER = {"data": {"programme": {"slug": SLUG}}}


def posted(server: Server, query: str, accept: str) -> httpx.Response:
    return server.client.post("/graphql", json={"query": query}, headers={"accept": accept})


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", PLAIN),
        ("application/*", PLAIN),
        ("text/html, */*;q=0.8", PLAIN),
        (PLAIN, PLAIN),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}; charset=utf-8, {PLAIN};q=0.9", GRAPHQL),
        (f"{PLAIN}, {GRAPHQL}", GRAPHQL),
        (f"{PLAIN}, {GRAPHQL};q=0.5", PLAIN),
        (f"{PLAIN};q=0, */*", GRAPHQL),
        ("image/png, APPLICATION/JSON", PLAIN),
    ],
)
def test_the_answer_comes_in_the_form_that_the_client_prefers(server: Server, accept: str, media_type: str) -> None:
    response = posted(server, "{ __typename }", accept)

    assert response.headers["content-type"] == f"{media_type}; charset=utf-8"
    assert response.json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(("accept", "status"), [(GRAPHQL, 400), ("*/*", 400), (PLAIN, 200)])
def test_only_clients_that_name_plain_json_get_a_wrong_document_as_200(
    server: Server, accept: str, status: int
) -> None:
    response = posted(server, "{ nope }", accept)

    assert response.status_code == status
    assert response.json().keys() == {"errors"}


def test_a_question_can_stand_in_the_body_or_in_the_address(server: Server) -> None:
    question = {"query": ONE, "operationName": "One"}

    by_post = server.client.post("/graphql", json={**question, "variables": {"slug": SLUG}})
    by_get = server.client.get("/graphql", params={**question, "variables": f'{{"slug":"{SLUG}"}}'})

    assert by_post.json() == by_get.json() == ANSWER


@pytest.mark.parametrize("name", ["variables", "operationName", "extensions"])
def test_what_is_null_or_empty_counts_as_not_given(server: Server, name: str) -> None:
    by_post = server.client.post("/graphql", json={"query": "{ __typename }", name: None})
    by_get = server.client.get("/graphql", params={"query": "{ __typename }", name: ""})

    assert by_post.json() == by_get.json() == {"data": {"__typename": "Query"}}


def test_head_tells_what_get_would_without_the_body(server: Server) -> None:
    question = {"query": "{ __typename }"}

    head = server.client.head("/graphql", params=question)
    full = server.client.get("/graphql", params=question)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == full.headers["content-length"] == str(len(full.content))


def test_caches_are_told_that_the_form_depends_on_the_client(server: Server) -> None:
    assert posted(server, "{ __typename }", GRAPHQL).headers["vary"] == "Accept"


def test_tools_can_ask_for_the_whole_schema(server: Server) -> None:
    answer = server.ask("{ __schema { queryType { name } mutationType { name } types { name } } }")

    schema = answer["data"]["__schema"]
    assert (schema["queryType"], schema["mutationType"]) == ({"name": "Query"}, None)
    assert {"name": "Programme"} in schema["types"]
