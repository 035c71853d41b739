from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from exchange.ocds.links import read_links
from exchange.ocds.load import Wanted, import_ocds
from exchange.problems import ImportRefusedError, Problems
from exchange.seed import import_seed
from tests.commands import tengetrail
from tests.exchange.ocds.made import OCID, full, package, put, release
from tests.exchange.small_set import asked, state
from tests.exchange.small_set import put as put_small

LINKS = f"""
- ocids: {OCID}
  to: BudgetLine programme/a1/budget
  basis: STATED
  explanation: The notice names the budget line.
- ocids: other-*
  to: Activity programme/a1
  basis: INFERRED
  explanation: The buyer has no other activity.
"""


@pytest.fixture
def releases(database_url: str, tmp_path: Path) -> Path:
    """A file of three processes, beside a database with a programme."""
    import_seed(database_url, put_small(tmp_path / "small"))
    return put(tmp_path, package(full(), release(ocid="other-1"), release(ocid="other-2")))


def load(url: str, releases: Path, links: str) -> None:
    file = releases.with_name("links.yaml")
    file.write_text(dedent(links), encoding="utf-8")
    problems = Problems()
    read = read_links(file, problems)
    if problems:
        problems.refuse()
    import_ocds(url, Wanted([releases], links=read))


def test_processes_are_linked_to_what_a_file_says(database_url: str, releases: Path) -> None:
    load(database_url, releases, LINKS)

    told = "SELECT slug, basis, explanation FROM funding_link WHERE slug LIKE '%>o%' ORDER BY slug"
    assert asked(database_url, told) == [
        ("programme/a1/budget>" + OCID, "STATED", "The notice names the budget line."),
        ("programme/a1>other-1", "INFERRED", "The buyer has no other activity."),
        ("programme/a1>other-2", "INFERRED", "The buyer has no other activity."),
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("to: Activity programme/a1", "to: Activity programme/a9", "links.yaml:7:7 [1].to: "),
        ("to: Activity programme/a1", "to: Lot buying/lot", "is of the type 'Lot', which does not fit here"),
        ("to: Activity programme/a1", "to: programme/a1", "names a record without its type"),
        ("basis: STATED", "basis: SURE", "links.yaml:4:10 [0].basis: 'SURE' is not a value of Basis"),
        ("basis: STATED", "bases: STATED", "'bases' is not a key of a link; perhaps 'basis' is meant"),
        ("  basis: STATED\n", "", "'basis' is missing here"),
        ("ocids: other-*", "ocids: another-*", "'another-*' fits no process of the files"),
        ("ocids: other-*", "ocids: [other-1]", "'ocids' is not one value"),
        ("- ocids: other-*", "- other", "cannot be read"),
        (LINKS, "ocids: other", "'links.yaml' is not a list"),
        (LINKS, "- other", "is not a link"),
        (LINKS, "", "holds nothing"),
    ],
)
def test_a_bad_file_of_links_is_named_with_its_place(
    old: str, new: str, told: str, database_url: str, releases: Path
) -> None:
    before = state(database_url)
    assert old in LINKS

    with pytest.raises(ImportRefusedError) as caught:
        load(database_url, releases, LINKS.replace(old, new))
    assert "links.yaml" in str(caught.value)
    assert told in str(caught.value)
    assert state(database_url) == before


def test_the_command_takes_a_file_of_links(database_url: str, releases: Path) -> None:
    file = releases.with_name("links.yaml")
    file.write_text(LINKS, encoding="utf-8")
    ended = tengetrail("import", "ocds", releases, "--links", file, DATABASE_URL=database_url)

    assert ended.returncode == 0, ended.stderr
    assert asked(database_url, "SELECT count(*) FROM funding_link WHERE slug LIKE '%>o%'") == [(3,)]


def test_a_file_that_is_not_there_is_named(database_url: str, releases: Path) -> None:
    ended = tengetrail("import", "ocds", releases, "--links", "none.yaml", DATABASE_URL=database_url)

    assert ended.returncode == 1
    assert "'none.yaml' cannot be read" in ended.stderr
