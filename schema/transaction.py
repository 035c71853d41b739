"""Payments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, day, money, one
from schema.entity import entity
from schema.kinds import Sums
from schema.node import Node

if TYPE_CHECKING:
    from schema.budget_line import BudgetLine
    from schema.contract import Contract
    from schema.organization import Organization
    from schema.values import Money, PartialDate


@entity(
    db.Transaction,
    "A payment upon a contract.",
    sums=Sums(
        "value",
        {
            "YEAR": "paidOn",
            "PAYER": "payer",
            "PAYEE": "payee",
            "CONTRACT": "contract",
            "PROGRAMME": "contract.programme",
            "ACTIVITY": "contract.activity",
        },
        stored=("PAYER", "PAYEE", "PROGRAMME"),
    ),
)
class Transaction(Node):
    contract: Contract = one("Contract", db.Transaction.contract_id, "The contract.")
    budget_line: BudgetLine | None = one(
        "BudgetLine", db.Transaction.budget_line_id, "The budget line that it is charged to; null if not known."
    )
    payer: Organization | None = one("Organization", db.Transaction.payer_id, "Who paid; null if not known.")
    payee: Organization | None = one("Organization", db.Transaction.payee_id, "Who was paid; null if not known.")
    reference: str | None = column(db.Transaction.reference, "The publisher's number for it.")
    value: Money | None = money(db.Transaction.value_amount, "How much; null if not published.", filter=True, sort=True)
    paid_on: PartialDate | None = day(db.Transaction.paid_on, "When; null if not known.", filter=True, sort=True)
