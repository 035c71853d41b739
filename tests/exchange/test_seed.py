from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import pytest

from db.node import models
from db.table import table_of
from exchange.problems import ImportRefusedError
from exchange.seed import import_seed
from tests.exchange.small_set import SMALL, asked, edited, put, state

RECORDS = "SELECT id, slug FROM node WHERE NOT computed ORDER BY id"
SHIPPED = Path(__file__).resolve().parents[2] / "seed_data"


def changes(url: str) -> dict[tuple[str, str, str], tuple[dict[str, object], dict[str, object] | None]]:
    """What was replaced or taken away."""
    rows = asked(url, "SELECT kind, type, slug, before, after FROM change WHERE kind <> 'ADDED'")
    return {(kind, type_, slug): (json.loads(old), new and json.loads(new)) for kind, type_, slug, old, new in rows}


def test_a_data_set_is_loaded_with_everything_in_it(database_url: str, tmp_path: Path) -> None:
    revision = import_seed(database_url, put(tmp_path))

    assert revision is not None
    assert revision.number == 1
    assert asked(
        database_url,
        "SELECT lot.value_amount, lot.value_currency, lot.value_qualifier, tender.slug, process.slug, organization.slug"
        " FROM lot JOIN tender ON tender.id = lot.tender_id JOIN process ON process.id = tender.process_id"
        " JOIN award_lot ON award_lot.lot_id = lot.id"
        " JOIN award_supplier ON award_supplier.award_id = award_lot.award_id"
        " JOIN organization ON organization.id = award_supplier.organization_id",
    ) == [(4297100000, "KZT", "EXACT", "buying/tender", "buying", "winner")]
    assert ("Organization", 4) in asked(database_url, "SELECT type, count FROM record_count")


def test_a_record_of_every_kind_can_be_written_in_files(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))

    rows = state(database_url)

    assert [table_of(model).name for model in models() if not rows[table_of(model).name]] == []


def test_partial_dates_keep_how_much_is_known(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))

    dates = asked(
        database_url,
        "SELECT CAST(signed_on AS text), signed_on_precision FROM contract"
        " UNION SELECT CAST(published_on AS text), published_on_precision FROM tender"
        " UNION SELECT CAST(dated AS text), dated_precision FROM programme_version WHERE dated IS NOT NULL ORDER BY 1",
    )

    assert dates == [("2017-01-01", "YEAR"), ("2017-05-01", "MONTH"), ("2018-03-15", "DAY")]


def test_a_citation_is_made_once_for_all_that_cite_it(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))

    assert asked(
        database_url,
        "SELECT citation.slug, locator, count(*) FROM citation JOIN claim ON claim.citation_id = citation.id"
        " GROUP BY citation.slug, locator ORDER BY 1",
    ) == [("gazette#line-20", "line 20", 1), ("gazette#line-62", "line 62", 2)]


def test_what_is_derived_is_there_after_the_import(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))

    assert asked(database_url, "SELECT slug, name FROM organization ORDER BY slug") == [
        ("centre", "centre"),
        ("committee", "Committee"),
        ("ministry", "Ministry of Social Development"),
        ("winner", "winner"),
    ]
    assert asked(database_url, "SELECT slug, total_amount FROM programme ORDER BY slug") == [
        ("older", None),
        ("programme", 27014800000000),
    ]
    assert asked(database_url, "SELECT amount_amount, amount_qualifier FROM activity ORDER BY slug") == [
        (24650, "AT_LEAST"),
        (None, "EXACT"),
    ]
    assert asked(
        database_url,
        "SELECT a.slug, b.slug FROM succession JOIN node a ON a.id = predecessor_id JOIN node b ON b.id = successor_id",
    ) == [("committee", "centre")]
    assert asked(database_url, "SELECT name, revision FROM dataset") == [("small", 1)]


def test_loading_twice_changes_nothing(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))
    before = state(database_url)

    assert import_seed(database_url, tmp_path) is None
    assert state(database_url) == before


def test_files_that_say_the_same_in_another_way_change_nothing(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))
    before = state(database_url)
    put(tmp_path, edited("lot.yaml", ("value: 42971000 KZT", "value: 'EXACT  42971000.00 KZT' # the largest")))

    assert import_seed(database_url, tmp_path) is None
    assert state(database_url) == before


