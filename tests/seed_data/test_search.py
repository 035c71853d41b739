"""Search over the seed, as a journalist would type it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.api.servers import Server

SEARCH = """query ($query: String!, $kinds: [SearchKind!]) {
  search(query: $query, kinds: $kinds, first: 200) {
    totalCount
    nodes { kind field text label mended record { __typename slug ... on Organization { name } } }
  }
}"""


def found(server: Server, query: str, *kinds: str) -> list[dict[str, Any]]:
    answer = server.ask(SEARCH, query=query, kinds=list(kinds) or None)["data"]["search"]
    assert len(answer["nodes"]) == answer["totalCount"]
    hits: list[dict[str, Any]] = answer["nodes"]
    return hits


def first(server: Server, query: str) -> tuple[str, str, str]:
    hit = found(server, query)[0]
    return hit["record"]["slug"], hit["field"], hit["text"]


@pytest.mark.parametrize(
    ("query", "slug", "field", "text"),
    [
        ("Дін", "kz-agency-religious-affairs", "NAME", "Қазақстан Республикасы Дін істері агенттігі"),
        ("kvant", "kvant", "NAME", "Research Laboratory Kvant LLP"),
        ("halkyma", "halkyma-tagzym", "NAME", "Halkyma tagzym"),
        ("Халқыма тағзым", "halkyma-tagzym", "NAME", "Halkyma tagzym"),
        ("402.55", "F74", "PRINTED", "402.55 dollars"),
        ("402,55", "F74", "PRINTED", "402.55 dollars"),
        ("270 148", "F9", "AMOUNT", "270148000000.00 KZT"),
        ("270,148", "F9", "AMOUNT", "270148000000.00 KZT"),
        ("270148000000", "F9", "AMOUNT", "270148000000.00 KZT"),
        ("270 billion 148 million", "F9", "PRINTED", "270 billion 148 million tenge"),
        ("Нур Султан", "kz-nur-sultan", "FORMER_NAME", "Nur-Sultan"),
        ("шемратов", "danil-shemratov", "NAME", "Danil Shemratov"),
    ],
)
def test_what_is_searched_comes_first(server: Server, query: str, slug: str, field: str, text: str) -> None:
    assert first(server, query) == (slug, field, text)


@pytest.mark.parametrize("others", [("Дін", "din", "ДІН", "dIn"), ("Kvant", "Квант", "«КВАНТ»"), ("270 148", "270148")])
def test_script_case_and_signs_do_not_matter(server: Server, others: tuple[str, ...]) -> None:
    hits = [found(server, query) for query in others]

    assert hits[0]
    assert all(each == hits[0] for each in hits)


def test_a_ministry_is_found_by_the_name_that_it_had(server: Server) -> None:
    (hit,) = (
        hit
        for hit in found(server, "religious affairs", "ORGANIZATION")
        if hit["record"]["slug"] == "kz-ministry-religious-social"
    )

    assert hit["field"] == "FORMER_NAME"
    assert hit["text"] == "Ministry for Religious Affairs and Civil Society"
    assert hit["label"] == hit["record"]["name"] == "Ministry of Social Development"


def test_the_preposition_that_another_source_takes_does_not_matter(server: Server) -> None:
    (hit, *_) = found(server, "ministry of religious affairs")

    assert hit["record"]["slug"] == "kz-ministry-religious-social"
    assert "for" in hit["text"]


@pytest.mark.parametrize("query", ["South Kazakhstan", "Южно-Казахстанская", "iujno-kazakhstanskaia", "south kazakh"])
def test_a_place_is_found_by_its_old_name(server: Server, query: str) -> None:
    (hit,) = found(server, query, "TERRITORY")

    assert (hit["record"]["slug"], hit["field"]) == ("kz-turkestan", "FORMER_NAME")
    assert hit["label"] in {"Turkestan region", "Туркестанская область"}


def test_a_typing_error_is_mended_and_said(server: Server) -> None:
    wrong, right = found(server, "relgious"), found(server, "religious")

    assert {hit["mended"] for hit in wrong} == {"religious"}
    assert {hit["mended"] for hit in right} == {None}
    assert {hit["record"]["slug"] for hit in wrong} <= {hit["record"]["slug"] for hit in right}


def test_the_country_is_found_without_its_h(server: Server) -> None:
    assert first(server, "kazakstan") == ("kz", "NAME", "Қазақстан Республикасы")


def test_a_beginning_finds_all_that_begin_so(server: Server) -> None:
    hits = found(server, "extrem")

    assert {"Lot", "Programme", "Tender", "Claim"} <= {hit["record"]["__typename"] for hit in hits}
    assert all(re.search("xtrem|экстрем", hit["text"].lower()) for hit in hits)


def test_only_the_kinds_that_are_asked_for_are_found(server: Server) -> None:
    hits = found(server, "extremism", "PROGRAMME", "TENDER")

    assert {hit["kind"] for hit in hits} == {"PROGRAMME", "TENDER"}
    assert [hit for hit in found(server, "extremism") if hit["kind"] in {"PROGRAMME", "TENDER"}] == hits


def test_what_is_nowhere_is_not_found(server: Server) -> None:
    assert found(server, "xylophone") == []
