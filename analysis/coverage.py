"""How much of a published total can be followed.

A branch is a link of the subject. It counts once, by the amount of the record that it points to: what was set
aside for an activity or a budget line, the value of a tender, of a contract. What lies deeper is reported by
stage and never replaces a branch or adds to it. What was called off is listed and not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.money import Money, added
from analysis.shares import percent
from db.codes import Basis, Qualifier
from db.coverage import Exclusion, Stage
from db.sums import LOWER

STRENGTH = (Basis.STATED, Basis.INFERRED, Basis.ASSUMED)


@dataclass(frozen=True)
class Branch:
    """One link of the subject."""

    link: int
    record: int
    basis: Basis
    stage: Stage
    amount: Money
    exclusion: Exclusion | None = None
    overlaps: frozenset[int] = frozenset()  # links whose money may be the same


@dataclass(frozen=True)
class Figures:
    """What is traced of a total by links up to one strength."""

    published: Money
    traced: Money
    strict: Money
    excluded: Money
    residual: Money
    percent: str | None
    unknown_amounts: int
    branches: tuple[Branch, ...]


def coverage(published: Money, branches: Sequence[Branch], basis: Basis) -> Figures | None:
    """The figures by links of this basis or a stronger one; None without a published total."""
    if published.amount is None:
        return None
    allowed = [within(each, published) for each in branches if is_as_strong(each.basis, basis)]
    known = sorted((each for each in allowed if each.amount.amount is not None), key=largest_first)
    counted = [each for each in known if each.exclusion is None]
    unknown = len(allowed) - len(known)
    traced = total([each.amount for each in counted], published, unknown)
    return Figures(
        published=published,
        traced=traced,
        strict=total([each.amount for each in counted_once(counted)], published, unknown),
        excluded=total([each.amount for each in known if each.exclusion and same_currency(each, published)], published),
        residual=rest(published, traced),
        percent=percent(traced.amount, published.amount),
        unknown_amounts=unknown,
        branches=tuple(known),
    )


def is_as_strong(basis: Basis, asked: Basis) -> bool:
    """Whether a link may be counted where links up to `asked` are."""
    return STRENGTH.index(basis) <= STRENGTH.index(asked)


def within(branch: Branch, published: Money) -> Branch:
    """The branch, excluded if it is in another currency than the total."""
    if branch.exclusion or branch.amount.amount is None or same_currency(branch, published):
        return branch
    return replace(branch, exclusion=Exclusion.OTHER_CURRENCY)


def same_currency(branch: Branch, published: Money) -> bool:
    return branch.amount.currency == published.currency


def largest_first(branch: Branch) -> tuple[int, int]:
    return -(branch.amount.amount or 0), branch.link


def counted_once(branches: Iterable[Branch]) -> list[Branch]:
    """The branches, largest first, without those that may be contained in one before."""
    kept: list[Branch] = []
    links: set[int] = set()
    contained: set[int] = set()
    for branch in branches:
        if branch.link not in contained and links.isdisjoint(branch.overlaps):
            kept.append(branch)
            links.add(branch.link)
            contained |= branch.overlaps
    return kept


def total(parts: Sequence[Money], published: Money, unknown: int = 0) -> Money:
    """A sum in the total's currency; zero if nothing is counted, a lower bound if an amount is not known."""
    found = added(parts) if parts else Money(0, published.currency, Qualifier.EXACT)
    if unknown and found.qualifier is Qualifier.EXACT:
        return found._replace(qualifier=Qualifier.AT_LEAST)
    return found


def rest(published: Money, traced: Money) -> Money:
    """What cannot be followed: at most this much where the traced sum is a lower bound; never below zero."""
    left = max((published.amount or 0) - (traced.amount or 0), 0)
    qualifier = Qualifier.AT_MOST if traced.qualifier in LOWER else traced.qualifier
    return Money(left, published.currency, qualifier)


def stage_sums(amounts: Mapping[Stage, Sequence[Money]], currency: str | None) -> dict[Stage, Money]:
    """The sum of each stage in one currency; stages of which nothing is known are left out."""
    sums = {}
    for stage, parts in amounts.items():
        same = [part for part in parts if part.amount is None or part.currency == currency]
        found = added(same)
        if found.amount is not None:
            sums[stage] = found
    return sums
