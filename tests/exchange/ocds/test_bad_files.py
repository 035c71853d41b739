"""Bad Open Contracting files: each is named with its place, value and mend, and not one row is loaded."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from exchange.ocds import documents
from exchange.problems import MOST, ImportRefusedError
from tests.databases import Databases
from tests.exchange.ocds.made import OCID, full, load, package, put, release, value
from tests.exchange.small_set import state

CATALOGUE = Path(__file__).with_name("bad_files.yaml")
CASES = {case["case"]: case for case in yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))}


@pytest.fixture(scope="module")
def loaded(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with a process in it, in which nothing of all that follows may change anything."""
    url = databases.migrated()
    load(url, put(tmp_path_factory.mktemp("good"), package(full())))
    before = state(url)
    yield url
    assert state(url) == before
    databases.drop(url)


def refused(url: str, path: Path) -> list[str]:
    """The report, line by line, with the folder left out."""
    with pytest.raises(ImportRefusedError) as caught:
        load(url, path)
    return [str(problem).removeprefix(f"{path.parent}/") for problem in caught.value.problems]


def changed(tree: Any, path: str, new: Any) -> Any:
    """The tree with another value at a path such as `awards/0/status`."""
    *above, last = [int(name) if name.isdigit() else name for name in path.split("/")]
    at = tree
    for name in above:
        at = at[name]
    at[last] = new
    return tree


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_bad_text_is_named_with_place_value_and_mend(case: dict[str, str], loaded: str, tmp_path: Path) -> None:
    path = tmp_path / case.get("name", "a.json")
    path.write_text(case["content"], encoding="utf-8")

    assert refused(loaded, path) == [case["told"].rstrip("\n")]


@pytest.mark.parametrize(
    ("path", "new", "told"),
    [
        ("tender/value", value("1000"), "tender/value/amount: '1000' is not a number; write the amount in digits"),
        ("tender/value", value(True), "tender/value/amount: 'True' is not a number; write the amount in digits"),
        ("tender/value", value([5]), "tender/value/amount: '[5]' is not a number; write the amount in digits"),
        ("tender/value", value(-5), "tender/value/amount: '-5' is negative; write an amount of zero or more"),
        ("tender/value", value(5, "XXQ"), "tender/value/currency: 'XXQ' is not a currency of ISO 4217"),
        ("tender/value", value(10**30), f"tender/value/amount: '{10**30}' is more than can be stored"),
        ("awards/0/value", value(-1), "awards[0]/value/amount: '-1' is negative"),
        ("awards/0/date", "2020-02-30", "awards[0]/date: '2020-02-30' is not in the calendar"),
        ("awards/0/date", "01/02/2020", "awards[0]/date: '01/02/2020' is not a date and time"),
        ("awards/0/date", "yesterday", "awards[0]/date: 'yesterday' is not a date and time"),
        ("awards/0/relatedLots", ["9"], "awards[0]/relatedLots: '9' is the id of no lot of this process"),
        ("bids/details/0/relatedLots", ["9"], "bids/details[0]/relatedLots: '9' is the id of no lot of this process"),
        ("contracts/0/awardID", "z", "contracts[0]/awardID: 'z' is the id of no award of this process"),
        ("contracts/0/dateSigned", "2020-13-01", "contracts[0]/dateSigned: '2020-13-01' is not in the calendar"),
        (
            "tender/tenderPeriod/endDate",
            "2020-00-01",
            "tender/tenderPeriod/endDate: '2020-00-01' is not in the calendar",
        ),
        ("bids/details/0/date", "0000-01-01", "bids/details[0]/date: '0000-01-01' is not in the calendar"),
        ("date", "1st of May", "date: '1st of May' is not a date and time"),
    ],
)
def test_a_wrong_value_is_named_with_its_path(path: str, new: Any, told: str, loaded: str, tmp_path: Path) -> None:
    found = refused(loaded, put(tmp_path, changed(full(), path, new) | {"ocid": "o-2"}))

    assert len(found) == 1
    assert told in found[0]


@pytest.mark.parametrize("name", ["awards", "contracts"])
def test_an_id_that_stands_twice_is_named(name: str, loaded: str, tmp_path: Path) -> None:
    tree = full()
    tree[name] *= 2

    (told,) = refused(loaded, put(tmp_path, package(tree)))
    assert f"releases[0]/{name}: '{tree[name][0]['id']}' is the id of two of them" in told


def test_releases_of_which_nobody_knows_the_latest_are_named(loaded: str, tmp_path: Path) -> None:
    undated = [{**release(number, ocid="o-2"), "date": None} for number in (1, 2)]

    (told,) = refused(loaded, put(tmp_path, *undated))
    assert "'o-2' cannot be merged with others of it" in told


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.json", b"", "a.json:1:1: 'the end' is not JSON (Expecting value); mend the file"),
        ("a.json", b"\xff\xfe{\x00", "a.json:1:1: 'ÿþ{\\x00' is not utf-8 (byte 0); say in which encoding it is"),
        ("a.json", '{"ocid": "caf\xe9"}'.encode("cp1252"), "is not utf-8 (byte 13); say in which encoding it is"),
        ("a.json", gzip.compress(b"{}"), "a.json: 'a.json' is packed by gzip; name it .gz, or unpack it"),
        ("a.json.gz", b"{}", "a.json.gz: 'a.json.gz' cannot be read (Not a gzipped file"),
        ("a.json.gz", gzip.compress(b"{}" * 99)[:-12], "a.json.gz: 'a.json.gz' cannot be read ("),
        ("a.json", b'{"ocid": "a\x00b"}', "a.json:1:12: '\\x00b\"}' is not JSON (Invalid control character at)"),
        ("a.json", b"[" * 100_000, "a.json:1:1: '[[[[[[[[[[[[[[[[[[[[' is nested too deep"),
        ("a.json", b'{"ocid": "o", "a": ' + b"7" * 5_000 + b"}", "has the number " + "7" * 40 + ", which is too long"),
    ],
    ids=["empty", "wide", "cp1252", "gzip", "no gzip", "cut gzip", "NUL", "deep", "long number"],
)
def test_bytes_that_cannot_be_read_are_named(name: str, content: bytes, told: str, loaded: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    (found,) = refused(loaded, path)
    assert told in found


def test_a_file_that_unpacks_to_more_than_memory_holds_is_named(
    loaded: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "MOST_BYTES", 100_000)
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(b" " * 10_000_000))

    (told,) = refused(loaded, tmp_path / "a.json.gz")
    assert "has more than 100000 bytes in one release; look whether it is one" in told


def test_what_is_not_there_is_named(loaded: str, tmp_path: Path) -> None:
    (missing,) = refused(loaded, tmp_path / "none.json")
    (empty,) = refused(loaded, tmp_path)

    assert missing.startswith("none.json: 'none.json' cannot be read (No such file or directory)")
    assert "has no file to read" in empty


def test_all_that_is_wrong_is_told_at_once_up_to_a_bound(loaded: str, tmp_path: Path) -> None:
    trees = [release(ocid=f"o-{number}", tender={"value": value(-1)}) for number in range(MOST + 7)]
    path = put(tmp_path, *trees)

    with pytest.raises(ImportRefusedError) as caught:
        load(loaded, path)
    assert (len(caught.value.problems), caught.value.unlisted) == (MOST, 7)


def test_a_line_is_named_by_its_number(loaded: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{json.dumps(release(ocid=OCID))}\n\n{{\n{json.dumps({'ocid': ''})}\n")

    first, second = refused(loaded, path)
    assert first.startswith("a.jsonl:3:")
    assert second.startswith("a.jsonl:4:1")