def test_a_changed_value_is_replaced_and_the_old_one_kept_in_the_change_log(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))
    ids = asked(database_url, RECORDS)
    put(tmp_path, edited("lot.yaml", ("42971000 KZT", "ABOUT 43000000 KZT"), ("COMPLETE", "CANCELLED")))

    revision = import_seed(database_url, tmp_path)

    assert revision is not None
    assert revision.number == 2
    assert changes(database_url) == {
        ("CHANGED", "Lot", "buying/guides"): (
            {"status": "COMPLETE", "value_amount": 4297100000, "value_qualifier": "EXACT"},
            {"status": "CANCELLED", "value_amount": 4300000000, "value_qualifier": "ABOUT"},
        )
    }
    assert asked(database_url, RECORDS) == ids
    assert asked(database_url, "SELECT revision FROM dataset") == [(2,)]


def test_a_changed_list_is_logged_as_a_whole_with_readable_references(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))
    put(tmp_path, edited("contract.yaml", ("    - winner", "    - winner\n    - centre"), ("signed_on: 2017-05", "")))

    import_seed(database_url, tmp_path)

    assert changes(database_url) == {
        ("CHANGED", "Contract", "buying/contract"): (
            {
                "signed_on": "2017-05-01",
                "signed_on_precision": "MONTH",
                "suppliers": [{"organization_id": "winner"}],
            },
            {
                "signed_on": None,
                "signed_on_precision": None,
                "suppliers": [{"organization_id": "winner"}, {"organization_id": "centre"}],
            },
        )
    }


def test_the_order_of_a_list_is_kept(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))
    put(tmp_path, edited("claim.yaml", ("[F2, F1]", "[F1, F2]")))

    import_seed(database_url, tmp_path)

    assert changes(database_url) == {
        ("CHANGED", "Claim", "F3"): (
            {"compares": [{"operand_id": "F2"}, {"operand_id": "F1"}]},
            {"compares": [{"operand_id": "F1"}, {"operand_id": "F2"}]},
        )
    }


def test_what_is_derived_follows_a_change(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))
    put(
        tmp_path,
        edited("organization.yaml", ("text: Ministry of Social Development", "text: Ministry of Information"))
        | edited("programme_version.yaml", ("270148000000 KZT", "270148000001 KZT"))
        | edited("change_event.yaml", ("Organization centre", "Organization winner")),
    )

    import_seed(database_url, tmp_path)

    assert asked(database_url, "SELECT name FROM organization WHERE slug = 'ministry'") == [
        ("Ministry of Information",)
    ]
    assert asked(database_url, "SELECT total_amount FROM programme WHERE slug = 'programme'") == [(27014800000100,)]
    assert asked(database_url, "SELECT slug FROM succession JOIN node ON node.id = successor_id") == [("winner",)]


def test_derived_values_survive_a_change_of_their_record(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))
    put(tmp_path, edited("programme.yaml", ("title: The programme", "title: The new programme")))

    import_seed(database_url, tmp_path)

    assert asked(database_url, "SELECT title, total_amount FROM programme WHERE slug = 'programme'") == [
        ("The new programme", 27014800000000)
    ]
    assert changes(database_url) == {
        ("CHANGED", "Programme", "programme"): ({"title": "The programme"}, {"title": "The new programme"})
    }


def test_a_record_that_vanished_is_removed_and_logged(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))
    put(tmp_path, budget_line="[]", funding_link=SMALL["funding_link.yaml"].partition("- payer: BudgetLine")[0])

    import_seed(database_url, tmp_path)

    assert asked(database_url, "SELECT count(*) FROM budget_line") == [(0,)]
    assert asked(database_url, "SELECT count(*) FROM budget_amount") == [(0,)]
    assert asked(database_url, "SELECT count(*) FROM node WHERE type = 'BudgetLine'") == [(0,)]
    assert changes(database_url)["REMOVED", "BudgetLine", "programme/a1/budget"] == (
        {
            "activity_id": "programme/a1",
            "administrator_id": "ministry",
            "amounts": [
                {
                    "phase": "PROPOSED",
                    "value_amount": 30000,
                    "value_currency": "KZT",
                    "value_qualifier": "EXACT",
                    "as_of": None,
                    "as_of_precision": None,
                },
                {
                    "phase": "APPROVED",
                    "value_amount": 24650,
                    "value_currency": "KZT",
                    "value_qualifier": "AT_LEAST",
                    "as_of": "2018-01-01",
                    "as_of_precision": "YEAR",
                },
            ],
            "programme_id": "programme",
            "slug": "programme/a1/budget",
            "title": "Outreach",
        },
        None,
    )
    assert {kind for kind, _, _ in changes(database_url)} == {"REMOVED"}


