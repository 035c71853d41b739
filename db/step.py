"""Derived: the way up from a contract to the programme that pays for it."""

from __future__ import annotations

from db.codes import Basis, Code, Qualifier
from db.columns import amount, coded, currency, key, words
from db.table import Table


class StepKind(Code):
    """What kind of record a step is."""

    PROGRAMME = "PROGRAMME", "A programme."
    ACTIVITY = "ACTIVITY", "An item of an action plan."
    BUDGET_LINE = "BUDGET_LINE", "A budget line."
    PROCESS = "PROCESS", "A contracting process without a tender."
    TENDER = "TENDER", "A tender."
    LOT = "LOT", "A lot."
    AWARD = "AWARD", "An award."
    CONTRACT = "CONTRACT", "A contract."


class Step(Table, table=True):
    """One record on the way up, and the next one above it."""

    id: int = key(primary=True, to="node.id")
    up_id: int | None = key(to="node.id")
    kind: StepKind = coded(StepKind)
    slug: str = words()
    basis: Basis | None = coded(Basis)  # of the link to the next step up
    amount_amount: int | None = amount()
    amount_currency: str | None = currency()
    amount_qualifier: Qualifier = coded(Qualifier)
    percent: str | None = words()  # of the total at the top of the way, four decimals, half to even
    programme_id: int | None = key(to="programme.id")  # on the way up; of the record itself, where it is one
    activity_id: int | None = key(to="activity.id")
