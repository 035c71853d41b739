from __future__ import annotations

from datetime import date

import pytest

from analysis.current_name import DatedName, current_name, name_on

OFFICIAL, TRANSLATED, AS_PRINTED, SHORT = range(4)

FIRST = DatedName("Ministry for Religious Affairs", OFFICIAL, date(2016, 9, 13), 1)
SECOND = DatedName("Ministry of Social Development", OFFICIAL, date(2018, 6, 28), 2)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([FIRST, SECOND], "Ministry of Social Development"),
        ([SECOND, FIRST], "Ministry of Social Development"),
        ([FIRST, DatedName("MSD", SHORT, date(2018, 6, 28), 3)], "Ministry for Religious Affairs"),
        ([DatedName("As printed", AS_PRINTED, None, 1), DatedName("Short", SHORT, None, 2)], "As printed"),
        ([DatedName("Printed", AS_PRINTED, date(2020, 1, 1), 1), DatedName("Ours", TRANSLATED, None, 2)], "Ours"),
        ([DatedName("Always", OFFICIAL, None, 1), FIRST], "Ministry for Religious Affairs"),
        ([DatedName("Second", OFFICIAL, None, 2), DatedName("First", OFFICIAL, None, 1)], "First"),
        ([DatedName("Комитет", OFFICIAL, None, 1, foreign=True), DatedName("KNB", SHORT, None, 2)], "KNB"),
        ([], "its-slug"),
    ],
    ids=[
        "the latest",
        "in whatever order",
        "official before short",
        "printed before short",
        "translated before printed",
        "dated before undated",
        "first written",
        "the data set's language before any kind",
        "no name at all",
    ],
)
def test_the_current_name_is_the_latest_of_the_best_kind(names: list[DatedName], expected: str) -> None:
    assert current_name(names, "its-slug") == expected


RELIGION = DatedName("Ministry for Religious Affairs", OFFICIAL, date(2016, 9, 13), 1, date(2018, 6, 28))
SOCIETY = DatedName("Ministry of Social Development", OFFICIAL, date(2018, 6, 28), 2, date(2019, 2, 1))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2013, 1, 1), "Ministry for Religious Affairs"),
        (date(2018, 6, 27), "Ministry for Religious Affairs"),
        (date(2018, 6, 28), "Ministry of Social Development"),
        (date(2020, 1, 1), "Ministry of Social Development"),
    ],
    ids=["before its first", "on its last day", "on the first day of the next", "after its last"],
)
def test_the_name_is_that_of_the_day(day: date, expected: str) -> None:
    assert name_on([RELIGION, SOCIETY], day, "its-slug") == expected


def test_a_name_in_force_comes_before_one_that_is_to_come() -> None:
    assert name_on([SOCIETY, DatedName("Always", OFFICIAL, None, 3)], date(2013, 1, 1), "its-slug") == "Always"
    assert name_on([], date(2013, 1, 1), "its-slug") == "its-slug"
