"""Forms in which publishers write their data beside those of the standard's examples: what they say arrives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from exchange.problems import ImportRefusedError
from tests.exchange.ocds.made import load, package, put, release, value
from tests.exchange.small_set import asked

LONG = "word " * 600
PAID = {"scheme": "XX-REG", "id": "100", "legalName": "City of Almaty"}  # as version 1.0 writes a payer


@pytest.mark.parametrize(
    ("trees", "query", "found"),
    [
        ([[release(ocid="a"), release(ocid="b")]], "SELECT ocid FROM process ORDER BY ocid", ["a", "b"]),
        ([[package(release(ocid="a"))]], "SELECT licence_note FROM source", ["CC0"]),
        (
            [{**package(release(ocid="a")), "records": [{"ocid": "b", "compiledRelease": release(ocid="b")}]}],
            "SELECT ocid FROM process ORDER BY ocid",
            ["a", "b"],
        ),
        ([package(), release()], "SELECT count(*) FROM process", [1]),
        ([release(tag="tender")], "SELECT tag FROM release", ["tender"]),
        ([release(awards={"id": "a", "value": value(5)})], "SELECT value_amount FROM award", [500]),
        (
            [release(awards=[{"id": "a", "suppliers": {"id": "S"}}])],
            "SELECT name FROM award_supplier s JOIN organization o ON o.id = s.organization_id",
            ["Bridge Builders"],
        ),
        (
            [release(tender={"lots": [{"id": "x"}]}, awards=[{"id": "a", "lotID": "x"}])],
            "SELECT number FROM award_lot a JOIN lot ON lot.id = a.lot_id",
            ["x"],
        ),
        ([release(bids=[{"id": "b", "value": value(5)}])], "SELECT value_amount FROM bid", [500]),
        (
            [
                release(
                    parties=[],
                    buyer=None,
                    contracts=[{"id": "c", "implementation": {"transactions": [{"providerOrganization": PAID}]}}],
                )
            ],
            "SELECT name FROM organization o JOIN organization_identifier i ON i.organization_id = o.id",
            ["City of Almaty"],
        ),
        (
            [release(buyer={"identifier": {"legalName": "Akimat"}, "id": 1})],
            "SELECT text FROM name WHERE text = 'Akimat'",
            ["Akimat"],
        ),
        ([release(awards=[{"id": "a", "date": "2017-07-03Z"}])], "SELECT awarded_on FROM award", ["2017-07-03"]),
        ([release(awards=[{"id": "a", "date": "2017-07-03T"}])], "SELECT awarded_on FROM award", ["2017-07-03"]),
        (
            [release(awards=[{"id": "a", "date": "2017-07-03T05:12+06"}])],
            "SELECT awarded_on FROM award",
            ["2017-07-03"],
        ),
        ([release(awards=[{"id": "a", "value": value(7.5, "ZMK")}])], "SELECT value_currency FROM award", ["ZMK"]),
        ([release(tender={"title_ru": LONG, "title": LONG})], "SELECT length(text) FROM local_text", [500, 500]),
        ([release(parties=[{"id": "B", "name": LONG}])], "SELECT max(length(text)) FROM name", [500]),
        (
            [release(tender={"documents": [{"title": "D", "url": "http://x.org/a\u00a0b", "documentType": LONG}]})],
            "SELECT url FROM document",
            [None],
        ),
    ],
    ids=[
        *("list of releases", "list of packages", "releases and records", "no releases", "tag without a list"),
        *(
            "award without a list",
            "supplier without a list",
            "lot in other words",
            "list of bids",
            "payer of 1.0",
            "legal name",
        ),
        *("day in UTC", "day without a time", "hours of a zone", "old currency", "long title", "long name"),
        "odd document",
    ],
)
def test_a_form_is_read(trees: list[Any], query: str, found: list[object], database_url: str, tmp_path: Path) -> None:
    load(database_url, put(tmp_path, *trees))

    assert [
        row[0] if row[0] is None or isinstance(row[0], int) else str(row[0]) for row in asked(database_url, query)
    ] == found


def test_wide_characters_are_read_if_it_is_said_that_they_are(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(package(release(ocid="ж-1")), ensure_ascii=False), encoding="utf-16")
    load(database_url, path, encoding="utf-16")

    assert asked(database_url, "SELECT ocid FROM process") == [("ж-1",)]


VERSIONED = {"releaseID": "1", "releaseDate": "2020-01-01T00:00:00Z", "releaseTag": ["tender"], "value": "tender"}


@pytest.mark.parametrize(
    ("trees", "told"),
    [
        ([{"ocid": "o", "initiationType": [VERSIONED]}], "'o' is a versioned release; give the releases themselves"),
        (
            [release(1, tender={"value": 5}), release(2, tender={"value": value(5)})],
            "; write the same field in the same form in each of them",
        ),
        ([release(1, awards=[{"id": {"n": 1}}])], "; write the same field in the same form in each of them"),
        ([{"projects": [{"id": "p"}]}], "'null' is no ocid; a release package"),
        ([{"results": [release()]}], "'null' is no ocid; a release package"),
        (
            [package(records=[{"ocid": "o", "releases": [{"url": "https://x.org"}], "versionedRelease": {}}])],
            "is a record without releases; add them, or its compiledRelease",
        ),
    ],
    ids=["versioned release", "field in two forms", "id that is none", "projects", "wrapped", "versions only"],
)
def test_what_cannot_be_understood_is_refused_with_its_mend(
    trees: list[Any], told: str, database_url: str, tmp_path: Path
) -> None:
    with pytest.raises(ImportRefusedError) as caught:
        load(database_url, put(tmp_path, *trees))

    assert told in str(caught.value.problems[0])
