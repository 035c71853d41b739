from __future__ import annotations

from pathlib import Path

from exchange.seed import import_seed
from tests.commands import ROOT
from tests.exchange.small_set import asked
from tests.exchange.table.made import BUDGET, MAPPING, changed, put, rates


def test_tables_become_records_with_exact_amounts(database_url: str, tmp_path: Path) -> None:
    revision = import_seed(database_url, put(tmp_path / "set"))

    assert revision is not None
    assert asked(
        database_url,
        "SELECT b.slug, b.title, a.phase, a.value_amount, a.value_currency FROM budget_line b"
        " JOIN budget_amount a ON a.budget_line_id = b.id ORDER BY a.id",
    ) == [
        ("programme/b1", "Дороги", "PROPOSED", 123_456_750_000, "KZT"),
        ("programme/b1", "Дороги", "APPROVED", 120_000_000_000, "KZT"),
        ("programme/b2", "Школы; мосты", "APPROVED", 50_000, "KZT"),
    ]
    assert [
        tuple(map(str, row))
        for row in asked(
            database_url,
            "SELECT o.slug, n.text, n.valid_from, n.valid_to, c.slug FROM organization o"
            " JOIN name n ON n.subject_id = o.id"
            " JOIN citation c ON c.id = n.citation_id ORDER BY n.id",
        )
    ] == [
        ("agency", "Agency for Religious Affairs", "2011-05-18", "2014-08-06", "budget-law#line-2"),
        ("agency", "Committee for Religious Affairs", "2014-08-06", "None", "budget-law#line-3"),
        ("ministry", "Ministry of Information", "2018-06-26", "None", "budget-law#line-4"),
    ]
    assert asked(database_url, "SELECT slug, rate FROM exchange_rate ORDER BY slug") == [
        ("USD-KZT-ANNUAL_AVERAGE-2018", "344.71"),
        ("USD-KZT-ANNUAL_AVERAGE-2019", "382.75"),
    ]


def test_the_same_tables_again_change_nothing(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path / "set"))

    assert import_seed(database_url, tmp_path / "set") is None


def test_a_changed_cell_is_a_change_of_its_record(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path / "set"))
    other = BUDGET.replace("0,5", "0,25").encode("windows-1251")
    import_seed(database_url, put(tmp_path / "set", {"budget.csv": other}))

    assert asked(database_url, "SELECT kind, type, slug FROM change WHERE revision = 2") == [
        ("CHANGED", "BudgetLine", "programme/b2")
    ]


def test_numbers_and_texts_of_a_workbook_are_the_same(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, put(tmp_path / "set"))

    as_text = rates(((2018, "344.71"), (2019, 382.75)))
    import_seed(database_url, put(tmp_path / "set", {"rates.xlsx": as_text}))
    assert asked(database_url, "SELECT count(*) FROM change WHERE revision > 1") == [(0,)]


def test_rows_beyond_the_size_that_a_workbook_names_are_read(database_url: str, tmp_path: Path) -> None:
    smaller = changed(rates(), b'ref="A1:B4"', b'ref="A1:B3"')
    import_seed(database_url, put(tmp_path / "set", {"rates.xlsx": smaller}))

    assert asked(database_url, "SELECT count(*) FROM exchange_rate") == [(2,)]


def test_numbers_that_stand_as_text_in_a_workbook_have_the_signs_of_the_mapping(
    database_url: str, tmp_path: Path
) -> None:
    mapping = MAPPING.replace("sheet: Rates", 'sheet: Rates\n  decimal: ","\n  thousands: " "').encode()
    table = rates(((2018, "1 344,7058333333333333"), (2019, 382.75)))
    import_seed(database_url, put(tmp_path / "set", {"rates.xlsx": table, "tables.yaml": mapping}))

    assert asked(database_url, "SELECT rate FROM exchange_rate ORDER BY slug") == [
        ("1344.7058333333333333",),
        ("382.75",),
    ]


def test_the_documented_mapping_is_the_one_that_is_tested() -> None:
    documented = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    shown = "\n".join(line.partition(" #")[0].rstrip() for line in documented.strip().splitlines())

    assert MAPPING.strip().startswith(shown)
