from __future__ import annotations

import pytest

from analysis.money import LARGEST, UNKNOWN, Money, added
from db.codes import Qualifier

EXACT, ABOUT, MORE_THAN, AT_LEAST, LESS_THAN, AT_MOST, RANGE, NOT_SAID = Qualifier


def tenge(amount: int | None, qualifier: Qualifier = EXACT) -> Money:
    return Money(amount, None if amount is None else "KZT", qualifier)


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        ([], UNKNOWN),
        ([tenge(None)], UNKNOWN),
        ([tenge(5)], tenge(5)),
        ([tenge(5, MORE_THAN)], tenge(5, MORE_THAN)),
        ([tenge(5), tenge(7)], tenge(12)),
        ([tenge(5), tenge(7, MORE_THAN)], tenge(12, AT_LEAST)),
        ([tenge(5, AT_LEAST), tenge(7, ABOUT)], tenge(12, AT_LEAST)),
        ([tenge(5), tenge(7, LESS_THAN)], tenge(12, AT_MOST)),
        ([tenge(5, MORE_THAN), tenge(7, AT_MOST)], tenge(12, NOT_SAID)),
        ([tenge(5), tenge(7, ABOUT)], tenge(12, ABOUT)),
        ([tenge(5), tenge(7, RANGE)], tenge(12, NOT_SAID)),
        ([tenge(5), tenge(None)], tenge(5, AT_LEAST)),
        ([tenge(5), Money(7, "USD", EXACT)], UNKNOWN),
        ([tenge(LARGEST), tenge(0)], tenge(LARGEST)),
        ([tenge(LARGEST), tenge(1)], UNKNOWN),
    ],
)
def test_a_sum_is_as_exact_as_its_parts_and_unknown_is_not_zero(parts: list[Money], total: Money) -> None:
    assert added(parts) == total
