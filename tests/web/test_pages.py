from __future__ import annotations

import re

import pytest

from api.pages import STATIC
from tests.api.servers import Server

PAGES = ["/", "/playground"]
ASSETS = sorted(file.name for file in (STATIC / "assets").iterdir())


def policy(server: Server, address: str) -> dict[str, list[str]]:
    rules = server.client.get(address).headers["content-security-policy"].split("; ")
    return {name: sources for name, *sources in map(str.split, rules)}


@pytest.mark.parametrize("address", [*PAGES, f"/assets/{ASSETS[0]}"])
def test_a_page_may_load_nothing_from_elsewhere_and_be_framed_by_nobody(site: Server, address: str) -> None:
    rules = policy(site, address)

    assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == rules["form-action"] == ["'none'"]
    assert rules["script-src"] == rules["worker-src"] == rules["connect-src"] == rules["font-src"] == ["'self'"]
    assert {source for sources in rules.values() for source in sources} == {
        "'none'",
        "'self'",
        "'unsafe-inline'",
        "data:",
    }
    assert [name for name, sources in rules.items() if "'unsafe-inline'" in sources] == ["style-src"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_the_headers_that_guard_it_and_is_asked_for_each_time(site: Server, address: str) -> None:
    headers = site.client.get(address).headers

    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("address", PAGES)
def test_a_page_holds_no_script_of_its_own_and_no_address_elsewhere(site: Server, address: str) -> None:
    text = site.client.get(address).text

    assert re.findall(r"<script[^>]*>(?!</script>)", text) == []
    assert re.findall(r"\bon\w+=|style=|https?:|//\w", text) == []


@pytest.mark.parametrize("name", ASSETS)
def test_a_part_of_a_page_is_kept_for_good_and_known_by_its_kind(site: Server, name: str) -> None:
    response = site.client.get(f"/assets/{name}")

    kinds = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "ttf": "font/ttf"}
    assert response.headers["content-type"].partition(";")[0] == kinds[name.rpartition(".")[2]]
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["content-encoding"] == "gzip"
    assert response.content == (STATIC / "assets" / name).read_bytes()


def test_who_cannot_read_compressed_parts_gets_them_as_they_are(site: Server) -> None:
    response = site.client.get(f"/assets/{ASSETS[0]}", headers={"Accept-Encoding": "identity"})

    assert "content-encoding" not in response.headers
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.content == (STATIC / "assets" / ASSETS[0]).read_bytes()


@pytest.mark.parametrize("name", ["nothing.js", "..%2Findex.html", "..%2F..%2Fapp.py", ".", "%00"])
def test_only_parts_of_pages_are_served(site: Server, name: str) -> None:
    response = site.client.get(f"/assets/{name}")

    assert response.status_code == 404
    assert response.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_the_front_page_leads_to_addresses_that_answer(site: Server) -> None:
    links = re.findall(r'<a href="([^"]+)"', site.client.get("/").text)

    assert {link.partition("?")[0] for link in links} == {
        "playground",
        "graphql",
        "schema.graphql",
        "status",
        "licences",
    }
    assert {site.client.get(f"/{link}").status_code for link in links} == {200}


def test_the_licences_of_what_is_built_in_are_served(site: Server) -> None:
    response = site.client.get("/licences")

    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert {"## graphiql - ", "## monaco-editor - ", "## react - "} <= set(
        re.findall(r"^## \S+ - ", response.text, re.MULTILINE)
    )
