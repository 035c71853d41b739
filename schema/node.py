"""What every record has: an id for machines, a slug for people, and the claims that sources make about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

import db
from schema.declare import Column as ColumnDeclaration
from schema.declare import identity, listed, made, table_column
from schema.entity import ENTITIES, Entity, publish

if TYPE_CHECKING:
    from schema.claim import Claim


@strawberry.interface(description="Any record: everything that has an id of its own.")
class Node:
    id: strawberry.ID = identity("Opaque and lasting: the same after the data are loaded anew.")
    slug: str = made(
        ColumnDeclaration(table_column(db.Node.slug), filter=True, sort=True),
        "The record's name for people and addresses.",
    )
    claims: list[Claim] = listed(
        "Claim",
        db.Claim.subject_id,
        order=[db.Claim.number],
        kind=(db.Claim.kind, "ClaimKind | None", "Only claims of this kind."),
        description="What sources say about this record, each with its place in the source; 200 at most.",
    )


ENTITIES["Node"] = Entity("Node", db.Node.__table__, publish(Node), is_node=True)  # type: ignore[attr-defined]
