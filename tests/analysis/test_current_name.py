from __future__ import annotations

from datetime import date

import pytest

from analysis.current_name import DatedName, current_name

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
        "no name at all",
    ],
)
def test_the_current_name_is_the_latest_of_the_best_kind(names: list[DatedName], expected: str) -> None:
    assert current_name(names, "its-slug") == expected
