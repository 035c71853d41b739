"""One place under two names in one source, around the day on which it was renamed.

The claims are about processes, tenders, lots, awards or contracts of the place; a name counts where the claim's words
hold it. The finding rests on the first claim with a name of before and the first with a name of after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.findings.facts import Claim, Facts, Hit, Renaming
from analysis.findings.wording import days
from db.finding import Severity
from db.finding_rule import FindingRule


def renamed_places(facts: Facts) -> Iterator[Hit]:
    """Places that a source calls by names of both sides of a renaming."""
    for renaming in (each for each in facts.renamings if each.before and each.after):
        named: dict[int, dict[bool, tuple[Claim, str]]] = {}
        for claim in facts.claims:
            if facts.places.get(claim.subject) == renaming.territory:
                sides = named.setdefault(claim.source, {})
                for name in _names(claim, renaming):
                    sides.setdefault(name in renaming.after, (claim, name))
        for sides in named.values():
            if len(sides) == 2 and sides[False][0] != sides[True][0]:
                yield _hit(renaming, *sides[False], *sides[True])


def _names(claim: Claim, renaming: Renaming) -> Iterator[str]:
    """The names that a claim's words hold; a name inside a longer one is not meant."""
    known = {name.casefold(): name for name in (*renaming.before, *renaming.after)}
    longest_first = sorted(known, key=lambda name: (-len(name), name))
    words = rf"(?<!\w)({'|'.join(re.escape(name) for name in longest_first)})(?!\w)"
    for found in re.finditer(words, f"{claim.printed or ''} {claim.statement}".casefold()):
        yield known[found.group()]


def _hit(renaming: Renaming, old: Claim, old_name: str, new: Claim, new_name: str) -> Hit:
    when = days(renaming.occurred)
    explanation = (
        f'The source says "{old_name}" ({old.code}) and "{new_name}" ({new.code}). These are one place, which was'
        f" renamed on {when}: sums and counts of both belong together."
    )
    expected = f"one place: {old_name} before {when}, {new_name} since"
    claims = (old, new) if old.number < new.number else (new, old)
    return Hit(FindingRule.RENAMED, claims, Severity.INFO, expected, f"{old_name}; {new_name}", explanation)
