"""The way up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import db
from schema.declare import beside, chain, column, money, subject
from schema.entity import entity

if TYPE_CHECKING:
    from db.codes import Basis
    from db.step import StepKind
    from schema.node import Node
    from schema.values import Decimal, Money


@entity(db.Step, "A step on the way from a record up to the programme that pays for it.")
class Step:
    kind: StepKind = column(db.Step.kind, "What kind of record it is.")
    slug: str = column(db.Step.slug, "The record's name for people and addresses.")
    record: Node = subject(db.Step.id, "The record.")
    amount: Money | None = money(db.Step.amount_amount, "Its amount; null if not known.")
    basis: Basis | None = column(db.Step.basis, "How we know that it belongs to the next step; null at the top.")
    percent_of_total: Decimal | None = column(
        db.Step.percent, "Its amount in per cent of the total at the top, computed by us; null unless both are known."
    )


def programme() -> Any:
    """The programme on the way up."""
    return beside("Programme", db.Step.programme_id, "The programme at the end of its `path`; null if none is known.")


def activity() -> Any:
    """The activity on the way up."""
    return beside("Activity", db.Step.activity_id, "The item of an action plan on its `path`; null if none is known.")


def path() -> Any:
    """The way up from a record, itself first."""
    return chain("Step", db.Step.up_id, "The way up to the programme that pays for it, itself first. Computed by us.")
