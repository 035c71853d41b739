"""Lots of one title in tenders of different years: bought again, or told twice.

The tenders have one buyer or one territory. The finding rests, for each lot, on the first claim about its tender that
names the title, or else on the first about the lot or its awards; lots of which no source tells anything have no part
in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from analysis.findings.facts import Claim, Facts, Hit, Tender
from analysis.findings.wording import days, listed
from db.finding import Severity
from db.finding_rule import FindingRule

BONDS: tuple[Callable[[Tender], int | None], ...] = (lambda tender: tender.buyer, lambda tender: tender.territory)


def repeated_titles(facts: Facts) -> Iterator[Hit]:
    """Titles that a buyer, or the buyers of one place, use in several years."""
    found: dict[tuple[Claim, ...], Hit] = {}
    for title, lots in _by_title(facts).items():
        evidence = {lot: claim for lot in lots if (claim := _evidence(facts, lot, title))} if len(lots) > 1 else {}
        for group in _bound(facts, evidence):
            claims = tuple(dict.fromkeys(evidence[lot] for lot in group))
            found.setdefault(claims, _hit(facts, group, claims))
    yield from found.values()


def named_in(title: str, *texts: str | None) -> bool:
    """Whether the words of a claim hold a title."""
    return _plain(title) in _plain(" ".join(text or "" for text in texts))


def _by_title(facts: Facts) -> dict[str, list[int]]:
    titles: dict[str, list[int]] = defaultdict(list)
    for number, lot in facts.lots.items():
        if lot.title:
            titles[_plain(lot.title)].append(number)
    return titles


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _evidence(facts: Facts, lot: int, title: str) -> Claim | None:
    claims = facts.about_tender.get(facts.lots[lot].tender, ())
    own = {lot, *facts.awards_of.get(lot, ())}
    naming = (claim for claim in claims if named_in(title, claim.printed, claim.statement))
    return next(naming, next((claim for claim in claims if claim.subject in own), None))


def _bound(facts: Facts, lots: Iterable[int]) -> Iterator[list[int]]:
    """Lots of tenders that share a buyer or a territory and lie in different years."""
    for bond in BONDS:
        groups: dict[int, list[int]] = defaultdict(list)
        for lot in lots:
            tender = facts.tenders[facts.lots[lot].tender]
            shared = bond(tender)
            if shared is not None and tender.published:
                groups[shared].append(lot)
        yield from (group for group in groups.values() if len(_years(facts, group)) > 1)


def _years(facts: Facts, lots: Iterable[int]) -> list[str]:
    published = [facts.tenders[facts.lots[lot].tender].published for lot in lots]
    return sorted({str(each.first.year) for each in published if each})


def _hit(facts: Facts, lots: list[int], claims: tuple[Claim, ...]) -> Hit:
    title, years = facts.lots[lots[0]].title, _years(facts, lots)
    tenders = dict.fromkeys(facts.lots[lot].tender for lot in lots)
    where = listed([_dated(facts.tenders[tender]) for tender in tenders])
    explanation = (
        f'A lot with the title "{title}" stands in {where}. It may have been bought again, or one purchase is told'
        " twice: then its sum must not be added up."
    )
    return Hit(FindingRule.SAME_TITLE, claims, Severity.INFO, None, f'"{title}" in {listed(years)}', explanation)


def _dated(tender: Tender) -> str:
    return f'the tender "{tender.title}" ({days(tender.published) if tender.published else "no date"})'
