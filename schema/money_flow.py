"""Where the money goes: nodes and links, ready to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry

from schema.declare import Arguments, made, table_column
from schema.entity import publish
from schema.flow_graph import money_flow as drawn
from schema.kinds import Flow

if TYPE_CHECKING:
    from db.codes import Basis, Qualifier
    from db.flow import FlowKind
    from schema.values import Currency, Decimal

ARGUMENTS: Arguments = {
    "basis": ("Basis", "The weakest links to follow: INFERRED follows stated ones too. Weaker ones are not traced."),
    "depth": ("int | None", "How many levels below the record, 10 at most; all unless said."),
    "first": (
        "int | None",
        "How many parts of each record to show one by one, the largest; 20 unless said, 200 at most.",
    ),
}
CURRENCY: Arguments = {
    "currency": ("Currency | None", "Only money in this currency; without it, the one that most of its records have.")
}


@strawberry.type(
    description="An amount in a flow of money, in the flow's currency. What links carry is computed by us."
)
class FlowAmount:
    amount: Decimal = strawberry.field(description="The amount with all decimals of its currency, exact, as text.")
    currency: Currency = strawberry.field(description="The currency (ISO 4217).")


@strawberry.type(description="A point that money passes or ends at.")
class FlowNode:
    key: str = strawberry.field(
        description="What links call it, the same in every answer, such as `Tender:kz-sko-2017` or, for what is left "
        "of it, `NOT_TRACED:Tender:kz-sko-2017`."
    )
    kind: FlowKind = strawberry.field(description="What it stands for.")
    label: str = strawberry.field(description="Its title or name, for people; its slug if it has none.")
    id: strawberry.ID | None = strawberry.field(description="The record's id; null for what is no single record.")
    slug: str | None = strawberry.field(description="The record's slug; null for what is no single record.")
    amount: FlowAmount = strawberry.field(
        description="A record's own amount, or the sum of its parts (`carried`); of all else, what the links bring."
    )
    qualifier: Qualifier | None = strawberry.field(
        description="How exactly the amount of a record is meant; null where it is only what is left or brought."
    )
    carried: bool = strawberry.field(
        description="True if the amount is not published, but carried up from its parts. Computed by us."
    )
    level: int = strawberry.field(description="How many links it is away from the record that was asked; 0 for itself.")


@strawberry.type(description="Money on its way from one node to another.")
class FlowLink:
    source: str = strawberry.field(description="The key of the node that it leaves.")
    target: str = strawberry.field(description="The key of the node that it reaches.")
    amount: FlowAmount = strawberry.field(description="How much. Computed by us.")
    basis: Basis | None = strawberry.field(
        description="How we know that the one belongs to the other; null for what is left, for suppliers and for "
        "several records together."
    )


@strawberry.type(
    description="Where the money of a record goes, by the strongest link of each record below it, for a Sankey chart. "
    "Every node passes on exactly what it receives; what cannot be followed is a node too. What is the same money as a "
    "record beside it is left out: lots that were awarded together, a contract that was amended or names no award, a "
    "budget line that pays for nothing where its activity pays directly. Computed by us."
)
class MoneyFlow:
    basis: Basis = strawberry.field(description="The weakest links that were followed.")
    currency: Currency = strawberry.field(
        description="The currency of all amounts; parts in another one are not traced."
    )
    nodes: list[FlowNode] = strawberry.field(description="The nodes, the record that was asked first, suppliers last.")
    links: list[FlowLink] = strawberry.field(description="The links between them.")


def money_flow(description: str, *counted: object, of_body: bool = False) -> Any:
    """A record's flow of money: that of the records which name it in one of the columns."""
    columns = tuple(table_column(each) for each in counted)
    return made(Flow(drawn, columns, of_body), description, {**ARGUMENTS, **CURRENCY} if of_body else ARGUMENTS)


for _type in (FlowAmount, FlowNode, FlowLink, MoneyFlow):
    publish(_type)
