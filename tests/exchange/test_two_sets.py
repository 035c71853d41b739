from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from exchange.problems import ImportRefusedError
from exchange.seed import import_seed
from tests.exchange.small_set import SMALL, asked, edited, put, state

OTHER: dict[str, Any] = dict.fromkeys(SMALL) | {
    "dataset.yaml": SMALL["dataset.yaml"].replace("name: small", "name: other"),
    "claim.yaml": """
        - code: G1
          kind: COUNT
          subject: Tender buying/tender
          statement: How many lots there were.
          quantity: "20"
          citation: gazette#line 63
        - code: G2
          kind: CONTEXT
          subject: Organization centre
          statement: It is small.
          citation: report#page 1
        """,
    "source.yaml": "- {slug: report, kind: DATASET, title: A report}",
    "contract.yaml": """
        - slug: buying/second-contract
          process: buying
          award: buying/award
          suppliers: [winner]
        """,
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The folder of the small set."""
    return put(tmp_path / "small")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The folder of a set that refers to the small one."""
    return put(tmp_path / "other", OTHER)


def test_a_set_may_refer_to_records_of_another(database_url: str, small: Path, other: Path) -> None:
    import_seed(database_url, small)
    revision = import_seed(database_url, other)

    assert revision is not None
    assert revision.number == 2
    assert asked(
        database_url,
        "SELECT claim.code, subject.slug, citation.slug FROM claim JOIN node subject ON subject.id = claim.subject_id"
        " JOIN citation ON citation.id = claim.citation_id JOIN node ON node.id = claim.id"
        " WHERE node.dataset = 'other' ORDER BY claim.code",
    ) == [("G1", "buying/tender", "gazette#line-63"), ("G2", "centre", "report#page-1")]


def test_each_set_is_loaded_and_changed_on_its_own(database_url: str, small: Path, other: Path) -> None:
    import_seed(database_url, small)
    before = state(database_url)
    import_seed(database_url, other)

    assert import_seed(database_url, small) is None
    assert import_seed(database_url, other) is None
    rows = state(database_url)
    assert [row for row in rows["contract"] if row in before["contract"]] == before["contract"]
    assert len(rows["contract"]) == 2
    assert {str(row[2]) for row in rows["change"]} == {"ADDED"}


def test_what_two_sets_cite_is_there_once(database_url: str, small: Path, other: Path) -> None:
    import_seed(database_url, small)
    import_seed(database_url, other)

    assert asked(database_url, "SELECT dataset FROM node WHERE slug = 'gazette#line-63'") == [("small",)]


def test_a_cited_place_passes_to_the_set_that_still_cites_it(database_url: str, small: Path, other: Path) -> None:
    import_seed(database_url, small)
    import_seed(database_url, other)
    put(small, edited("funding_link.yaml", ("gazette#line 63", "gazette#line 64")))

    import_seed(database_url, small)

    assert asked(database_url, "SELECT dataset FROM node WHERE slug = 'gazette#line-63'") == [("other",)]
    assert asked(database_url, "SELECT kind, type FROM change WHERE kind <> 'ADDED'") == [("CHANGED", "FundingLink")]
    assert import_seed(database_url, other) is None
    assert import_seed(database_url, small) is None


def test_what_another_set_refers_to_cannot_be_taken_away(database_url: str, small: Path, other: Path) -> None:
    import_seed(database_url, small)
    import_seed(database_url, other)
    before = state(database_url)
    renamed = {name: text.replace("buying/award", "buying/choice") for name, text in SMALL.items()}
    put(small, renamed)

    with pytest.raises(ImportRefusedError) as refused:
        import_seed(database_url, small)

    assert [str(problem) for problem in refused.value.problems] == [
        "award.yaml: 'buying/award' is no longer here, but Contract buying/second-contract of the data set 'other'"
        " refers to it; put it back, or change that data set first"
    ]
    assert state(database_url) == before


def test_what_no_set_refers_to_any_more_can_be_taken_away(database_url: str, small: Path, other: Path) -> None:
    import_seed(database_url, small)
    import_seed(database_url, other)
    import_seed(database_url, put(other, OTHER | {"contract.yaml": None}))
    put(small, {name: text.replace("buying/award", "buying/choice") for name, text in SMALL.items()})

    assert import_seed(database_url, small) is not None
    assert asked(database_url, "SELECT slug FROM award") == [("buying/choice",)]


def test_the_source_of_a_place_that_another_set_cites_cannot_be_taken_away(
    database_url: str, tmp_path: Path, other: Path
) -> None:
    only: dict[str, Any] = dict.fromkeys(SMALL) | {
        "dataset.yaml": SMALL["dataset.yaml"],
        "source.yaml": "- {slug: gazette, kind: ARTICLE, title: G}",
        "legal_act.yaml": "- {slug: act, kind: LAW, title: A law, citation: 'gazette#line 63'}",
    }
    import_seed(database_url, put(tmp_path / "first", only))
    claim = "- {code: G1, kind: CONTEXT, subject: LegalAct act, statement: It is one., citation: 'gazette#line 63'}"
    import_seed(
        database_url, put(other, dict.fromkeys(SMALL) | {"dataset.yaml": OTHER["dataset.yaml"], "claim.yaml": claim})
    )
    changed = only | {"source.yaml": "- {slug: paper, kind: ARTICLE, title: G}"}
    changed["legal_act.yaml"] = "- {slug: act, kind: LAW, title: A law, citation: 'paper#line 63'}"

    with pytest.raises(ImportRefusedError, match="'gazette' is no longer here, but Citation gazette#line-63 of"):
        import_seed(database_url, put(tmp_path / "first", changed))
