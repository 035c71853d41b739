"""Open Contracting data over HTTP: what the command writes, streamed, paged and named by the state of the data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from exchange.ocds.export import export_ocds
from exchange.ocds.processes import Chosen
from exchange.seed import import_seed
from tests.api.servers import ROOT, Server, running_server
from tests.databases import Databases
from tests.exchange.ocds.made import full, load, package, put, release


@pytest.fixture(scope="module")
def served(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """A server over the seed and releases of two publishers, and its database."""
    url, folder = databases.migrated(), tmp_path_factory.mktemp("served")
    import_seed(url, ROOT / "seed_data")
    many = [release(number % 9 + 1, ocid="many/1", id=f"r{number}") for number in range(230)]
    other = package(*(release(ocid=f"o-{number}") for number in range(150)), publisher={"name": "Other"})
    load(url, put(folder, package(full()), package(*many), other))
    with running_server(url, folder) as server:
        yield server, url
    databases.drop(url)


def pages(server: Server, address: str) -> list[dict[str, Any]]:
    found = []
    while address:
        response = server.client.get(address)
        assert response.status_code == 200, response.text
        found.append(response.json())
        address = found[-1].get("links", {}).get("next", "")
    return found


@pytest.mark.parametrize("form", ["releases", "records"])
def test_lines_are_those_that_the_command_writes(form: str, served: tuple[Server, str], tmp_path: Path) -> None:
    server, url = served
    response = server.client.get(f"/ocds/{form}.ndjson")
    export_ocds(url, Chosen("tengetrail-", form == "records"), tmp_path / "a.ndjson")

    assert response.headers["content-type"] == "application/x-ndjson"
    assert response.content == (tmp_path / "a.ndjson").read_bytes()


@pytest.mark.parametrize("form", ["releases", "records"])
def test_pages_hold_each_of_them_once_and_lead_to_the_end(form: str, served: tuple[Server, str]) -> None:
    server, _ = served
    whole = [json.loads(line) for line in server.client.get(f"/ocds/{form}.ndjson").content.splitlines()]
    found = pages(server, f"/ocds/{form}.json")

    assert [each for page in found for each in page[form]] == [each for line in whole for each in line[form]]
    assert max(len(page[form]) for page in found) == 100
    assert all(page["publisher"] for page in found)
    assert "links" not in found[-1]


def test_a_process_is_asked_for_by_its_ocid(served: tuple[Server, str]) -> None:
    server, _ = served
    releases = server.client.get(f"/ocds/release/{quote('many/1')}.json").json()
    (record,) = server.client.get("/ocds/record/tengetrail-kz-sko-2017.json").json()["records"]

    assert len(releases["releases"]) == 230
    assert len(record["compiledRelease"]["tender"]["lots"]) == 20
    unknown = server.client.get("/ocds/record/none.json")
    assert (unknown.status_code, unknown.json()["errors"][0]["extensions"]["code"]) == (404, "NOT_FOUND")


def test_an_answer_is_named_by_address_and_state_of_the_data(served: tuple[Server, str], tmp_path: Path) -> None:
    server, url = served
    first = server.client.get("/ocds/releases.json")
    tag = {"if-none-match": first.headers["etag"]}

    assert server.client.get("/ocds/releases.json", headers=tag).status_code == 304
    assert server.client.get("/ocds/records.json", headers=tag).status_code == 200
    load(url, put(tmp_path, release(ocid="zz-last")))
    assert server.client.get("/ocds/releases.json", headers=tag).status_code == 200


def test_whoever_goes_away_leaves_nothing_open(served: tuple[Server, str]) -> None:
    server, _ = served
    for _each in range(12):  # more than there may be at a time
        with server.client.stream("GET", "/ocds/releases.ndjson") as response:
            assert response.status_code == 200
            next(response.iter_raw(1000))
    assert server.client.get("/ocds/releases.json?dataset=none").status_code == 404
    assert server.client.get("/ocds/other.ndjson").status_code in {404, 422}
