"""Contracts that are put down to a programme and were signed before it began or after it ended.

The way leads along the funding links from the programme, its activities or its budget lines to what was bought. The
finding rests on the amounts that are told for the activities and budget lines on the way, or else on the records alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, partial

from analysis.findings.facts import Claim, Contract, Facts, Hit, Span
from analysis.findings.wording import days, listed
from db.finding import Severity
from db.finding_rule import FindingRule


def contracts_outside(facts: Facts) -> Iterator[Hit]:
    """Contracts signed outside the period of the programme that is said to pay for them."""
    found: dict[tuple[int, tuple[Claim, ...]], dict[int, Contract]] = defaultdict(dict)
    above = cache(partial(_above, facts))
    claims = cache(partial(_claims, facts))
    for payee, number, contract in _bought(facts):
        for programme in above(payee) & facts.programmes.keys():
            if _is_apart(contract.signed, facts.programmes[programme].period):
                between = frozenset(payer for payer in above(payee) if programme in above(payer))
                found[programme, claims(between)][number] = contract
    for (programme, told), contracts in found.items():
        yield _hit(facts, programme, told, contracts)


def _bought(facts: Facts) -> Iterator[tuple[int, int, Contract]]:
    """Each dated contract with each record that money is said to go to, and that it belongs to."""
    for number, contract in facts.contracts.items():
        award = facts.awards.get(contract.award or 0)
        records = {number, contract.award, contract.process, *(award.lots if award else ())}
        records |= {facts.tender_of_process.get(contract.process)}
        if contract.signed:
            yield from ((record, number, contract) for record in records if record and record in facts.payers)


def _above(facts: Facts, record: int) -> frozenset[int]:
    """All whose money pays for a record, directly or through others."""
    found: set[int] = set()
    left = list(facts.payers.get(record, ()))
    while left:
        payer = left.pop()
        if payer not in found:
            found.add(payer)
            left.extend(facts.payers.get(payer, ()))
    return frozenset(found)


def _is_apart(signed: Span | None, period: Span | None) -> bool:
    return bool(signed and period and (signed.last < period.first or period.last < signed.first))


def _claims(facts: Facts, between: frozenset[int]) -> tuple[Claim, ...]:
    """What is told of the money on the way."""
    lines = {number for number, line in facts.budget_lines.items() if line.activity in between}
    amounts = [
        claim
        for record in between | lines
        for claim in facts.about.get(record, ())
        if claim.amount and not claim.converts
    ]
    return tuple(sorted(amounts, key=lambda claim: claim.number))


def _ended(facts: Facts, programme: int, claims: tuple[Claim, ...]) -> Iterator[str]:
    """Who was to spend the money and ended before the programme did."""
    period = facts.programmes[programme].period
    records = {claim.subject for claim in claims}
    for number, line in facts.budget_lines.items():
        if {number, line.activity} & records and line.dissolved and period and line.dissolved.last <= period.last:
            yield f"{line.administrator}, which was given the money, existed until {days(line.dissolved)}."


def _hit(facts: Facts, number: int, claims: tuple[Claim, ...], contracts: Mapping[int, Contract]) -> Hit:
    programme = facts.programmes[number]
    assert programme.period
    signed = [f'"{each.title}" ({days(each.signed)})' for each in contracts.values() if each.signed]
    dates = dict.fromkeys(days(each.signed) for each in contracts.values() if each.signed)
    explanation = (
        f'The programme "{programme.title}" runs from {days(programme.period)}, but what is put down to it was signed'
        f" outside that time: {listed(signed)}. That the programme paid for it is doubtful."
    )
    return Hit(
        FindingRule.OUTSIDE_PERIOD,
        claims,
        Severity.WARNING,
        f"signed from {days(programme.period)}",
        f"signed in {listed(list(dates))}",
        " ".join([explanation, *_ended(facts, number, claims)]),
        records=(number, *contracts),
    )
