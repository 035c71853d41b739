from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.trusted import TrustedDocumentsError, trusted_documents
from tengetrail.settings import Settings
from tests.api.servers import Server, running_server
from tests.commands import tengetrail

LOT = "query Lot($slug: String!) { lot(slug: $slug) { slug } }\n"
SLUG = "kz-sko-2017/guides"
ANSWER = {"data": {"lot": {"slug": SLUG}}}
OTHER = "{ __typename }"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


LOT_ID = f"sha256:{digest(LOT)}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("documents")
    (made / "page").mkdir()
    (made / "page" / "lot.graphql").write_text(LOT, encoding="utf-8")
    (made / "README.md").write_text("Not a document.", encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def trusting(seeded_url: str, folder: Path) -> Iterator[Server]:
    with running_server(seeded_url, folder, TRUSTED_DOCUMENTS=str(folder)) as running:
        yield running


@pytest.fixture(scope="module")
def strict(seeded_url: str, folder: Path) -> Iterator[Server]:
    settings = {"TRUSTED_DOCUMENTS": str(folder), "TRUSTED_DOCUMENTS_ONLY": "true"}
    with running_server(seeded_url, folder, **settings) as running:
        yield running


def by_address(server: Server, **parameters: str) -> httpx.Response:
    return server.client.get("/graphql", params=parameters)


def by_body(server: Server, **members: object) -> httpx.Response:
    return server.client.post("/graphql", json=members)


def code(response: httpx.Response) -> tuple[int, Any]:
    [error] = response.json()["errors"]
    return response.status_code, error["extensions"]["code"]


def test_a_trusted_document_is_asked_by_its_digest(trusting: Server) -> None:
    by_get = by_address(trusting, documentId=LOT_ID, variables=json.dumps({"slug": SLUG}))
    by_post = by_body(trusting, documentId=LOT_ID, variables={"slug": SLUG}, operationName="Lot")
    as_text = by_body(trusting, query=LOT, variables={"slug": SLUG})

    assert by_get.json() == by_post.json() == as_text.json() == ANSWER
    assert by_get.headers["etag"] == as_text.headers["etag"]
    again = trusting.client.get(by_get.url, headers={"if-none-match": by_get.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_unknown_digest_is_explained_and_not_kept(trusting: Server) -> None:
    unknown = by_address(trusting, documentId="sha256:" + "0" * 64)

    assert code(unknown) == code(by_body(trusting, documentId="md5")) == (404, "TRUSTED_DOCUMENT_NOT_FOUND")
    assert "sha256:0000" in unknown.json()["errors"][0]["message"]
    assert unknown.headers["cache-control"] == "no-store"


def test_only_one_of_text_and_digest_is_asked(trusting: Server) -> None:
    assert code(by_body(trusting, documentId=LOT_ID, query=LOT)) == (400, "BAD_REQUEST")
    assert code(by_body(trusting, documentId=7)) == (400, "BAD_REQUEST")


def test_other_texts_are_answered_unless_told_otherwise(trusting: Server, strict: Server) -> None:
    assert by_body(trusting, query=OTHER).status_code == 200
    assert (
        code(by_body(strict, query=OTHER)) == code(by_address(strict, query=OTHER)) == (403, "TRUSTED_DOCUMENTS_ONLY")
    )
    assert by_body(strict, documentId=LOT_ID, variables={"slug": SLUG}).json() == ANSWER
    assert by_body(strict, query=LOT, variables={"slug": SLUG}).json() == ANSWER


def read(path: Path) -> Any:
    return trusted_documents(Settings(trusted_documents=path)).texts


def test_a_file_of_digests_and_texts_is_read_with_the_prefix_and_without(tmp_path: Path) -> None:
    file = tmp_path / "persisted.json"
    file.write_text(json.dumps({digest(LOT): LOT, f"sha256:{digest(OTHER)}": OTHER}), encoding="utf-8")

    assert read(file) == {LOT_ID: LOT, f"sha256:{digest(OTHER)}": OTHER}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[]", "not an object of ids and texts"),
        ("{", "not JSON in UTF-8"),
        ("{}", "there is no document in it"),
        (json.dumps({"lot": LOT}), f"lot: the digest of this text is {LOT_ID}"),
        (json.dumps({digest(LOT): 7}), "not a text"),
        (json.dumps({digest("{ nope }"): "{ nope }"}), "begins with '{ nope }': Cannot query field 'nope'"),
        (json.dumps({digest("{"): "{"}), "Syntax Error"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "persisted.json"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(TrustedDocumentsError, match=r"persisted\.json") as raised:
        read(file)
    assert reason in str(raised.value)


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"TRUSTED_DOCUMENTS": "nowhere.json"}, "No such file"),
        ({"TRUSTED_DOCUMENTS_ONLY": "true"}, "TRUSTED_DOCUMENTS names no file or folder"),
    ],
)
def test_a_server_does_not_start_over_documents_that_are_wrong(
    seeded_url: str, settings: dict[str, str], reason: str, workers: str
) -> None:
    ended = tengetrail("serve", DATABASE_URL=seeded_url, PORT="0", WORKERS=workers, **settings)

    assert ended.returncode == 2
    assert len(ended.stderr.strip().splitlines()) == 2, ended.stderr
    assert reason in ended.stderr


def test_a_question_tells_its_cost_when_it_is_asked_to(server: Server) -> None:
    question = "{ lots(first: 20) { nodes { tender { slug } } } dataset { name } }"

    told = by_body(server, query=question, extensions={"cost": True})
    by_get = by_address(server, query=question, extensions='{"cost":true}')
    plain = by_body(server, query=question, extensions={"cost": False})

    assert told.json() == {**plain.json(), "extensions": {"cost": {"requested": 41, "limit": 100_000}}}
    assert by_get.content == told.content
    assert code(by_body(server, query=question, extensions={"cost": "yes"})) == (400, "BAD_REQUEST")


def test_a_question_over_the_budget_is_told_its_cost(server: Server, seeded_url: str, tmp_path: Path) -> None:
    question = "{ lots(first: 200) { nodes { slug } } programmes { totalCount nodes { slug } } }"
    with running_server(seeded_url, tmp_path, LIMITS__NODES="10") as careful:
        refused = by_body(careful, query=question)

    [error] = refused.json()["errors"]
    assert refused.status_code == 400
    assert error["extensions"]["code"] == "COST_EXCEEDED"
    assert error["extensions"]["limit"] == 10
    cost = by_body(server, query=question, extensions={"cost": True}).json()["extensions"]["cost"]["requested"]
    assert error["extensions"]["cost"] == cost
