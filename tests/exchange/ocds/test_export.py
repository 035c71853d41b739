"""What goes out as Open Contracting data: all that came in, or all that is known; and it comes in again as it went."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from exchange.generated.load import generate
from exchange.ocds.export import NotExportedError, export_ocds
from exchange.ocds.processes import Chosen
from exchange.seed import import_seed
from tests.commands import tengetrail
from tests.conftest import SEED
from tests.databases import Databases
from tests.exchange.ocds.made import FIRM, OCID, full, load, package, put, release, value
from tests.exchange.ocds.standard import needs_schema, wrong
from tests.exchange.small_set import asked
from tests.exchange.small_set import put as put_small

PREFIX = "tengetrail-"


def exported(url: str, folder: Path, *, records: bool = False, name: str = "out.ndjson", **more: Any) -> bytes:
    target = folder / name
    export_ocds(url, Chosen(PREFIX, records), target, **more)
    return target.read_bytes()


def packages(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.splitlines()]


def released(content: bytes) -> dict[str, dict[str, Any]]:
    """The releases by their ocid."""
    return {each["ocid"]: each for package in packages(content) for each in package["releases"]}


@pytest.fixture
def everything(database_url: str, tmp_path: Path) -> str:
    """A database with processes from data set folders, made-up ones, and releases and records of publishers."""
    import_seed(database_url, SEED)
    generate(database_url, 60)
    bare = full() | {"ocid": "bare-1"}
    later = release(2, tender={"id": "t", "status": "cancelled", "value": value(0.10)})
    linked = {"ocid": "o-9", "releases": [{"url": "https://example.org/1#r", "date": "2020-01-01T00:00:00Z"}]}
    record = {**linked, "compiledRelease": release(ocid="o-9"), "xOwn": {"n": [1, None, 2.50]}}
    packaged = package(full(), later, next_page={"uri": "x"})
    load(database_url, put(tmp_path, bare, packaged, package(records=[record], releases=None)))
    return database_url


@pytest.mark.parametrize("records", [False, True], ids=["releases", "records"])
def test_what_went_out_comes_in_and_goes_out_the_same(
    records: bool, everything: str, databases: Databases, tmp_path: Path
) -> None:
    first = exported(everything, tmp_path, records=records)
    url = databases.migrated()
    load(url, tmp_path / "out.ndjson")

    assert len(packages(first)) > 15
    assert exported(url, tmp_path, records=records, name="again.ndjson") == first
    databases.drop(url)


@needs_schema
@pytest.mark.parametrize("records", [False, True], ids=["releases", "records"])
def test_what_goes_out_is_what_the_standards_schema_asks_for(records: bool, everything: str, tmp_path: Path) -> None:
    found = packages(exported(everything, tmp_path, records=records))
    own = [each for each in found if each["uri"].startswith("tengetrail:") and each.get("extensions")]

    assert len(own) > 12
    assert [wrong(each) for each in own] == [[]] * len(own)
    assert wrong({**own[0], "publishedDate": "today"})  # the schema does find what is wrong


def test_all_that_is_known_of_a_process_is_in_its_release(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put_small(tmp_path / "small"))
    told = released(exported(database_url, tmp_path))["ocds-1"]

    (contract,) = told["contracts"]
    (award,) = told["awards"]
    assert {name: told[name] for name in ("tag", "initiationType", "buyer")} == {
        "tag": ["compiled"],
        "initiationType": "tender",
        "buyer": {"id": "KZ-BIN-000000000001"},  # it has no name
    }
    assert told["tender"]["value"] == {"amount": 155854000, "currency": "KZT"}
    assert told["tender"]["status"] == "complete"
    assert [lot["id"] for lot in told["tender"]["lots"]] == award["relatedLots"] == ["buying/guides"]
    assert contract["awardID"] == award["id"]
    assert "dateSigned" not in contract  # only its month is known
    assert contract["implementation"]["transactions"][0]["value"] == {
        "amount": 1000000.5,
        "currency": "KZT",
        "qualifier": "about",
    }
    (first, second) = told["planning"]["budget"]["budgetBreakdown"]
    assert (first["id"], first["basis"]) == ("programme>buying", "inferred")
    assert second["relatedLots"] == ["buying/guides"]
    roles = {party["id"]: party["roles"] for party in told["parties"]}
    assert roles["KZ-BIN-000000000001"] == ["buyer", "payer"]


def test_a_contract_without_an_award_gets_one_that_says_so(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, SEED)
    told = released(exported(database_url, tmp_path))[f"{PREFIX}kz-mic-monitoring"]

    (award,) = told["awards"]
    assert told["contracts"][0]["awardID"] == award["id"]
    assert award.keys() == {"id", "description", "suppliers"}
    assert {each["field"] for each in told["withheldInformation"]} == {"tender", "value"}


def test_what_was_released_comes_out_to_the_letter_with_its_package(database_url: str, tmp_path: Path) -> None:
    path = put(tmp_path, package(full(), xOwn={"n": 987, "k": None}, publicationPolicy="https://example.org/policy"))
    path.write_text(path.read_text().replace("987", "1.500"))
    load(database_url, path)

    assert exported(database_url, tmp_path).decode().replace(" ", "") == (
        json.dumps({name: told for name, told in json.loads(path.read_text()).items() if name != "releases"})
        .replace("1.5", "1.500")
        .removesuffix("}")
        .replace(" ", "")
        + ',"releases":['
        + json.dumps(full(), ensure_ascii=False).replace(" ", "")
        + "]}\n"
    )


def test_records_hold_what_their_releases_come_to(database_url: str, tmp_path: Path) -> None:
    later = release(3, tender={"id": "t", "status": "cancelled"})
    records = [{"ocid": OCID, "releases": [full(), later], "versionedRelease": {}, "xOwn": 1}]
    load(database_url, put(tmp_path, package(records=records, releases=None)))
    (found,) = packages(exported(database_url, tmp_path, records=True))

    (record,) = found["records"]
    assert record["xOwn"] == 1
    assert record["releases"] == [full(), later]
    assert record["compiledRelease"]["tender"]["status"] == "cancelled"
    assert record["compiledRelease"]["tag"] == ["compiled"]
    assert [told["value"] for told in record["versionedRelease"]["tender"]["status"]] == ["complete", "cancelled"]


def test_a_compiled_release_takes_the_place_of_what_was_released_before(database_url: str, tmp_path: Path) -> None:
    later = release(5, tag=["compiled"], tender={"id": "t", "title": "A bridge"})
    load(database_url, put(tmp_path, package(full())))
    load(database_url, put(tmp_path, package(later), name="b.json"))

    (record,) = packages(exported(database_url, tmp_path, records=True))[0]["records"]
    assert len(record["releases"]) == 2
    assert "contracts" not in record["compiledRelease"]
    assert record["compiledRelease"]["tender"] == {"id": "t", "title": "A bridge"}


def test_packages_are_as_large_as_is_told_and_those_of_two_publishers_apart(database_url: str, tmp_path: Path) -> None:
    one = [release(ocid=f"a-{number}") for number in range(5)]
    other = [release(ocid=f"b-{number}") for number in range(2)]
    load(database_url, put(tmp_path, package(*one), package(*other, publisher={"name": "Other"})))

    export_ocds(database_url, Chosen(PREFIX), tmp_path / "out", most=3)
    files = [json.loads(file.read_bytes()) for file in sorted((tmp_path / "out").iterdir())]
    assert [(each["publisher"]["name"], len(each["releases"])) for each in files] == [
        ("Test", 3),
        ("Test", 2),
        ("Other", 2),
    ]
    with pytest.raises(NotExportedError, match="not empty"):
        export_ocds(database_url, Chosen(PREFIX), tmp_path / "out")
    with pytest.raises(NotExportedError, match="does not fit into one package"):
        export_ocds(database_url, Chosen(PREFIX), tmp_path / "out.json")
    assert not list(tmp_path.glob("*out.json*"))


def test_the_command_writes_to_whatever_is_named(database_url: str, tmp_path: Path) -> None:
    load(database_url, put(tmp_path, package(full(), release(ocid="o-2", parties=[FIRM]))))

    def run(*words: object) -> str:
        ended = tengetrail("export", "ocds", *words, DATABASE_URL=database_url)
        assert (ended.returncode, ended.stderr) == (0, "")
        return ended.stdout

    lines = run()
    assert run(tmp_path / "a.jsonl.gz") == f"{tmp_path / 'a.jsonl.gz'}: 2 releases written in packages: 2.\n"
    run(tmp_path / "b.json", "--records")
    assert gzip.decompress((tmp_path / "a.jsonl.gz").read_bytes()).decode() == lines
    assert len(json.loads((tmp_path / "b.json").read_bytes())["records"]) == 2
    unknown = tengetrail("export", "ocds", tmp_path / "c.json", "--dataset", "none", DATABASE_URL=database_url)
    assert (unknown.returncode, unknown.stderr.splitlines()[0]) == (
        1,
        "There is nothing to write, and a package is never empty.",
    )
    assert asked(database_url, "SELECT count(*) FROM revision") == [(1,)]
