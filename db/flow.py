"""Derived: what a flow of money needs to know of records beside their own amounts."""

from __future__ import annotations

from db.codes import Basis, Code, Qualifier
from db.columns import amount, coded, currency, key
from db.table import Table


class FlowKind(Code):
    """What a node in a flow of money stands for: a record, a supplier, or money that goes no further."""

    PROGRAMME = "PROGRAMME", "A programme."
    ACTIVITY = "ACTIVITY", "An item of an action plan."
    BUDGET_LINE = "BUDGET_LINE", "A budget line."
    PROCESS = "PROCESS", "A contracting process without a tender."
    TENDER = "TENDER", "A tender."
    LOT = "LOT", "A lot."
    AWARD = "AWARD", "An award."
    CONTRACT = "CONTRACT", "A contract."
    PAYMENTS = "PAYMENTS", "What was paid upon a contract, all payments together."
    ORGANIZATION = "ORGANIZATION", "The body whose money is followed; its amount is the sum of what it pays for."
    SUPPLIER = "SUPPLIER", "Who was chosen, signed or was paid; one node, whatever leads to it."
    SUPPLIERS = "SUPPLIERS", "Several suppliers that were chosen together: nothing tells how they share."
    MORE = "MORE", "Further records of one parent, together; `first` says how many are shown one by one."
    NOT_TRACED = "NOT_TRACED", "Money of which no part below is known."
    NOT_AWARDED = "NOT_AWARDED", "Money of a lot that no known award takes up."
    NOT_CONTRACTED = "NOT_CONTRACTED", "Money of an award beyond its known contracts."
    NOT_PAID = "NOT_PAID", "Money of a contract beyond its known payments."
    CANCELLED = "CANCELLED", "Money of what was called off by the buyer, or taken back."
    UNSUCCESSFUL = "UNSUCCESSFUL", "Money of what was closed without a winner."
    WITHHELD = "WITHHELD", "Money of which the parts are classified or not published."
    EXCESS = "EXCESS", "What the parts of a record are more than its own amount; it comes from nowhere that is known."


class FlowEnd(Code):
    """Why the money of a record goes no further, or why the record is no part of a flow."""

    CANCELLED = "CANCELLED", "Called off by the buyer, or taken back."
    UNSUCCESSFUL = "UNSUCCESSFUL", "Closed without a winner."
    WITHHELD = "WITHHELD", "Its parts are classified or not published."
    LEFT_OUT = "LEFT_OUT", "No part of a flow: called off, or the same money as what is beside it."


class FlowMark(Table, table=True):
    """A record whose money does not simply go on to its parts."""

    id: int = key(primary=True, to="node.id")
    reason: FlowEnd = coded(FlowEnd)


class CarriedAmount(Table, table=True):
    """The amount of a record that has none of its own: the sum of its parts, by links up to one strength."""

    record_id: int = key(primary=True, to="node.id")
    basis: Basis = coded(Basis, primary=True)
    amount_amount: int | None = amount()
    amount_currency: str | None = currency()
    amount_qualifier: Qualifier = coded(Qualifier)
