"""Open Contracting files as an import: all that the tables hold arrives, once, and nothing is lost."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from db.node import RecordKey
from exchange.ocds.links import Link
from exchange.problems import ImportRefusedError
from exchange.seed import import_seed
from tests.commands import tengetrail
from tests.exchange.ocds.made import BUYER, FIRM, OCID, full, load, package, put, release, value
from tests.exchange.small_set import asked, state
from tests.exchange.small_set import put as put_small


def test_all_that_the_tables_hold_arrives(database_url: str, tmp_path: Path) -> None:
    load(database_url, put(tmp_path, package(full())))

    tender = "SELECT title, status, method, category, number_of_tenderers, value_amount, value_currency FROM tender"
    assert asked(database_url, tender) == [("A bridge", "COMPLETE", "OPEN", "WORKS", 2, 100_000, "USD")]
    assert asked(database_url, "SELECT number, title, value_amount FROM lot ORDER BY number") == [
        ("1", "Pillars", 60_000),
        ("2", None, None),
    ]
    chain = """
        SELECT a.value_amount, o.name, l.number, c.value_amount, p.ocid FROM award a
        JOIN award_supplier s ON s.award_id = a.id JOIN organization o ON o.id = s.organization_id
        JOIN award_lot r ON r.award_id = a.id JOIN lot l ON l.id = r.lot_id
        JOIN contract c ON c.award_id = a.id JOIN process p ON p.id = c.process_id"""
    assert asked(database_url, chain) == [(55_025, "Bridge Builders", "1", 55_025, OCID)]
    paid = """
        SELECT t.value_amount, payer.name, payee.name FROM "transaction" t
        JOIN organization payer ON payer.id = t.payer_id JOIN organization payee ON payee.id = t.payee_id"""
    assert asked(database_url, paid) == [(10_000, "City of Almaty", "Bridge Builders")]
    assert asked(database_url, "SELECT status, value_amount FROM bid") == [("VALID", 55_025)]
    assert asked(database_url, "SELECT title, url FROM document") == [("Notice", "https://example.org/n.pdf")]
    assert asked(database_url, "SELECT text, language, kind FROM local_text") == [("Мост", "RU", "AS_PRINTED")] * 2


def test_each_amount_has_the_words_that_were_printed_and_their_place(database_url: str, tmp_path: Path) -> None:
    load(database_url, put(tmp_path, package(full())))

    claims = """
        SELECT c.printed, s.publisher, s.licence_note, l.locator FROM claim c
        JOIN citation l ON l.id = c.citation_id JOIN source s ON s.id = l.source_id ORDER BY c.number"""
    printed = ["1000 USD", "600 USD", "550.25 USD", "550.25 USD", "550.25 USD", "100 USD"]
    assert asked(database_url, claims) == [(each, "Test", "CC0", OCID) for each in printed]


def test_a_status_of_the_publishers_own_is_kept_in_its_words(database_url: str, tmp_path: Path) -> None:
    load(database_url, put(tmp_path, package(full())))

    assert asked(database_url, "SELECT status FROM contract") == [(None,)]
    assert asked(database_url, "SELECT status_after FROM status_event") == [("signed and sealed",)]


def test_releases_of_a_process_are_merged_by_date_and_kept_to_the_letter(database_url: str, tmp_path: Path) -> None:
    later = release(3, tender={"status": "complete", "value": value(2000), "xOwn": {"n": 1.50}})
    earlier = release(2, tender={"title": "A bridge", "status": "active", "value": value(1000)})
    load(database_url, put(tmp_path, later, earlier, name="a.jsonl"))

    assert asked(database_url, "SELECT title, status, value_amount FROM tender") == [("A bridge", "COMPLETE", 200_000)]
    kept = asked(database_url, "SELECT release_id, released_at, tag, content FROM release ORDER BY id")
    assert [row[:3] for row in kept] == [
        ("r2", "2020-01-02T12:00:00Z", "tender"),
        ("r3", "2020-01-03T12:00:00Z", "tender"),
    ]
    assert [json.loads(row[3]) for row in kept] == [earlier, later]


def test_what_comes_later_is_merged_with_what_was_loaded_before(database_url: str, tmp_path: Path) -> None:
    load(database_url, put(tmp_path, package(full())))
    load(database_url, put(tmp_path, package(release(2, tender={"id": "t", "status": "cancelled"})), name="b.json"))

    assert asked(database_url, "SELECT title, status FROM tender") == [("A bridge", "CANCELLED")]
    assert asked(database_url, "SELECT count(*) FROM award") == [(1,)]
    assert asked(database_url, "SELECT count(*) FROM release") == [(2,)]


def test_a_second_import_of_the_same_changes_nothing(database_url: str, tmp_path: Path) -> None:
    one, other = put(tmp_path, package(full())), put(tmp_path, package(release(2, ocid="o-2")), name="b.json")
    load(database_url, one, other)
    told = ("node", "process", "tender", "lot", "award", "contract", "claim", "organization", "name", "release")
    before = [state(database_url)[name] for name in told]

    assert load(database_url, one, other) is None
    load(database_url, other)  # another set of files, of which all is there
    assert [state(database_url)[name] for name in told] == before
    assert asked(database_url, "SELECT * FROM change WHERE revision > 1") == []


def test_a_body_is_one_by_its_number_whatever_it_is_called(database_url: str, tmp_path: Path) -> None:
    renamed = {**BUYER, "id": "other", "name": "Akimat of Almaty"}
    second = release(5, ocid="o-2", parties=[renamed], buyer={"id": "other"})
    load(database_url, put(tmp_path, package(full(), second)))

    assert asked(database_url, "SELECT count(DISTINCT buyer_id) FROM process") == [(1,)]
    names = "SELECT text, language, kind, valid_from FROM name WHERE text LIKE '%Almaty' ORDER BY valid_from"
    assert [(*row[:3], str(row[3])) for row in asked(database_url, names)] == [
        ("City of Almaty", "EN", "AS_PRINTED", "2020-01-01"),
        ("Akimat of Almaty", "EN", "AS_PRINTED", "2020-01-05"),
    ]


def test_bodies_without_a_number_are_one_only_if_id_and_name_are_the_same(database_url: str, tmp_path: Path) -> None:
    named = [("1", "North"), ("1", "South"), ("1", "North"), (None, "North")]
    trees = [
        release(ocid=f"o-{place}", parties=[], buyer={"id": known, "name": name})
        for place, (known, name) in enumerate(named)
    ]
    load(database_url, put(tmp_path, *trees))

    buyers = [row[0] for row in asked(database_url, "SELECT buyer_id FROM process ORDER BY ocid")]
    assert buyers[0] == buyers[2]
    assert len(set(buyers)) == 3


def test_a_body_that_another_data_set_has_is_that_one(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put_small(tmp_path / "small"))
    (scheme, number, slug), *_ = asked(
        database_url,
        "SELECT scheme, value, slug FROM organization_identifier JOIN organization o ON o.id = organization_id",
    )
    party = {**FIRM, "identifier": {"scheme": scheme, "id": number}}
    load(database_url, put(tmp_path, package(full() | {"parties": [BUYER, party]})))

    supplier = "SELECT o.slug FROM organization o JOIN contract_supplier s ON s.organization_id = o.id"
    assert (slug,) in asked(database_url, supplier)


def test_processes_are_linked_to_a_programme_with_the_basis_that_is_told(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put_small(tmp_path / "small"))
    ((programme,), *_) = asked(database_url, "SELECT slug FROM programme")
    load(database_url, put(tmp_path, package(full())), links=[Link(RecordKey("Programme", programme), "INFERRED")])

    link = f"SELECT basis FROM funding_link WHERE slug = '{programme}>{OCID}'"  # our own words
    assert asked(database_url, link) == [("INFERRED",)]
    with pytest.raises(ImportRefusedError, match="no Programme that is known"):
        load(database_url, put(tmp_path, package(full())), links=[Link(RecordKey("Programme", "nowhere"), "STATED")])


@pytest.mark.parametrize(
    "tree",
    [
        package(full()),
        full(),
        {"records": [{"ocid": OCID, "releases": [full()]}]},
        {"records": [{"ocid": OCID, "compiledRelease": full(), "releases": [{"url": "https://example.org/1"}]}]},
        {"ocid": OCID, "releases": [full()]},
        {"compiledRelease": full(), "versionedRelease": {}},
    ],
    ids=["release package", "release", "record package", "linked releases", "record", "bare record"],
)
def test_every_form_of_the_standard_is_read(tree: Any, database_url: str, tmp_path: Path) -> None:
    load(database_url, put(tmp_path, tree))

    assert asked(database_url, "SELECT count(*) FROM contract") == [(1,)]


def test_folders_packed_files_and_other_encodings_are_read(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    packed = gzip.compress(json.dumps(package(release(ocid="o-1", tender={"title": "One"}))).encode())
    (tmp_path / "in" / "one.json.gz").write_bytes(packed)
    latin = json.dumps(release(ocid="o-2", tender={"title": "MÁQUINA"}), ensure_ascii=False).encode("cp1252")
    (tmp_path / "two.json").write_bytes(latin)
    load(database_url, tmp_path, encoding="cp1252")

    assert asked(database_url, "SELECT title FROM tender ORDER BY title") == [("MÁQUINA",), ("One",)]


@pytest.mark.parametrize("printed", ["1.005", "1.0000000000000000000000000000000001"])
def test_an_amount_that_cannot_be_paid_stays_as_it_is_printed(printed: str, database_url: str, tmp_path: Path) -> None:
    path = put(tmp_path, release(tender={"title": "T", "value": value(987)}))
    path.write_text(path.read_text().replace("987", printed))
    load(database_url, path)

    assert asked(database_url, "SELECT value_amount FROM tender") == [(None,)]
    assert asked(database_url, "SELECT printed, quantity, unit, value_amount FROM claim") == [
        (f"{printed} USD", printed, "USD", None)
    ]


def test_what_publishers_get_wrong_in_content_is_loaded_and_nothing_made_of_it(
    database_url: str, tmp_path: Path
) -> None:
    odd = {
        "title": "T\u000bwith a tab",
        "status": "Executarea contractului",
        "value": value("", ""),
        "tenderPeriod": {"startDate": "2020-02-01T00:00:00Z", "endDate": "2020-01-01T00:00:00Z", "durationInDays": -7},
        "lots": [{"id": 1, "value": value(5, "kzt")}],
    }
    load(database_url, put(tmp_path, release(tender=odd, planning=[{"id": "p"}])))

    tender = "SELECT title, status, status_details, value_amount FROM tender"
    assert asked(database_url, tender) == [("T with a tab", None, "Executarea contractului", None)]
    assert asked(database_url, "SELECT value_amount, value_currency FROM lot") == [(500, "KZT")]
    assert [str(day) for row in asked(database_url, "SELECT period_start, period_end FROM tender") for day in row] == [
        "2020-02-01",
        "2020-01-01",
    ]


def test_the_command_tells_what_it_loaded_and_refused(database_url: str, tmp_path: Path) -> None:
    good, bad = put(tmp_path, package(full())), put(tmp_path, release(tender={"value": value(-1)}), name="bad.json")

    loaded = tengetrail("import", "ocds", str(good), DATABASE_URL=database_url)
    again = tengetrail("import", "ocds", str(good), DATABASE_URL=database_url)
    piped = tengetrail("import", "ocds", "-", "--dataset", "other", piped=good.read_text(), DATABASE_URL=database_url)
    refused = tengetrail("import", "ocds", str(bad), DATABASE_URL=database_url)

    assert (loaded.returncode, loaded.stderr) == (0, "")
    assert "rows loaded as revision 1" in loaded.stdout
    assert again.stdout == "ocds: nothing has changed.\n"
    assert piped.returncode == 1
    assert "is a record of the data set 'ocds' already" in piped.stderr
    assert refused.returncode == 1
    assert refused.stderr.startswith("1 problem; nothing was changed.")
