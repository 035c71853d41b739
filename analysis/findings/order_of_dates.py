"""A conclusion from what happened too early to be a result of what it is put down to.

Data mark it by a claim of the kind INFERENCE without a quantity that `compares` two claims: the first is of the sign
that the source concludes from, the second of what it takes the sign to come from. A claim is as old as the
observation, tender, contract or programme that it is about.
"""

from __future__ import annotations

from collections.abc import Iterator

from analysis.findings.facts import Claim, Facts, Hit, Span
from analysis.findings.wording import days, quoted
from db.claim import ClaimKind
from db.finding import Severity
from db.finding_rule import FindingRule


def early_signs(facts: Facts) -> Iterator[Hit]:
    """Conclusions whose sign is older than its supposed cause."""
    for claim in facts.claims:
        inferred = claim.kind is ClaimKind.INFERENCE and claim.quantity is None
        pair = facts.compared(claim) if inferred else None
        sign, cause = (facts.date(each.subject) for each in pair) if pair else (None, None)
        if pair and sign and cause and sign.last < cause.first:
            yield _hit(claim, pair, sign, cause)


def _hit(claim: Claim, pair: tuple[Claim, Claim], sign: Span, cause: Span) -> Hit:
    first, second = pair
    explanation = (
        f"The source concludes ({claim.code}) from {quoted(first)}, which is of {days(sign)}, and puts it down to"
        f" {quoted(second)}, which is of {days(cause)}. What came first cannot be a result of what came later, so the"
        " conclusion does not follow."
    )
    expected = f"not before {cause.first.year}"
    return Hit(FindingRule.ORDER_OF_DATES, (*pair, claim), Severity.WARNING, expected, days(sign), explanation)
