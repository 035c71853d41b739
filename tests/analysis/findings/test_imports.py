"""Findings by rule as imports leave them, on both databases."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from exchange.problems import ImportRefusedError
from exchange.seed import import_seed
from tests.conftest import SEED
from tests.exchange.small_set import SMALL, asked, put

CLAIMS = """
- {code: C1, kind: AMOUNT, subject: Source news, statement: A., value: 246000000 KZT, citation: news#line 1}
- {code: C2, kind: AMOUNT, subject: Source news, statement: A., value: 635380 USD, converts: C1, citation: news#line 1}
- {code: C3, kind: AMOUNT, subject: Source news, statement: B., value: 212000000 KZT, citation: news#line 2}
- {code: C4, kind: AMOUNT, subject: Source news, statement: B., value: 547565 USD, converts: C3, citation: news#line 2}
- {code: C5, kind: AMOUNT, subject: Source news, statement: C., value: 155854000 KZT, citation: news#line 3}
- {code: C6, kind: AMOUNT, subject: Source news, statement: C., value: 402.55 USD, converts: C5, citation: news#line 3}
- {code: C7, kind: RELATION, subject: Source news, statement: D., quantity: 2, unit: times, compares: [C1, C3],
   citation: news#line 4}
- {code: C8, kind: RELATION, subject: Source news, statement: D., quantity: 3, unit: times, compares: [C1, C5],
   citation: news#line 4}
"""
EDITORS = """
- {code: A10, severity: INFO, title: A doubt, explanation: Nobody knows., claims: [C3]}
- {code: A9, severity: INFO, title: A doubt, explanation: Nobody knows., claims: [C1]}
"""
CODES = """
- {code: A2, rule: POWER_OF_TEN, title: A word is missing, claims: [C5, C6]}
- {code: A3, rule: POWER_OF_TEN, title: Not found, claims: [C1, C2]}
"""
SOURCE = "- {slug: news, kind: ARTICLE, title: Where the money went, publisher: The Paper}\n"
SET: dict[str, str | None] = {
    **dict.fromkeys(name.removesuffix(".yaml") for name in SMALL),
    "dataset": SMALL["dataset.yaml"],
    "source": SOURCE,
    "claim": CLAIMS,
    "finding": EDITORS,
    "finding_code": CODES,
}

Row = tuple[Any, ...]


def findings(url: str) -> dict[str, tuple[str, list[str]]]:
    """Who found it and the claims that it rests on, by code, in the order in which findings are listed."""
    sql = (
        "SELECT finding.code, found_by, claim.code FROM finding"
        " JOIN node ON node.id = finding.id JOIN finding_claim ON finding_id = finding.id"
        " JOIN claim ON claim.id = claim_id ORDER BY node.dataset, finding.number, claim.number"
    )
    found: dict[str, tuple[str, list[str]]] = {}
    for code, by, claim in asked(url, sql):
        found.setdefault(code, (by, []))[1].append(claim)
    return found


def rows(url: str) -> list[Row]:
    """All that is stored of findings."""
    sql = "SELECT * FROM finding JOIN node ON node.id = finding.id JOIN finding_claim ON finding_id = finding.id"
    return sorted(asked(url, sql), key=repr)


def written(folder: Path, **changed: str) -> Path:
    """The folder of a small data set that contradicts itself, with some files changed."""
    return put(folder, {f"{name}.yaml": content for name, content in {**SET, **changed}.items()})


def seed_with(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """A copy of the seed in which a piece of a file is another."""
    copy = folder / "seed"
    shutil.copytree(SEED, copy, dirs_exist_ok=True)
    for name, old, new in changes:
        content = (copy / name).read_text(encoding="utf-8")
        assert content.count(old) == 1, f"{old!r} does not stand exactly once in {name}"
        (copy / name).write_text(content.replace(old, new), encoding="utf-8")
    return copy


def test_the_seed_has_its_eighteen_findings_in_order(seeded_url: str) -> None:
    found = findings(seeded_url)

    assert list(found) == [f"D{number}" for number in range(1, 19)]
    assert [code for code, (by, _) in found.items() if by == "EDITOR"] == ["D5", "D6", "D7", "D8", "D9", "D10"]
    assert found["D12"][1] == ["F73", "F78", "F81", "F84", "F88"]


def test_a_figure_of_the_seed_that_is_put_right_takes_its_finding_away(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, SEED)

    import_seed(database_url, seed_with(tmp_path, ("claim.yaml", "value: 402.55 USD", "value: 402550 USD")))

    assert list(findings(database_url)) == [f"D{number}" for number in range(1, 19) if number != 13]


def test_a_changed_figure_of_the_seed_changes_what_is_found(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, SEED)
    (before,) = asked(database_url, "SELECT id, found FROM finding WHERE code = 'D3'")

    import_seed(database_url, seed_with(tmp_path, ("claim.yaml", "quantity: 2.8\n", "quantity: 2.7\n")))

    assert asked(database_url, "SELECT id, found FROM finding WHERE code = 'D3'") == [(before[0], "2.7 times")]
    assert len(findings(database_url)) == 18


def test_a_later_import_leaves_findings_alone_that_stay_the_same(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, SEED)
    stored = rows(database_url)
    assert import_seed(database_url, SEED) is None

    renamed = ("lot.yaml", "title: Meetings with inmates in penal institutions", "title: Meetings")
    assert import_seed(database_url, seed_with(tmp_path, renamed)) is not None

    assert rows(database_url) == stored


def test_another_data_set_has_its_own_codes_and_numbered_ones(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, written(tmp_path))

    assert findings(database_url) == {
        "A2": ("RULE", ["C5", "C6"]),
        "A9": ("EDITOR", ["C1"]),
        "A10": ("EDITOR", ["C3"]),
        "ratio-1": ("RULE", ["C1", "C3", "C7"]),
        "ratio-2": ("RULE", ["C1", "C5", "C8"]),
    }
    assert asked(database_url, "SELECT title, severity, found FROM finding WHERE code = 'A2'") == [
        ("A word is missing", "ERROR", "402.55 USD")
    ]
    assert asked(database_url, "SELECT dataset, type, count FROM record_count WHERE type = 'Finding'") == [
        ("small", "Finding", 5)
    ]
    ((cited,),) = asked(
        database_url,
        "SELECT text FROM reference JOIN node ON reference.id = node.reference_id WHERE node.slug = 'ratio-1'",
    )
    assert cited.startswith("Source: Where the money went")


def test_a_claim_can_go_with_its_finding_and_the_numbers_of_others_stay(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, written(tmp_path))
    (stays,) = asked(database_url, "SELECT id FROM finding WHERE code = 'ratio-2'")
    before, after = CLAIMS.split("- {code: C7")
    without = before + after[after.index("- {") :]

    import_seed(database_url, written(tmp_path, claim=without))

    assert list(findings(database_url)) == ["A2", "A9", "A10", "ratio-2"]
    assert asked(database_url, "SELECT id FROM finding WHERE code = 'ratio-2'") == [stays]
    assert asked(database_url, "SELECT slug FROM node WHERE type = 'Finding' AND slug = 'ratio-1'") == []


def test_a_code_that_is_added_later_names_the_same_finding(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, written(tmp_path))
    more = CODES + "- {code: A1, rule: RATIO, title: Not twice, claims: [C1, C3, C7]}\n"

    import_seed(database_url, written(tmp_path, finding_code=more))

    assert list(findings(database_url)) == ["A1", "A2", "A9", "A10", "ratio-2"]


def test_a_code_of_an_editor_stays_the_editors(database_url: str, tmp_path: Path) -> None:
    editors = EDITORS.replace("A10", "A2").replace("A9", "ratio-1")

    import_seed(database_url, written(tmp_path, finding=editors))

    assert findings(database_url) == {
        "A2": ("EDITOR", ["C3"]),
        "power-of-ten-1": ("RULE", ["C5", "C6"]),
        "ratio-1": ("EDITOR", ["C1"]),
        "ratio-2": ("RULE", ["C1", "C3", "C7"]),
        "ratio-3": ("RULE", ["C1", "C5", "C8"]),
    }


def test_a_file_cannot_take_the_key_of_a_computed_finding(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, written(tmp_path))
    stored = rows(database_url)

    with pytest.raises(ImportRefusedError, match="ratio-1"):
        import_seed(database_url, written(tmp_path, finding=EDITORS.replace("A9", "ratio-1")))

    assert rows(database_url) == stored


def test_the_findings_of_two_data_sets_stand_side_by_side(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, SEED)
    stored = rows(database_url)

    import_seed(database_url, written(tmp_path))

    assert list(findings(database_url))[-5:] == ["A2", "A9", "A10", "ratio-1", "ratio-2"]
    assert [row for row in rows(database_url) if row in stored] == stored
