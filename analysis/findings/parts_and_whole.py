"""A tender's value against the amounts that are told for its lots.

A lot counts by its value; an award counts where none of its lots has one. The parts may mix values and prices, may
be told for a few lots only, or be more than the whole: each of these is worth a word before anybody adds them up.
The finding rests on the claims of the whole's value and of the parts'; without both there is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from analysis.findings.facts import Amount, Claim, Facts, Hit, Tender
from analysis.findings.wording import SAID, exactly, percent, told
from db.codes import Qualifier
from db.finding import Severity
from db.finding_rule import FindingRule
from db.sums import LOWER


class Parts(NamedTuple):
    """The values of some lots and the prices of others, in the currency of the whole.

    How many lots they cover, how many have a title, and how many there are.
    """

    values: list[Amount]
    prices: list[Amount]
    covered: int
    named: int
    lots: int

    @property
    def all(self) -> Amount:
        """The values and the prices together."""
        return added([*self.values, *self.prices])


def unequal_parts(facts: Facts) -> Iterator[Hit]:
    """Tenders whose lots and awards do not account for their value."""
    lots: dict[int, list[int]] = defaultdict(list)
    awards: dict[int, list[int]] = defaultdict(list)
    for number, lot in facts.lots.items():
        lots[lot.tender].append(number)
    for number, award in facts.awards.items():
        awards[award.tender or 0].append(number)
    for number, about in facts.about_tender.items():
        whole = facts.tenders[number].value
        if whole and whole.qualifier is Qualifier.EXACT:
            parts = _parts(facts, number, lots[number], awards[number])
            claims = tuple(claim for claim in about if _is_value(claim, whole.currency))
            told = {claim.subject for claim in claims}
            if parts.lots and (parts.values or parts.prices) and number in told and len(told) > 1:
                yield from _judged(whole, parts, claims)


def added(amounts: list[Amount]) -> Amount:
    """A sum of at least one amount of one currency: a lower bound if one part is."""
    qualifier = Qualifier.AT_LEAST if any(each.qualifier in LOWER for each in amounts) else Qualifier.EXACT
    return Amount(sum((each.value for each in amounts), Decimal(0)), amounts[0].currency, qualifier)


def _parts(facts: Facts, tender: int, lots: list[int], awards: list[int]) -> Parts:
    held = facts.tenders[tender]
    valued = {number for number in lots if _counts(facts.lots[number].value, held)}
    priced = [facts.awards[number] for number in awards if _counts(facts.awards[number].value, held)]
    priced = [award for award in priced if (valued.isdisjoint(award.lots) if award.lots else not valued)]
    covered = len(valued.union(*(award.lots for award in priced))) + sum(not award.lots for award in priced)
    size = max(held.number_of_lots or 0, len(lots))
    return Parts(
        [value for number in sorted(valued) if (value := facts.lots[number].value)],
        [award.value for award in priced if award.value],
        min(covered, size),
        sum(facts.lots[number].title is not None for number in lots),
        size,
    )


def _counts(value: Amount | None, tender: Tender) -> bool:
    exact_or_more = {Qualifier.EXACT, *LOWER}
    return bool(value and tender.value and value.currency == tender.value.currency and value.qualifier in exact_or_more)


def _is_value(claim: Claim, currency: str) -> bool:
    return claim.field == "value" and not claim.converts and bool(claim.amount and claim.amount.currency == currency)


def _judged(whole: Amount, parts: Parts, claims: tuple[Claim, ...]) -> Iterator[Hit]:
    exact = not parts.prices and parts.all.qualifier is Qualifier.EXACT
    if parts.all.value > whole.value:
        yield _hit(whole, parts, claims, Severity.ERROR if not parts.prices else Severity.WARNING)
    elif parts.all.value < whole.value and parts.covered < parts.lots:
        yield _hit(whole, parts, claims, Severity.WARNING if parts.values and parts.prices else Severity.INFO)
    elif parts.all.value < whole.value and exact:
        yield _hit(whole, parts, claims, Severity.ERROR)


def _hit(whole: Amount, parts: Parts, claims: tuple[Claim, ...], severity: Severity) -> Hit:
    share = percent(parts.all.value, whole.value)
    explanation = " ".join(_told(whole, parts, share))
    found = f"{exactly(parts.all)} for {parts.covered} of {parts.lots} lots ({share})"
    expected = f"{exactly(whole)} for {parts.lots} lots"
    return Hit(FindingRule.PARTS_AND_WHOLE, claims, severity, expected, found, explanation)


def _told(whole: Amount, parts: Parts, share: str) -> Iterator[str]:
    yield (
        f"Amounts are told for {parts.covered} of {parts.lots} lots: {bound(parts.all)} of {bound(whole)} ({share})."
    )
    if parts.values and parts.prices:
        yield (
            f"They mix {counted(len(parts.values), 'lot value')} ({bound(added(parts.values))}) with"
            f" {counted(len(parts.prices), 'price')} ({bound(added(parts.prices))}), and cannot really be added up."
        )
    rest = whole.value - parts.all.value
    if rest > 0:
        most = "at most " if parts.all.qualifier is Qualifier.AT_LEAST else ""
        left = percent(rest, whole.value)
        yield f"What is not told apart is {most}{told(rest, whole.currency)} ({left})."
    else:
        yield f"The parts are {told(-rest, whole.currency)} more than the whole."
    if parts.named < parts.lots:
        yield f"{counted(parts.lots - parts.named, 'lot')} of the tender have no title."


def bound(amount: Amount) -> str:
    """A sum in scale words with its qualifier."""
    return SAID[amount.qualifier] + told(amount.value, amount.currency)


def counted(number: int, thing: str) -> str:
    """A number of things."""
    return f"{number} {thing}{'' if number == 1 else 's'}"
