"""Claims in a line each, for the tests of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from analysis.findings.facts import Amount, Claim, Facts, Hit, Quantity
from db.codes import Qualifier


def claim(number: int, money: str | None = None, quantity: str | None = None, **more: Any) -> Claim:
    """The claim F<number>, with its sum as in `MORE_THAN 10 KZT` and its quantity as in `LESS_THAN 1`."""
    made = Claim(id=number, number=number, code=f"F{number}", **more)
    if money:
        *qualifier, value, currency = money.split()
        made = replace(made, amount=Amount(Decimal(value), currency, _qualifier(qualifier)))
    if quantity:
        *qualifier, value = quantity.split()
        made = replace(made, quantity=Quantity(Decimal(value), _qualifier(qualifier)))
    return made


def converted(number: int, base: str, printed: str, money: str) -> tuple[Claim, Claim]:
    """A sum and its conversion: F<number> and the one after it."""
    return claim(number, base), claim(number + 1, money, printed=printed, converts=number)


def told(rule: Callable[[Facts], Iterator[Hit]], facts: Facts) -> list[tuple[str, list[str], str | None, str | None]]:
    """Rule, claims, and what was expected and found, of each hit."""
    return [(hit.rule.slug, [each.code for each in hit.claims], hit.expected, hit.found) for hit in rule(facts)]


def _qualifier(words: list[str]) -> Qualifier:
    return Qualifier[words[0]] if words else Qualifier.EXACT
