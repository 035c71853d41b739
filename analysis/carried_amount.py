"""The amounts that records without one of their own carry: the sums of their parts, from the last stage up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, text

from analysis.coverage import STRENGTH
from analysis.money import Money, added
from analysis.way_up import HIGHEST
from db.codes import Basis
from db.flow import CarriedAmount
from db.step import StepKind
from db.table import table_of

LATEST_FIRST = (StepKind.CONTRACT, StepKind.AWARD, StepKind.LOT, StepKind.TENDER, StepKind.PROCESS)
ANY_ORDER = (StepKind.BUDGET_LINE, StepKind.ACTIVITY)  # they may pay for each other
ROWS_AT_ONCE = 10_000
Row = dict[str, Any]

PARTS = """
SELECT whole.id, coalesce(part.amount_amount, carried.amount_amount),
  coalesce(part.amount_currency, carried.amount_currency), coalesce(carried.amount_qualifier, part.amount_qualifier)
FROM step whole JOIN step part ON part.up_id = whole.id
LEFT JOIN flow_mark mark ON mark.id = part.id
LEFT JOIN carried_amount carried
  ON carried.record_id = part.id AND carried.basis = :basis AND part.amount_amount IS NULL
WHERE whole.kind IN :kinds AND whole.amount_amount IS NULL
AND part.basis IN :bases AND coalesce(mark.reason, '') <> 'LEFT_OUT'
ORDER BY whole.id, part.id
"""
PAYMENTS = """
SELECT whole.id, paid.value_amount, paid.value_currency, paid.value_qualifier
FROM step whole JOIN "transaction" paid ON paid.contract_id = whole.id
WHERE whole.kind IN :kinds AND whole.amount_amount IS NULL
ORDER BY whole.id, paid.id
"""


def derive_carried_amounts(connection: Connection) -> None:
    """Sum up the parts of every record whose own amount is not known, for each strength of links."""
    table = table_of(CarriedAmount)
    connection.execute(delete(table))
    for kind in LATEST_FIRST:
        query = PAYMENTS if kind is StepKind.CONTRACT else PARTS
        store(connection, chain.from_iterable(sums(connection, query, [kind], basis) for basis in STRENGTH))
    carried: list[Row] = []
    for _ in range(HIGHEST):
        found = [row for basis in STRENGTH for row in sums(connection, PARTS, ANY_ORDER, basis)]
        if found == carried:
            break
        connection.execute(delete(table).where(table.c.record_id.in_(row["record_id"] for row in carried)))
        store(connection, found)
        carried = found
    store(connection, chain.from_iterable(sums(connection, PARTS, [StepKind.PROGRAMME], basis) for basis in STRENGTH))


def sums(connection: Connection, query: str, kinds: Sequence[StepKind], basis: Basis) -> Iterator[Row]:
    """What the parts of each record add up to, by links of this basis or a stronger one."""
    bases = STRENGTH[: STRENGTH.index(basis) + 1]
    given = {"kinds": [kind.value for kind in kinds], "bases": [each.value for each in bases], "basis": basis.value}
    parts = connection.execute(
        text(query).bindparams(
            *(bindparam(name, expanding=True) for name in ("kinds", "bases") if f":{name}" in query)
        ),
        {n: v for n, v in given.items() if f":{n}" in query},
    )
    for number, group in groupby(parts, itemgetter(0)):
        amount, currency, qualifier = added([Money(*rest) for _, *rest in group])
        if amount is not None:
            money = {"amount_amount": amount, "amount_currency": currency, "amount_qualifier": qualifier}
            yield {"record_id": number, "basis": basis, **money}


def store(connection: Connection, rows: Iterable[Row]) -> None:
    """Write the rows, some thousands at once."""
    waiting = iter(rows)
    while batch := list(islice(waiting, ROWS_AT_ONCE)):
        connection.execute(insert(table_of(CarriedAmount)), batch)
