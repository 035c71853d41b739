from __future__ import annotations

from datetime import date

import pytest

from analysis.findings.facts import Contract, Facts, Span, Tender
from analysis.findings.order_of_dates import early_signs
from db.claim import ClaimKind
from tests.analysis.findings.claims import claim, told


def year(number: int) -> Span:
    return Span(date(number, 1, 1), date(number, 12, 31))


def facts(observed: Span, happened: Span | None, kind: ClaimKind = ClaimKind.INFERENCE) -> Facts:
    """Claim F95 is about an observation, F72 about a tender, and F97 concludes from the first to the second."""
    return Facts(
        claims=[
            claim(72, subject=2, printed="20 lots"),
            claim(95, subject=1, printed="only once, in 2016"),
            claim(97, kind=kind, compares=(95, 72)),
        ],
        observed={1: observed},
        tenders={2: Tender("A tender", 0, published=happened)},
    )


def test_a_sign_that_is_older_than_its_cause_is_found() -> None:
    (hit,) = early_signs(facts(year(2016), year(2017)))

    assert (hit.rule.slug, hit.expected, hit.found) == ("order-of-dates", "not before 2017", "2016")
    assert '"only once, in 2016" (F95), which is of 2016' in hit.explanation


@pytest.mark.parametrize(
    ("observed", "happened", "kind"),
    [
        (year(2017), year(2017), ClaimKind.INFERENCE),
        (year(2018), year(2017), ClaimKind.INFERENCE),
        (Span(date(2016, 1, 1), date(2018, 1, 1)), year(2017), ClaimKind.INFERENCE),
        (year(2016), None, ClaimKind.INFERENCE),
        (year(2016), year(2017), ClaimKind.RELATION),
    ],
)
def test_what_may_be_in_order_is_no_finding(observed: Span, happened: Span | None, kind: ClaimKind) -> None:
    assert told(early_signs, facts(observed, happened, kind)) == []


def test_a_conclusion_about_figures_is_none_about_dates() -> None:
    given = facts(year(2016), year(2017))
    compared = claim(97, quantity="LESS_THAN 1", kind=ClaimKind.INFERENCE, compares=(95, 72))

    assert told(early_signs, Facts(claims=[*given.claims[:2], compared], observed=given.observed)) == []


def test_contracts_have_dates_too() -> None:
    given = facts(year(2016), None)
    contracts = {2: Contract("A contract", 0, signed=Span(date(2017, 5, 3), date(2017, 5, 3)))}

    (hit,) = early_signs(Facts(claims=given.claims, observed=given.observed, contracts=contracts))

    assert "which is of 2017-05-03" in hit.explanation
