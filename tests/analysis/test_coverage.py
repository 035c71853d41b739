from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.coverage import STRENGTH, Branch, coverage, stage_sums
from analysis.money import UNKNOWN, Money
from analysis.shares import percent
from db.codes import Basis, Qualifier
from db.coverage import Exclusion, Stage

TOTAL = Money(270_148_000_000_00, "KZT", Qualifier.EXACT)


def branch(link: int, amount: int | None, basis: Basis = Basis.STATED, **more: object) -> Branch:
    money = UNKNOWN if amount is None else Money(amount, "KZT", Qualifier.EXACT)
    return Branch(link, link, basis, Stage.ALLOCATED, money, **more)  # type: ignore[arg-type]  # by name


def test_a_branch_counts_once_by_its_own_amount() -> None:
    figures = coverage(TOTAL, [branch(1, 246_000_000_00), branch(2, 212_000_000_00)], Basis.STATED)

    assert figures is not None
    assert figures.traced == Money(458_000_000_00, "KZT", Qualifier.EXACT)
    assert figures.residual.amount == 269_690_000_000_00
    assert figures.percent == "0.1695"


def test_weaker_links_count_only_where_they_are_asked_for() -> None:
    branches = [branch(1, 100), branch(2, 30, Basis.INFERRED), branch(3, 7, Basis.ASSUMED)]

    traced = [figures.traced.amount for basis in STRENGTH if (figures := coverage(TOTAL, branches, basis))]

    assert traced == [100, 130, 137]


def test_what_was_called_off_is_listed_and_not_counted() -> None:
    figures = coverage(TOTAL, [branch(1, 100), branch(2, 890, exclusion=Exclusion.CANCELLED)], Basis.STATED)

    assert figures is not None
    assert (figures.traced.amount, figures.excluded.amount) == (100, 890)
    assert [each.link for each in figures.branches] == [2, 1]


def test_an_unknown_amount_makes_the_sum_a_lower_bound() -> None:
    figures = coverage(TOTAL, [branch(1, 100), branch(2, None)], Basis.STATED)

    assert figures is not None
    assert figures.traced == Money(100, "KZT", Qualifier.AT_LEAST)
    assert figures.residual.qualifier is Qualifier.AT_MOST
    assert figures.unknown_amounts == 1


def test_figures_that_may_contain_each_other_are_counted_once_by_the_strict_reading() -> None:
    figures = coverage(TOTAL, [branch(1, 246), branch(2, 212, overlaps=frozenset({1}))], Basis.STATED)

    assert figures is not None
    assert (figures.traced.amount, figures.strict.amount) == (458, 246)


def test_another_currency_is_never_added() -> None:
    dollars = Branch(2, 2, Basis.STATED, Stage.CONTRACTED, Money(5, "USD", Qualifier.EXACT))

    figures = coverage(TOTAL, [branch(1, 100), dollars], Basis.STATED)

    assert figures is not None
    assert figures.traced.amount == 100
    assert [each.exclusion for each in figures.branches] == [None, Exclusion.OTHER_CURRENCY]
    assert figures.excluded.amount == 0


def test_without_a_published_total_there_is_nothing_to_cover() -> None:
    assert coverage(UNKNOWN, [branch(1, 100)], Basis.STATED) is None


@given(st.lists(st.tuples(st.integers(0, 10**15), st.sampled_from(STRENGTH), st.booleans()), max_size=12))
def test_traced_excluded_and_residual_add_up(rows: list[tuple[int, Basis, bool]]) -> None:
    branches = [
        branch(number, amount, basis, exclusion=Exclusion.CANCELLED if called_off else None)
        for number, (amount, basis, called_off) in enumerate(rows, 1)
    ]
    for basis in STRENGTH:
        figures = coverage(TOTAL, branches, basis)
        assert figures is not None
        allowed = [row for row in rows if STRENGTH.index(row[1]) <= STRENGTH.index(basis)]
        assert figures.traced.amount == sum(amount for amount, _, called_off in allowed if not called_off)
        assert figures.excluded.amount == sum(amount for amount, _, called_off in allowed if called_off)
        assert TOTAL.amount is not None
        assert figures.residual.amount == max(TOTAL.amount - (figures.traced.amount or 0), 0)


def test_stages_are_summed_apart() -> None:
    sums = stage_sums({Stage.TENDERED: [Money(5, "KZT", Qualifier.EXACT)], Stage.PAID: [UNKNOWN]}, "KZT")

    assert sums == {Stage.TENDERED: Money(5, "KZT", Qualifier.EXACT)}


def test_shares_are_rounded_half_to_even() -> None:
    assert percent(1_25, 10_000_00) == "0.0125"
    assert percent(25, 2_000_000_00) == "0.0000"  # 0.0000125
    assert percent(5, 100_000_00) == "0.0000"  # 0.00005, and 0 is even
    assert percent(15, 100_000_00) == "0.0002"  # 0.00015, and 2 is even
    assert percent(None, 100) is None
    assert percent(5, 0) is None
