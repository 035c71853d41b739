"""Sums and groups of the lists of records that have an amount, made from what their types declare.

A dimension is a way through declared fields to what groups are told apart by. Its key is a text: a code, a year,
the number of a record, or the numbers of several with commas; so any list can be grouped by anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import new_class
from typing import Any

import strawberry
from sqlalchemy import Column as TableColumn
from sqlalchemy import Enum as EnumType

from db.sums import PART
from schema.codes import named
from schema.declare import NAMES, made
from schema.entity import ENTITIES, Entity, camel, publish
from schema.kinds import Beside, Column, Day, Many, Money, One
from schema.stages import Stages

DIMENSIONS = {
    "YEAR": "the year of its date, or of the first day that its date may be",
    "STATUS": "where it stands",
    "STAGE": "how far its money came, by what was awarded, signed or paid upon it and not called off",
    "METHOD": "how open the competition was",
    "COUNTRY": "the country",
    "CATEGORY": "what the tender mainly buys: goods, works or services",
    "SUPPLIER": "who was chosen; what goes to several is a group of its own, since nobody tells how they share",
    "BUYER": "whose money is spent",
    "BUYER_FAMILY": "whose money is spent, whatever it was called: the youngest body of its family",
    "TERRITORY": "the place that it concerns",
    "PROGRAMME": "the programme that pays",
    "ACTIVITY": "the item of an action plan that pays",
    "TENDER": "the tender",
    "CONTRACT": "the contract",
    "PAYER": "who paid",
    "PAYEE": "who was paid",
    "TENDERER": "who offered",
    "RESPONSIBLE": "the body that is to do it",
    "RESPONSIBLE_FAMILY": "the body that is to do it, whatever it was called: the youngest body of its family",
}
OTHERWISE = "Null if it is not known, if the list is not grouped by it, and in the row of all other groups."

BESIDE = ("YEAR", "STATUS")  # by these, every stored sum is told apart

Own = Callable[[str], str]  # how a statement calls a column of the row that is grouped
Reached = One | Beside | Column | Day


@dataclass(frozen=True)
class Dimension:
    """One thing by which the groups of a list can be told apart."""

    name: str
    way: tuple[One | Beside, ...]
    end: Reached | Many | Stages

    @property
    def field(self) -> str:
        return camel(self.name.lower())

    @property
    def target(self) -> str | None:
        """The kind of record that a key names, if it names one."""
        return self.end.target if isinstance(self.end, One | Beside | Many) else None

    def key(self, own: Own) -> str:
        """The key of a row, in SQL that both databases read."""
        value: str | None = None
        for each in self.way:
            value = reached(each, value, own)
        if isinstance(self.end, Stages):
            return self.end.key(value or own("id"))
        if isinstance(self.end, Many):
            return numbers_of_all(self.end, value or own("id"))
        found = reached(self.end, value, own)
        return f"substr(CAST({found} AS TEXT),1,4)" if isinstance(self.end, Day) else f"CAST({found} AS TEXT)"


def reached(declared: Reached, number: str | None, own: Own) -> str:
    """A column of the row itself, or of the row with a number."""
    if number is None and not isinstance(declared, Beside):
        return own(declared.column.name)
    return looked_up(declared.column, number or own("id"))


def looked_up(column: TableColumn[Any], number: str) -> str:
    return f'(SELECT x.{column.name} FROM "{column.table.name}" x WHERE x.id = {number})'  # noqa: S608  # names of ours


def numbers_of_all(declared: Many, number: str) -> str:
    """The numbers of all records that a link leads to, in order, as one text; null if there is none."""
    link, onward = declared.column, declared.onward
    assert onward is not None
    numbers = f"string_agg(CAST(x.{onward.name} AS TEXT),',' ORDER BY x.{onward.name})"
    return f'(SELECT {numbers} FROM "{link.table.name}" x WHERE x.{link.name} = {number})'  # noqa: S608  # names of ours


@dataclass(frozen=True)
class Summed:
    """What of a kind of record is added up, and by what its lists can be grouped."""

    money: Money
    dimensions: dict[str, Dimension]


@cache
def summed(name: str) -> Summed | None:
    """The sums of a kind of record, if it has an amount that may be added up."""
    entity = ENTITIES[name]
    if entity.sums is None:
        return None
    money = entity.fields[entity.sums.money]
    assert isinstance(money, Money)
    dimensions = {each: dimension(entity, each, way) for each, way in entity.sums.by.items()}
    if entity.sums.onward:
        dimensions["STAGE"] = Dimension("STAGE", (), stages(entity, entity.sums.onward))
    return Summed(money, dimensions)


def dimension(entity: Entity, name: str, way: str) -> Dimension:
    """A dimension by the public names of the fields that lead to it."""
    *onward, last = way.split(".")
    leading = []
    for each in onward:
        declared = entity.fields[each]
        assert isinstance(declared, One | Beside)
        leading.append(declared)
        entity = ENTITIES[declared.target]
    end = entity.fields[last]
    assert isinstance(end, One | Beside | Column | Day | Many)
    return Dimension(name, tuple(leading), end)


def stages(entity: Entity, names: Sequence[str]) -> Stages:
    """The lists by their public names, each of the records of the one before."""
    onward = []
    for name in names:
        declared = entity.fields[name]
        assert isinstance(declared, Many)
        onward.append(declared)
        entity = ENTITIES[declared.target]
    return Stages(tuple(onward))


def stored_sums() -> Iterator[str]:
    """The SQL that adds up all records of each kind, once for each dimension that is stored, and once without one.

    Its columns are those of AmountSum without the number and the places.
    """
    for entity in ENTITIES.values():
        found = summed(entity.name)
        if found is not None and entity.sums is not None:
            for name in ("", *entity.sums.stored):
                keys = ",".join(
                    f"{own_key(found.dimensions.get(each))} AS {column}"
                    for each, column in zip((name, *BESIDE), ("key", "year", "status"), strict=True)
                )
                chosen = f"'{entity.name}' AS type,'{name}' AS dimension,{keys}"
                sums = added_up(found.money, "r.{}".format)
                yield f'SELECT {chosen},{sums} FROM "{entity.table.name}" r GROUP BY 3,4,5,6,7'  # noqa: S608  # names of ours


def own_key(dimension: Dimension | None) -> str:
    return "CAST(NULL AS TEXT)" if dimension is None else dimension.key("r.{}".format)


def added_up(money: Money, own: Own) -> str:
    """Currency, qualifier, number of records and the two parts of their sum, in SQL that both databases read."""
    amount, currency, qualifier = (own(f"{money.prefix}_{part}") for part in ("amount", "currency", "qualifier"))
    parts = f"coalesce(sum({amount}/{PART}),0) AS high,coalesce(sum({amount}%{PART}),0) AS low"
    return f"{currency} AS currency,{qualifier} AS qualifier,count(*) AS records,{parts}"


def make_connection(entity: Entity) -> None:
    """`AwardConnection` with sums and groups, and the types that it needs."""
    found = summed(entity.name)
    if found is None:
        return
    by = f"{entity.name}Dimension"
    members: dict[str, Any] = {
        each: strawberry.enum_value(each, description=f"By {DIMENSIONS[each]}.") for each in found.dimensions
    }
    named(by, members, f"What lists of {entity.name} can be grouped by.")
    make_group(entity, found)
    fields = {
        "sum": made(
            None,
            "The sum of the amounts of all that fits, on all pages: one for each currency, since sums of two mean"
            " nothing. Computed by us; a lower bound if an amount is not known.",
        ),
        "groups": made(
            None,
            "The same in groups, the largest sum first. Computed by us.",
            {
                "by": (f"list[{by}]", "What tells groups apart, four at most."),
                "first": ("int | None", "How many groups; 20 unless said, 200 at most. All others are one row more."),
                "currency": (
                    "Currency | None",
                    "The currency by whose sums groups are sorted; that of most records unless said.",
                ),
            },
        ),
    }
    body = {"__annotations__": {"sum": "list[Money]", "groups": f"list[{entity.name}Group]"}, **fields}
    page: Any = new_class(f"{entity.name}Connection", (NAMES["Connection"][NAMES[entity.name]],), {}, fill(body))
    publish(strawberry.type(page, description="A page of a list, and the sums of all its pages."))


def fill(body: Mapping[str, Any]) -> Callable[[dict[str, Any]], None]:
    return lambda namespace: namespace.update(body)


def make_group(entity: Entity, found: Summed) -> None:
    """`AwardGroup`: what tells it apart, how many records it has, and their sums."""
    fields = {name: part for each in found.dimensions.values() for name, part in parts(each).items()}
    fields |= {
        "count": ("int", "How many records are in it."),
        "unknown_amounts": ("int", "Of how many of them the amount is not known."),
        "sum": (
            "list[Money]",
            "The sum of the amounts that are known, for each currency. Computed by us; a lower bound if one is not.",
        ),
        "groups": ("int", "How many groups it stands for: 1, or more in the row of all other groups."),
        "is_rest": ("bool", "Whether it is the row of all other groups."),
    }
    annotations = {name: annotation for name, (annotation, _) in fields.items()}
    declared = {name: made(None, words) for name, (_, words) in fields.items()}
    group: Any = type(f"{entity.name}Group", (), {**declared, "__annotations__": annotations})
    publish(strawberry.type(group, description=f"Records of the kind {entity.name} with their sums."))


def parts(each: Dimension) -> dict[str, tuple[str, str]]:
    """The fields of a group that tell one dimension: annotation and description by name."""
    name, words = each.name.lower(), f"{DIMENSIONS[each.name][0].upper()}{DIMENSIONS[each.name][1:]}. {OTHERWISE}"
    match each.end:
        case Many(target=target):
            several = f"All of {name}, where there may be several: empty if none is known."
            one = f"{words} Also null if there are several."
            return {name: (f"{target} | None", one), f"{name}s": (f"list[{target}]", several)}
        case One(target=target) | Beside(target=target):
            return {name: (f"{target} | None", words)}
        case Day():
            return {name: ("int | None", words)}
        case Stages():
            return {name: ("Stage | None", words)}
        case Column(column=column):
            codes = column.type.enum_class if isinstance(column.type, EnumType) else None
            return {name: (f"{codes.__name__ if codes else 'str'} | None", words)}
