"""How many times one amount is another, against what a source says of it.

Data mark it by a claim with a `quantity` in one of UNITS that `compares` two claims of amounts: the first is so many
times the second.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from analysis.findings.facts import Claim, Facts, Hit, Quantity
from analysis.findings.printed import Interval, around, last_place
from analysis.findings.wording import SAID, places, quoted
from db.finding import Severity
from db.finding_rule import FindingRule

UNITS = {"times": 1, "per cent": 100}  # what a ratio of one is in each


def wrong_ratios(facts: Facts) -> Iterator[Hit]:
    """Comparisons whose amounts give another ratio at the printed decimals."""
    for claim in facts.claims:
        pair = facts.compared(claim) if claim.unit in UNITS and claim.quantity else None
        if pair and claim.quantity:
            printed = around(claim.quantity, last_place(claim.quantity.value))
            computed = ratio(*pair, str(claim.unit))
            if printed and computed is not None and not printed.meets(Interval(computed, computed)):
                yield _hit(facts, claim, pair, computed)


def ratio(first: Claim, second: Claim, unit: str) -> Decimal | None:
    """The first amount against the second; None unless they are sums of one currency."""
    if not first.amount or not second.amount or first.amount.currency != second.amount.currency:
        return None
    return UNITS[unit] * first.amount.value / second.amount.value if second.amount.value else None


def said(quantity: Quantity, unit: str) -> str:
    """A number with its unit and qualifier."""
    return f"{SAID[quantity.qualifier]}{quantity.value:f} {unit}"


def _hit(facts: Facts, claim: Claim, pair: tuple[Claim, Claim], computed: Decimal) -> Hit:
    assert claim.quantity
    unit = str(claim.unit)
    right = _finer(computed, claim.quantity, unit)
    printed = f'"{claim.printed}"' if claim.printed else said(claim.quantity, unit)
    explanation = (
        f"The source sets {quoted(pair[0])} against {quoted(pair[1])} and says {printed} ({claim.code})."
        f" Its own figures give {right}."
    )
    fitting = " ".join([explanation, *_fitting(facts, claim, pair)])
    return Hit(FindingRule.RATIO, (*pair, claim), Severity.ERROR, right, said(claim.quantity, unit), fitting)


def _fitting(facts: Facts, claim: Claim, pair: tuple[Claim, Claim]) -> Iterator[str]:
    """Other amounts that are told for the same two records, and that give the ratio."""
    assert claim.quantity
    first, second = pair
    printed = around(claim.quantity, last_place(claim.quantity.value))
    others = [(each, second) for each in _siblings(facts, first)] + [(first, each) for each in _siblings(facts, second)]
    for other in others:
        computed = ratio(*other, str(claim.unit))
        if printed and computed is not None and printed.meets(Interval(computed, computed)):
            told = f"{quoted(other[0])} against {quoted(other[1])}"
            yield f"It fits {told}, which is {_finer(computed, claim.quantity, str(claim.unit))}."


def _siblings(facts: Facts, claim: Claim) -> list[Claim]:
    """Other amounts that claims give for the same field of the same record, or of a version of it."""
    record = facts.wholes.get(claim.subject, claim.subject)
    records = [record, *(version for version, whole in facts.wholes.items() if whole == record)]
    return [
        each
        for subject in records
        for each in facts.about.get(subject, ())
        if each.amount and each.field == claim.field and each.id != claim.id
    ]


def _finer(computed: Decimal, quantity: Quantity, unit: str) -> str:
    """A ratio with one decimal more than the source prints."""
    return f"{places(computed, 1 - int(last_place(quantity.value).log10()))} {unit}"
