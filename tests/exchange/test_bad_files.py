from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from exchange.problems import MOST, ImportRefusedError
from exchange.seed import MOST_BYTES, import_seed
from tests.databases import Databases
from tests.exchange.small_set import SMALL, edited, put, state

CATALOGUE = Path(__file__).with_name("bad_files.yaml")
CASES = {case["case"]: case for case in yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))}


@pytest.fixture(scope="module")
def loaded(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with the small set in it, in which nothing of all that follows may change anything."""
    url = databases.migrated()
    import_seed(url, put(tmp_path_factory.mktemp("small")))
    before = state(url)
    yield url
    assert state(url) == before
    databases.drop(url)


def refused(url: str, folder: Path) -> list[str]:
    """The report, line by line, of an import that must not be accepted."""
    with pytest.raises(ImportRefusedError) as caught:
        import_seed(url, folder)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_bad_file_is_named_with_place_value_and_mend(case: dict[str, str], loaded: str, tmp_path: Path) -> None:
    files = {case["file"]: case["content"]} if "old" not in case else edited(case["file"], (case["old"], case["new"]))

    assert refused(loaded, put(tmp_path, files)) == [case["told"].rstrip("\n")]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"- slug: caf\xe9\n", "finding.yaml:1:12: 'byte 0xe9' is not UTF-8; save the file as UTF-8"),
        ("[]\n# \u04a3".encode()[:-1], "finding.yaml:2:3: 'byte 0xd2' is not UTF-8; save the file as UTF-8"),
        ("[]".encode("utf-16"), "finding.yaml:1:1: 'byte 0xff' is not UTF-8; save the file as UTF-8"),
        (b"PK\x03\x04", "finding.yaml:1:3: '\\x03' is a control character; take it out"),
    ],
    ids=["another encoding", "cut off within a letter", "wide letters", "a spreadsheet"],
)
def test_bytes_that_are_no_text_are_named_with_their_place(
    content: bytes, told: str, loaded: str, tmp_path: Path
) -> None:
    assert refused(loaded, put(tmp_path, {"finding.yaml": content})) == [told]


@pytest.mark.parametrize(
    ("file", "old", "new", "wrong"),
    [
        ("process.yaml", "ocds-1", "x" * 501, "is longer than 500 characters; shorten it"),
        ("transaction.yaml", "slug: buying/payment", f"slug: {'x' * 201}", "is longer than 200 characters; shorten it"),
        ("funding_link.yaml", "gazette#line 62", f"gazette#{'x' * 501}", "is longer than 500 characters; shorten it"),
        ("lot.yaml", "42971000 KZT", "9" * 5000 + " KZT", "is not a sum of money"),
        ("tender.yaml", "lots: 1", f"lots: {'9' * 5000}", "is not a count"),
        ("lot.yaml", "tender: buying/tender", f"tender: {'x' * 5000}", "is no Tender that is known"),
        ("lot.yaml", "title: Information", f"title: {'[' * 50_000}", "cannot be read"),
    ],
)
def test_values_without_an_end_are_refused_at_once_and_shown_in_short(
    file: str, old: str, new: str, wrong: str, loaded: str, tmp_path: Path
) -> None:
    (problem,) = refused(loaded, put(tmp_path, edited(file, (old, new))))

    assert wrong in problem
    assert len(problem) < 400


def test_all_problems_of_all_files_come_in_one_report_in_order(loaded: str, tmp_path: Path) -> None:
    files = (
        edited("tender.yaml", ("number_of_lots: 1", "number_of_lots: one"), ("process: buying", "process: bying"))
        | edited("lot.yaml", ("42971000 KZT", "-1 KZT"))
        | edited("source.yaml", ("2020-01", "2020-13"))
        | {"finding.yaml": "- code: [\n", "letter.yaml": ""}
    )

    problems = refused(loaded, put(tmp_path, files))

    assert [problem.split(": ")[0] for problem in problems] == [
        "finding.yaml:2:1",
        "letter.yaml",
        "lot.yaml:5:10 [0].value",
        "source.yaml:6:17 [0].published_on",
        "tender.yaml:2:12 [0].process",
        "tender.yaml:5:19 [0].number_of_lots",
    ]


def test_a_file_that_cannot_be_read_does_not_make_references_into_it_wrong(loaded: str, tmp_path: Path) -> None:
    (problem,) = refused(loaded, put(tmp_path, award="- &x"))

    assert problem.startswith("award.yaml:1:3: ")


def test_a_record_with_a_wrong_value_still_can_be_referred_to(loaded: str, tmp_path: Path) -> None:
    (problem,) = refused(loaded, put(tmp_path, edited("tender.yaml", ("155854000 KZT", "much"))))

    assert problem.startswith("tender.yaml:6:10 [0].value: 'much' is not a sum of money")


def test_a_report_has_an_end(loaded: str, tmp_path: Path) -> None:
    records = "".join(f"- slug: c{number}\n  tender: buying/tender\n  value: much\n" for number in range(250))

    with pytest.raises(ImportRefusedError) as caught:
        import_seed(loaded, put(tmp_path, bid=records))

    assert len(caught.value.problems) == MOST
    assert str(caught.value).startswith("250 problems; nothing was changed.\nbid.yaml:3:10 [0].value: 'much'")
    assert str(caught.value).endswith("... and 150 more.")


def test_a_folder_that_is_not_there_is_named(database_url: str, tmp_path: Path) -> None:
    (problem,) = refused(database_url, tmp_path / "nowhere")

    assert problem.endswith("is not a folder; name the folder that holds dataset.yaml")


def test_what_is_no_file_is_named_and_not_waited_for(loaded: str, tmp_path: Path) -> None:
    folder = put(tmp_path, finding=None, finding_code=None)
    (folder / "finding.yaml").mkdir()
    os.mkfifo(folder / "finding_code.yaml")

    assert refused(loaded, folder) == [
        f"{name}: '{name}' is not a file; put a file in its place, or take it away"
        for name in ("finding.yaml", "finding_code.yaml")
    ]


def test_a_file_without_an_end_is_not_read(loaded: str, tmp_path: Path) -> None:
    folder = put(tmp_path)
    os.truncate(folder / "finding.yaml", MOST_BYTES + 1)

    assert refused(loaded, folder) == ["finding.yaml: 'finding.yaml' has more than 67108864 bytes; split the data set"]


def test_other_files_in_the_folder_are_left_alone(database_url: str, tmp_path: Path) -> None:
    revision = import_seed(database_url, put(tmp_path, {"README.md": "- {", ".lot.yaml": "- {", "notes.txt": "x"}))

    assert revision is not None


def test_what_another_set_has_is_not_taken_over(loaded: str, tmp_path: Path) -> None:
    files = dict.fromkeys(SMALL) | edited("dataset.yaml", ("name: small", "name: other"))
    files["territory.yaml"] = SMALL["territory.yaml"].replace("kz-south", "kz-turkestan")
    files["process.yaml"] = "- {slug: other, title: Other, ocid: ocds-1}\n- {slug: more, title: More, buyer: nobody}\n"

    assert refused(loaded, put(tmp_path, files)) == [
        "process.yaml:1:37 [0].ocid: 'ocds-1' is already that of Process buying of the data set 'small';"
        " correct it, or refer to that record",
        "process.yaml:2:36 [1].buyer: 'nobody' is no Organization that is known;"
        " add it, or correct this: none is known",
        "territory.yaml:1:9 [0].slug: 'kz' is a record of the data set 'small' already;"
        " give this one another slug, or take it away",
        "territory.yaml:10:9 [1].code: 'KATO, 61' is already that of Territory kz-south of the data set 'small';"
        " correct it, or refer to that record",
    ]
