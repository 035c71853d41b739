from __future__ import annotations

from datetime import date

import pytest

from analysis.findings.facts import Award, BudgetLine, Claim, Contract, Facts, Programme, Span
from analysis.findings.outside_period import contracts_outside
from tests.analysis.findings.claims import claim, told

PROGRAMME, ACTIVITY, LINE, PROCESS, TENDER, LOT, AWARD, CONTRACT = range(1, 9)
ALLOCATED = claim(100, "1700000000 KZT", subject=ACTIVITY)
IN_DOLLARS = claim(101, "4390000 USD", subject=ACTIVITY, converts=100)
SIGNED = claim(102, subject=CONTRACT)


def year(number: int) -> Span:
    return Span(date(number, 1, 1), date(number, 12, 31))


def facts(payee: int, payer: int, signed: Span | None, *claims: Claim, line: BudgetLine | None = None) -> Facts:
    """A contract of an award for a lot of a tender; the activity's money goes to one of them."""
    return Facts(
        claims=claims,
        programmes={PROGRAMME: Programme("The programme", "KZ", Span(date(2018, 1, 1), date(2022, 12, 31)))},
        budget_lines={LINE: line or BudgetLine(ACTIVITY)},
        tender_of_process={PROCESS: TENDER},
        awards={AWARD: Award(PROCESS, TENDER, None, (LOT,))},
        contracts={CONTRACT: Contract("A contract", PROCESS, AWARD, signed)},
        payers={ACTIVITY: [PROGRAMME], LINE: [ACTIVITY], payee: [payer]},
    )


@pytest.mark.parametrize("payee", [PROCESS, TENDER, LOT, AWARD, CONTRACT])
@pytest.mark.parametrize("payer", [ACTIVITY, LINE])
def test_a_contract_from_before_the_programme_rests_on_the_amount_on_the_way(payee: int, payer: int) -> None:
    assert told(contracts_outside, facts(payee, payer, year(2017), ALLOCATED, IN_DOLLARS, SIGNED)) == [
        ("outside-period", ["F100"], "signed from 2018 to 2022", "signed in 2017")
    ]


def test_the_amount_may_be_told_for_a_budget_line() -> None:
    ((_, claims, *_),) = told(
        contracts_outside, facts(PROCESS, ACTIVITY, year(2017), claim(5, "1 KZT", subject=LINE), SIGNED)
    )

    assert claims == ["F5"]


def test_without_an_amount_on_the_way_it_rests_on_the_programme_and_its_contracts() -> None:
    (hit,) = contracts_outside(facts(PROCESS, PROGRAMME, year(2023), ALLOCATED, SIGNED))

    assert (hit.claims, hit.records) == ((), (PROGRAMME, CONTRACT))


def test_whoever_ended_before_the_programme_is_named() -> None:
    line = BudgetLine(ACTIVITY, "The ministry", Span(date(2019, 2, 1), date(2019, 2, 28)))

    (hit,) = contracts_outside(facts(PROCESS, ACTIVITY, year(2017), ALLOCATED, line=line))

    assert hit.explanation.endswith("The ministry, which was given the money, existed until 2019-02.")


@pytest.mark.parametrize("signed", [year(2018), Span(date(2022, 12, 31), date(2022, 12, 31)), None])
def test_a_contract_that_may_be_from_the_period_is_no_finding(signed: Span | None) -> None:
    assert told(contracts_outside, facts(PROCESS, ACTIVITY, signed, ALLOCATED)) == []


def test_money_that_comes_from_no_programme_is_left_alone() -> None:
    given = facts(PROCESS, 99, year(2017), ALLOCATED, SIGNED)

    assert told(contracts_outside, given) == []


def test_contracts_of_one_activity_are_one_finding() -> None:
    given = facts(PROCESS, ACTIVITY, year(2017), ALLOCATED)
    both = {**given.contracts, 9: Contract("Another", PROCESS, None, year(2016))}

    (hit,) = contracts_outside(
        Facts(claims=given.claims, programmes=given.programmes, contracts=both, payers=given.payers)
    )

    assert hit.found == "signed in 2017 and 2016"
