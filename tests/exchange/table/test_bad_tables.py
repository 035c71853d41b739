from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from exchange.problems import ImportRefusedError
from exchange.seed import import_seed
from tests.databases import Databases
from tests.exchange.small_set import state
from tests.exchange.table.made import changed, files, put, rates


@pytest.fixture(scope="module")
def loaded(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with the tables in it, in which nothing of all that follows may change anything."""
    url = databases.migrated()
    import_seed(url, put(tmp_path_factory.mktemp("set")))
    before = state(url)
    yield url
    assert state(url) == before
    databases.drop(url)


def refused(url: str, folder: Path, others: dict[str, bytes | None]) -> list[str]:
    with pytest.raises(ImportRefusedError) as caught:
        import_seed(url, put(folder / "set", others))
    return [str(problem) for problem in caught.value.problems]


BUDGET: list[tuple[str, str, str]] = [
    ("1 200 000", "1.200.000", "budget.csv:3:5 Сумма: '1.200.000' is not a number with ',' before its decimals"),
    ("1 200 000", "-1", "budget.csv:3:5 Сумма: '-1000 KZT' is negative"),
    ("1 200 000", "1e400", "budget.csv:3:5 Сумма: '1e400' is not a number"),
    ("1 200 000", "9" * 5_000, "budget.csv:3:5 Сумма: '9999"),
    ("1 200 000", "9" * 30, "is more than 92233720368547758.07 KZT"),
    ("1 200 000", "0,000001", "has more decimals than KZT, which has 2"),
    ("1 200 000", "12 34", "'12 34' is not a number with ',' before its decimals and ' ' between thousands"),
    ("1 200 000", "1 20", "'1 20' is not a number"),
    ("1 200 000", "NaN", "'NaN' is not a number"),
    (";2018;1 200", ";31.13.2018;1 200", "budget.csv:3:4 Год: '31.13.2018' is not a date as YYYY-MM-DD"),
    (";2018;1 200", ";2018-02-30;1 200", "budget.csv:3:4 Год: '2018-02-30' is not in the calendar"),
    ("APPROVED;2018;1", "AGREED;2018;1", "budget.csv:3:3 Этап: 'AGREED' is not a value of BudgetPhase"),
    ("b1;Дороги;APPROVED", "b1;Пути;APPROVED", "budget.csv:3:2 Название: 'Пути' is not 'Дороги', as in the row at"),
    ("b1;Дороги;APPROVED", "b1;;Дороги;APPROVED", "budget.csv:3:6: '1 200 000' is a cell more than the 5 headings"),
    (
        "b1;Дороги;APPROVED;2018;",
        "b1;Дороги;APPROVED;",
        "budget.csv:3:1: 'b1;Дороги;APPROVED;1 200 000' has 4 cells of 5",
    ),
    ('"Школы; мосты"', '"Школы; мосты', "budget.csv:4:1: 'budget.csv' cannot be read (unexpected end of data)"),
    ('"Школы; мосты"', '"Школы"; мосты', "budget.csv:4:6: '0,5' is a cell more than the 5 headings"),
    ("b2;", "b 2!;", "'programme/b 2!' is not a slug"),
    ("Код;", "Шифр;", "'Код' is no heading of budget.csv"),
    ("Код;Название", "Код;Код", "budget.csv:1:2: 'Код' stands twice among the headings"),
    ("Дороги;PROPOSED", "До\x00роги;PROPOSED", "budget.csv:2:1: 'budget.csv' has a NUL in it"),
    ("Дороги;PROPOSED", "До\x07роги;PROPOSED", "has a control character in it"),
    ("Код", "<html><body>", "budget.csv:1:1: 'budget.csv' is a page of HTML"),
]


@pytest.mark.parametrize(("old", "new", "told"), BUDGET, ids=[told for *_, told in BUDGET])
def test_a_bad_cell_is_named_with_its_place(old: str, new: str, told: str, loaded: str, tmp_path: Path) -> None:
    content = files()["budget.csv"].decode("windows-1251")
    assert old in content
    problems = refused(loaded, tmp_path, {"budget.csv": content.replace(old, new).encode("windows-1251")})

    assert any(told in problem for problem in problems), problems


MINISTRIES: list[tuple[str, str, str]] = [
    ("18.05.2011", "2011-05-18", "ministries.csv:2:3 from: '2011-05-18' is not a date as DD.MM.YYYY"),
    ("18.05.2011", "05/18/2011", "ministries.csv:2:3 from: '05/18/2011' is not a date as DD.MM.YYYY"),
    (
        "18.05.2011,06.08.2014",
        "06.08.2014,18.05.2011",
        "ministries.csv:2:4 to: '2011-05-18' of valid_to is before 2014-08-06",
    ),
    ("06.08.2014,\nm", "01.01.2014,\nm", "ministries.csv:3"),
    ("Committee for Religious Affairs", "", "'text' is missing here"),
    ("ministry,", "agency/1 2,", "is not a slug"),
]


@pytest.mark.parametrize(("old", "new", "told"), MINISTRIES, ids=[new for _, new, _ in MINISTRIES])
def test_bad_names_of_bodies_are_named_with_their_place(
    old: str, new: str, told: str, loaded: str, tmp_path: Path
) -> None:
    content = files()["ministries.csv"].decode()
    assert old in content
    problems = refused(loaded, tmp_path, {"ministries.csv": content.replace(old, new).encode()})

    assert any("ministries.csv" in problem for problem in problems), problems
    assert any(told in problem for problem in problems), problems


MAPPING: list[tuple[str, str, str]] = [
    ("of: budget_line", "of: budget_lines", "'budget_lines' is not a kind of record; perhaps 'budget_line' is meant"),
    ("table: budget.csv", "table: budgets.csv", "'budgets.csv' is not there"),
    ("table: budget.csv", "table: ../budget.csv", "'../budget.csv' is not there"),
    ("windows-1251", "windows-125", "'windows-125' is not an encoding"),
    ("windows-1251", "utf-8", "budget.csv:1:1: 'budget.csv' is not utf-8; name its encoding in the mapping"),
    ('delimiter: ";"', 'delimiter: ";;"', "';;' is not one sign"),
    ("windows-1251", "base64", "'base64' is not an encoding"),
    ("dates: DD.MM.YYYY", "dates: DD.MM.YYYY.YYYY", "'DD.MM.YYYY.YYYY' is not a form of dates"),
    ("heading: 2", "heading: 0", "'0' is not a line"),
    ("dates: DD.MM.YYYY", "dates: DD.MM", "'DD.MM' is not a form of dates"),
    ("skip: ", "skips: ", "'skips' is not a key of a table; perhaps 'skip' is meant"),
    (", currency: KZT,", ",", "'amounts.value' is an amount without its currency"),
    ("currency: KZT", "currency: TENGE", "is in 'TENGE', which is not a currency of ISO 4217"),
    ("unit: 1000", "unit: thousand", "'thousand' is not a unit"),
    ("title: Название", "titel: Название", "'titel' is not a key of budget_line; perhaps 'title' is meant"),
    ("title: Название", "title: [Название]", "'title' is not a column"),
    ("title: Название", "title: {col: Название}", "'col' says nothing of a value"),
    ("sheet: Rates", "sheet: Rate", "has no sheet 'Rate'; name one of Sheet, Rates"),
    ("  of: organization\n", "", "'of' is missing here"),
]


@pytest.mark.parametrize(("old", "new", "told"), MAPPING, ids=[new or "no kind" for _, new, _ in MAPPING])
def test_a_bad_mapping_is_named_with_its_place(old: str, new: str, told: str, loaded: str, tmp_path: Path) -> None:
    content = files()["tables.yaml"].decode()
    assert old in content
    problems = refused(loaded, tmp_path, {"tables.yaml": content.replace(old, new).encode()})

    assert any(told in problem for problem in problems), problems


def bomb() -> bytes:
    """A workbook that is half a gigabyte when it is unpacked."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed, packed.open("a", "w") as entry:
        for _ in range(512):
            entry.write(bytes(1 << 20))
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "is no Excel workbook; save it as .xlsx"),
        (rates()[:-100], "is no Excel workbook"),
        (b"", "is no Excel workbook"),
        (b"<html>", "is no Excel workbook"),
        (bomb(), "bytes when it is unpacked; split it"),
        (rates(((2018, 1034.1175 / 3),)), "Rates!B3 Rate: '344.7058333333334' has more digits than Excel keeps"),
        (rates(((2018, "n/a"),)), "Rates!B3 Rate: 'n/a' is not a number"),
        (rates(((2018, "=1/0"),)), "has a formula here without its result"),
        (changed(rates(), b"<v>2018</v>", b"<v>abc</v>"), "is no Excel workbook"),
        (changed(rates(), b"</row>", b""), "is no Excel workbook"),
        (rates(((2018, True),)), "Rates!B3 Rate: 'TRUE' is not a number"),
        (rates((("2018-13", 1),)), "Rates!A3 Year: '2018-13' is not a date"),
        (rates(((2018, 1, "more"),)), "Rates!C3: 'more' is a cell more than the 2 headings"),
        (rates(((2018, 1), (2018, 2))), "USD-KZT-ANNUAL_AVERAGE-2018"),
    ],
)
def test_a_bad_workbook_is_named_with_its_cell(content: bytes, told: str, loaded: str, tmp_path: Path) -> None:
    problems = refused(loaded, tmp_path, {"rates.xlsx": content})

    assert any("rates.xlsx" in problem and told in problem for problem in problems), problems