def test_a_record_may_get_another_slug_while_others_refer_to_it(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))
    renamed = {
        name: content.replace("buying/tender", "buying/call")
        for name, content in SMALL.items()
        if "buying/tender" in content
    }
    put(tmp_path, renamed)

    import_seed(database_url, tmp_path)

    assert asked(database_url, "SELECT tender.slug, lot.slug FROM lot JOIN tender ON tender.id = lot.tender_id") == [
        ("buying/call", "buying/guides")
    ]
    assert {(kind, type_) for kind, type_, _ in changes(database_url)} == {
        ("REMOVED", "Tender"),
        ("CHANGED", "Lot"),
        ("CHANGED", "Bid"),
        ("CHANGED", "Award"),
        ("CHANGED", "Document"),
    }


def test_two_records_may_swap_what_only_one_can_have(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))
    put(tmp_path, edited("activity.yaml", ('"1"', '"x"'), ('"2"', '"1"'), ('"x"', '"2"')))

    import_seed(database_url, tmp_path)

    assert asked(database_url, "SELECT slug, number FROM activity ORDER BY slug") == [
        ("programme/a1", "2"),
        ("programme/a2", "1"),
    ]


def test_claims_are_numbered_as_their_file_lists_them(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))
    first, *rest = SMALL["claim.yaml"].split("- code:")
    put(tmp_path, claim="- code:".join([first, *reversed(rest)]))

    revision = import_seed(database_url, tmp_path)

    assert revision is not None
    assert asked(database_url, "SELECT code, number FROM claim ORDER BY number") == [("F3", 1), ("F2", 2), ("F1", 3)]
    assert changes(database_url) == {}


def test_the_data_set_itself_is_a_record_too(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path))
    put(tmp_path, edited("dataset.yaml", ("CC0-1.0", "CC-BY-4.0")))

    import_seed(database_url, tmp_path)

    assert changes(database_url) == {
        ("CHANGED", "Dataset", "small"): ({"licence": "CC0-1.0"}, {"licence": "CC-BY-4.0"})
    }


def test_records_may_come_in_any_order_and_files_may_be_missing(database_url: str, tmp_path: Path) -> None:
    programme = (
        "- {slug: later, title: Later, country: KZ, predecessor: earlier}\n- {slug: earlier, title: E, country: KZ}"
    )
    only = dict.fromkeys(SMALL) | {"dataset.yaml": SMALL["dataset.yaml"], "programme.yaml": programme}

    import_seed(database_url, put(tmp_path, only))

    assert asked(database_url, "SELECT count(*) FROM programme") == [(2,)]


def test_the_shipped_data_set_loads_once(database_url: str) -> None:
    revision = import_seed(database_url, SHIPPED)

    assert revision is not None
    assert import_seed(database_url, SHIPPED) is None
    assert asked(database_url, "SELECT count(*) FROM claim WHERE code LIKE 'F%'")[0][0] >= 113
    assert asked(database_url, "SELECT total_amount FROM programme WHERE slug = 'kz-extremism-2018-2022'") == [
        (27014800000000,)
    ]


def test_what_an_import_computes_cannot_be_written_in_files(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, SHIPPED)
    ((computed,), *_) = asked(database_url, "SELECT slug FROM node WHERE computed ORDER BY slug")
    folder = Path(copytree(SHIPPED, tmp_path / "shipped"))
    findings = folder / "finding.yaml"
    finding = f"\n- {{code: {computed}, severity: INFO, title: Ours, explanation: Found by hand.}}\n"
    findings.write_text(findings.read_text(encoding="utf-8") + finding, encoding="utf-8")

    with pytest.raises(
        ImportRefusedError, match=f"'{computed}' is a key that an import computes itself; give this one"
    ):
        import_seed(database_url, folder)
