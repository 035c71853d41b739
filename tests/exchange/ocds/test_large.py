"""Packages that are too large for memory: read release by release, they give and refuse what small ones do."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from exchange.ocds import documents
from exchange.ocds.documents import Documents
from exchange.ocds.releases import package as package_of
from exchange.ocds.releases import releases
from exchange.problems import ImportRefusedError, Problems
from tests.exchange.ocds.made import full, load, package, put, release, value
from tests.exchange.small_set import asked

MANY = [
    release(ocid=f"o-{number}", tender={"id": "t", "title": "Ж\u00a0é", "value": value(1.50)}) for number in range(50)
]
FORMS = {
    "publisher before": package(full(), *MANY),
    "publisher after": {"releases": [full(), *MANY], **package(next={"n": [1, {}]})} | {"releases": [full(), *MANY]},
    "records": package(records=[{"ocid": each["ocid"], "releases": [each]} for each in MANY], releases=None),
    "both": {**package(*MANY[:9]), "records": [{"compiledRelease": each} for each in MANY[9:]]},
    "none": package(),
}


@pytest.fixture(params=[1, 500, 5_000])
def small_memory(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "WHOLE_BYTES", request.param)


def read(*paths: Path, encoding: str = "utf-8") -> list[Any]:
    """All releases, with their packages and places."""
    problems = Problems()
    found = []
    for document in Documents(paths, problems, encoding):
        trees = [(each.tree, each.record, each.place.path) for each in releases(document, problems)]
        found.append((trees, package_of(document).tree))
    if problems:
        problems.refuse()
    return found


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("form", FORMS)
def test_a_large_package_is_read_as_a_small_one(
    form: str, indent: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(FORMS[form], indent=indent, ensure_ascii=False), encoding="utf-8")
    whole = read(path)

    for size in (1, 7, 500, 5_000):
        monkeypatch.setattr(documents, "WHOLE_BYTES", size)
        assert read(path) == whole


@pytest.mark.usefixtures("small_memory")
def test_large_packages_may_follow_each_other_packed_and_in_another_encoding(tmp_path: Path) -> None:
    text = "\n".join(json.dumps(package(*MANY[:20]), ensure_ascii=False).replace("Ж", "é") for _ in range(3))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(text.encode("cp1252")))

    found = read(tmp_path / "a.jsonl.gz", encoding="cp1252")
    assert [len(trees) for trees, _ in found] == [20, 20, 20]
    assert found[2][0][19][0]["tender"]["title"] == "é\u00a0é"


@pytest.mark.usefixtures("small_memory")
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"o-7"', '"o-7", "ocid": "x"', "has the key 'ocid' twice in one object"),
        ('"license"', '"uri"', "has the key 'uri' twice in one object"),
        ('"o-7"', "NaN", "has NaN, which is no number"),
        ('"o-7"', "1e400", "has the number 1e400, which is too long"),
        ('"o-7"', '"\\ud800"', "has half a character"),
        ('"o-7"', '"\\u0000"', "has the character NUL"),
        ('"o-7"', '"o-7",', "is not JSON (Expecting property name enclosed in double quotes"),
        ('"o-7"', "[" * 100_000, "is nested too deep"),
        ('"o-7"', '"o-7', "is not JSON (Invalid control character at"),
        ('"o-7"', "é", "is not JSON (Expecting value)"),
    ],
)
def test_what_is_wrong_in_a_large_package_is_named(old: str, new: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(package(*MANY), indent=1).replace(old, new, 1))

    with pytest.raises(ImportRefusedError) as caught:
        read(path)
    assert [told in str(problem) for problem in caught.value.problems] == [True]


@pytest.mark.usefixtures("small_memory")
@pytest.mark.parametrize("cut", [10, 100, 2_000, -2, -1])
def test_a_large_package_that_is_cut_off_is_refused_and_nothing_of_it_loaded(
    cut: int, database_url: str, tmp_path: Path
) -> None:
    path = put(tmp_path, package(*MANY))
    path.write_bytes(path.read_bytes()[:cut])

    with pytest.raises(ImportRefusedError, match="is not JSON"):
        load(database_url, path)
    assert asked(database_url, "SELECT count(*) FROM release") == [(0,)]


def test_memory_does_not_grow_with_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "WHOLE_BYTES", 100_000)
    path = tmp_path / "a.json"
    one = json.dumps(full())
    path.write_text(f'{{"releases": [{", ".join([one] * 10_000)}], "publisher": {{"name": "Last"}}}}')

    problems = Problems()
    tracemalloc.start()
    found = [
        (sum(1 for _ in releases(document, problems)), package_of(document).publisher)
        for document in Documents([path], problems)
    ]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found == [(10_000, "Last")]
    assert path.stat().st_size > 15_000_000
    assert most < 5_000_000
