"""An amount of money as JSON: one that stands in a row, or a sum of many."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from db.codes import Qualifier
from db.sums import LOWER
from engine import leaves
from engine.fields import Asked
from engine.jsontext import code, json_object, literal, type_name
from engine.sql import Statement
from schema.kinds import Leaf
from schema.values import MONEY


def listed(codes: Iterable[Qualifier]) -> str:
    """Codes of ours for IN."""
    return f"({','.join(sorted(literal(code.value) for code in codes))})"


@dataclass(slots=True)
class Amount:
    """The expressions of an amount that is known."""

    minor: str  # whole minor units, as a number or its digits
    digits: str  # with the decimals of the currency
    currency: str
    qualifier: str


def written(statement: Statement, amount: Amount, asked: Asked, published: Callable[[Asked], str]) -> str:
    """The object that is asked of an amount; `published` writes what sources print for it in other currencies."""
    parts = {
        "amount": lambda: code(amount.digits),
        "currency": lambda: code(amount.currency),
        "qualifier": lambda: code(amount.qualifier),
        "lowerBound": lambda: statement.dialect.flag(f"{amount.qualifier} IN {listed(LOWER)}"),
        "__typename": lambda: type_name("Money"),
    }

    def expression(each: Asked) -> str:
        if each.name in parts:
            return parts[each.name]()
        own = MONEY[each.name]
        if isinstance(own, Leaf):
            return leaves.written(statement, own, each, amount.minor, amount.currency)
        return published(each)

    return json_object(statement, statement.collector.collect("Money", asked.selections), expression)
