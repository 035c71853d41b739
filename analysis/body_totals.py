"""What every body bought, administered and was paid: in all, with its lineage, and under each of its names.

With its lineage, a record counts once although several members have a role in it; it is joint if somebody outside
has that role, too. Under a name, records count whose day lies in the name's time; a name without a known time has none.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Select,
    Subquery,
    Text,
    and_,
    case,
    cast,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
)

from analysis.body_money import entries
from analysis.sums import kinds_of, summed, together
from db.body_total import BodyTotal
from db.coverage import Stage
from db.lineage import Lineage, LineageRelation, Passed
from db.name import Name
from db.table import table_of

TOTAL, NAME, LINEAGE = table_of(BodyTotal), table_of(Name), table_of(Lineage)
KEYS = ("owner", "role", "stage", "joint")
MORE_THAN_A_TASK = LINEAGE.c.passed != Passed.FUNCTION
TIME = (
    select(func.min(NAME.c.id).label("first"), NAME.c.subject_id, NAME.c.valid_from, NAME.c.valid_to)
    .where(func.coalesce(NAME.c.valid_from, NAME.c.valid_to).is_not(None))
    .group_by(NAME.c.subject_id, NAME.c.valid_from, NAME.c.valid_to)
    .subquery("time")
)
WITH_KIN = select(LINEAGE.c.body_id).where(MORE_THAN_A_TASK, LINEAGE.c.relation != LineageRelation.SELF)


def derive_body_totals(connection: Connection) -> None:
    """Keep the totals equal to the records: they are all written anew, numbered in the order of lists."""
    connection.execute(delete(TOTAL))
    some = [each.cte("entry") for each in entries()]
    for entry in some:
        _store(connection, _of_bodies(entry), "body_id", whole_lineage=False)
    for entry in some:
        _store(connection, _of_lineages(entry), "body_id", whole_lineage=True)
    _copy(connection, _without_kin())
    for entry in some:
        _store(connection, _of_names(entry), "name_id", whole_lineage=False)
    _copy(connection, _of_other_languages())


def _of_bodies(entry: CTE) -> Select[Any]:
    """Every record of every body."""
    return select(entry, entry.c.body_id.label("owner"), (entry.c.bodies > 1).label("joint"))


def _of_lineages(entry: CTE) -> Select[Any]:
    """Every record of every lineage of several members, once."""
    record = [entry.c[name] for name in ("role", "stage", "record_id", "amount", "currency", "qualifier")]
    joint = (func.count() < func.max(entry.c.bodies)).label("joint")
    return (
        select(LINEAGE.c.body_id.label("owner"), *record, joint)
        .join(entry, entry.c.body_id == LINEAGE.c.member_id)
        .where(MORE_THAN_A_TASK, LINEAGE.c.body_id.in_(WITH_KIN))
        .group_by(LINEAGE.c.body_id, *record)
    )


def _of_names(entry: CTE) -> Select[Any]:
    """Every record of every body under the first of the names that were in force on its day, for the same time."""
    begun = or_(TIME.c.valid_from.is_(None), TIME.c.valid_from <= entry.c.day)
    goes_on = or_(TIME.c.valid_to.is_(None), TIME.c.valid_to > entry.c.day)
    return (
        select(entry, TIME.c.first.label("owner"), (entry.c.bodies > 1).label("joint"))
        .join(TIME, TIME.c.subject_id == entry.c.body_id)
        .where(entry.c.day.is_not(None), begun, goes_on)
    )


def _store(connection: Connection, records: Select[Any], owner: str, *, whole_lineage: bool) -> None:
    """Write the sums of records; what has no amount makes the sums of all currencies lower bounds."""
    record = records.subquery()
    keys = [record.c[name] for name in KEYS]
    known, unknown = func.count(record.c.amount), func.count() - func.count(record.c.amount)
    sums = [known.label("known"), unknown.label("unknown"), summed(record.c.amount).label("amount")]
    grouped = select(*keys, record.c.currency, *sums, *kinds_of(record.c.qualifier))
    group = grouped.group_by(*keys, record.c.currency).subquery()
    beside: dict[str, Any] = {"partition_by": [group.c[name] for name in KEYS]}
    unknown_amounts, currencies = func.sum(group.c.unknown).over(**beside), func.count().over(**beside)
    told = select(group, unknown_amounts.label("unknown_amounts"), currencies.label("currencies")).subquery()
    values = {
        "id": _numbers(connection, told),
        owner: told.c.owner,
        "whole_lineage": literal(whole_lineage),
        **{name: told.c[name] for name in ("role", "stage", "joint", "unknown_amounts")},
        "count": told.c.known,
        "sum_amount": told.c.amount,
        "sum_currency": case((told.c.amount.is_not(None), told.c.currency)),
        "sum_qualifier": together(told, told.c.known, told.c.unknown_amounts),
    }
    rows = select(*values.values()).where(or_(told.c.currency.is_not(None), told.c.currencies == 1))
    connection.execute(insert(TOTAL).from_select(list(values), rows))


def _without_kin() -> Select[Any]:
    """The lineage of a body without kin is the body: its sums are the same."""
    alone = TOTAL.c.body_id.is_not(None) & TOTAL.c.body_id.not_in(WITH_KIN)
    return select(*_with("whole_lineage", literal(True))).where(alone, ~TOTAL.c.whole_lineage)


def _of_other_languages() -> Select[Any]:
    """Names for the same time have the same sums."""
    same = [NAME.c[name].is_not_distinct_from(TIME.c[name]) for name in ("valid_from", "valid_to")]
    twins = TIME.join(NAME, and_(NAME.c.subject_id == TIME.c.subject_id, *same, NAME.c.id != TIME.c.first))
    return select(*_with("name_id", NAME.c.id)).select_from(TOTAL.join(twins, TOTAL.c.name_id == TIME.c.first))


def _with(changed: str, value: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    return [value.label(changed) if each.name == changed else each for each in TOTAL.columns]


def _copy(connection: Connection, rows: Select[Any]) -> None:
    """Write rows once more, with one of their values changed."""
    row = rows.subquery()
    number = _last(connection) + func.row_number().over(order_by=[row.c.body_id, row.c.name_id, row.c.id])
    copied = [number if each.name == "id" else each for each in row.columns]
    connection.execute(insert(TOTAL).from_select(row.columns.keys(), select(*copied)))


def _numbers(connection: Connection, told: Subquery) -> ColumnElement[Any]:
    """The numbers of new rows, in the order in which a list shows them."""
    stage = case({each.value: place for place, each in enumerate(Stage)}, value=cast(told.c.stage, Text))
    order = [told.c.owner, told.c.role, stage, told.c.joint, told.c.currency]
    return _last(connection) + func.row_number().over(order_by=order)


def _last(connection: Connection) -> int:
    return connection.scalar(select(func.coalesce(func.max(TOTAL.c.id), 0))) or 0
