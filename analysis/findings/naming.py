"""What findings are called: by the data set's own codes or by rule and number; without claims, by rule and record."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import count
from typing import NamedTuple

from analysis.findings.facts import Hit
from db.finding_rule import FindingRule


class Key(NamedTuple):
    """What makes a finding the same one: its rule and its claims."""

    rule: FindingRule
    claims: frozenset[int]


class Code(NamedTuple):
    """A finding's code and title."""

    code: str
    title: str


def key_of(hit: Hit) -> Key:
    """The key of what a rule found."""
    return Key(hit.rule, frozenset(claim.id for claim in hit.claims))


def slug_of(code: str) -> str:
    """A finding's slug, as data files would give it."""
    return re.sub(r"\s+", "-", code)


def named(
    hits: Iterable[Hit], codes: Mapping[Key, Code], stored: Mapping[Key, str], taken: Collection[str]
) -> dict[str, tuple[str, Hit]]:
    """Title and hit by code. Of several hits on the same claims the first counts.

    `codes` are those of the data sets. A numbered code that is `stored` stays with its claims; new ones get the
    lowest number that is free. A code whose slug is `taken` by another record is never given.
    """
    found: dict[Key, Hit] = {}
    for hit in hits:
        found.setdefault(key_of(hit), hit)
    given = {key: codes[key] for key in found if key in codes and slug_of(codes[key].code) not in taken}
    used = {*taken, *(slug_of(code.code) for code in codes.values())}
    for key in found.keys() - given.keys():
        kept = stored.get(key, "")
        if kept not in used and re.fullmatch(rf"{key.rule.slug}-[0-9]+", kept):
            given[key] = Code(kept, found[key].rule.heading)
    used |= {code.code for code in given.values()}
    numbers = {rule: count(1) for rule in {key.rule for key in found}}
    for key in [key for key in found if key not in given]:
        free = next(code for number in numbers[key.rule] if (code := f"{key.rule.slug}-{number}") not in used)
        given[key] = Code(free, found[key].rule.heading)
    return {code.code: (code.title, found[key]) for key, code in given.items()}


def natural(code: str) -> tuple[str | int, ...]:
    """A sort key by which X2 comes before X10."""
    return tuple(int(part) if place % 2 else part for place, part in enumerate(re.split("([0-9]+)", code)))
