"""A conversion that prints exactly what its source gives only as a bound."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.findings.conversion import conversions
from analysis.findings.facts import Facts, Hit
from analysis.findings.wording import SAID, exactly, quoted
from db.codes import Qualifier
from db.finding import Severity
from db.finding_rule import FindingRule
from db.sums import LOWER, UPPER

ROUND = 100  # a figure of fewer than three digits is round, and promises no exactness


def lost_qualifiers(facts: Facts) -> Iterator[Hit]:
    """Conversions of "more than" and the like that have lost these words."""
    for each in conversions(facts):
        bound = each.given.qualifier
        exact = each.printed.qualifier is Qualifier.EXACT
        if exact and bound in LOWER | UPPER and each.printed.value / each.step >= ROUND:
            explanation = (
                f"The source prints {quoted(each.base)} and converts it to {quoted(each.converted)}. The words"
                f' "{SAID[bound].strip()}" hold for both: whoever reads only the second takes it for the exact sum.'
            )
            figures = exactly(each.printed._replace(qualifier=bound)), exactly(each.printed)
            yield Hit(FindingRule.QUALIFIER_LOST, (each.base, each.converted), Severity.INFO, *figures, explanation)
