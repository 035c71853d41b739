"""All that a body or place came from and all that came of it, over any number of changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import count
from typing import NamedTuple

from sqlalchemy import Connection, and_, delete, insert, literal, select

from analysis.derived import store_rows
from analysis.succession import STRENGTH, passings_of
from db.lineage import Lineage, LineageRelation, Passed
from db.organization import Organization
from db.table import table_of
from db.territory import Territory

COLUMNS = ("body_id", "member_id", "relation", "passed", "generation")
LINEAGE = table_of(Lineage)

Steps = Mapping[int, Mapping[int, Passed]]  # from each body to those one change on, and how much passed


class Reached(NamedTuple):
    """How much passed all the way to a body, and over how few changes that much did."""

    passed: Passed
    changes: int


def reached(start: int, steps: Steps) -> dict[int, Reached]:
    """All that steps lead to, the start itself left out; the most that passed counts before the shortest way."""
    found: dict[int, Reached] = {}
    for most, passed in enumerate(STRENGTH):
        seen, edge = {start}, {start}
        for changes in count(1):
            edge = {
                body for one in edge for body, what in steps.get(one, {}).items() if STRENGTH.index(what) <= most
            } - seen
            if not edge:
                break
            seen |= edge
            found |= {body: Reached(passed, changes) for body in edge - found.keys()}
    return found


def kin(body: int, before: Steps, after: Steps) -> dict[int, tuple[LineageRelation, Reached]]:
    """The lineage of a body without itself; what came both before and after it is what more passed to, or from."""
    found: dict[int, tuple[LineageRelation, Reached]] = {}
    for relation, steps in ((LineageRelation.PREDECESSOR, before), (LineageRelation.SUCCESSOR, after)):
        for member, way in reached(body, steps).items():
            if member not in found or _rank(way) < _rank(found[member][1]):
                found[member] = (relation, way)
    return found


def derive_lineages(connection: Connection) -> None:
    """Keep the lineage of every organization and territory equal to the changes."""
    before: dict[int, dict[int, Passed]] = defaultdict(dict)
    after: dict[int, dict[int, Passed]] = defaultdict(dict)
    for (one, other), passed in passings_of(connection).items():
        after[one][other] = before[other][one] = passed
    rows = {
        (body, member, relation, way.passed, -way.changes if relation is LineageRelation.PREDECESSOR else way.changes)
        for body in sorted(before.keys() | after.keys())
        for member, (relation, way) in kin(body, before, after).items()
    }
    store_rows(connection, LINEAGE, COLUMNS, rows, LINEAGE.c.relation != LineageRelation.SELF)
    _store_selves(connection)


def _store_selves(connection: Connection) -> None:
    """Each body and place belongs to its own lineage."""
    own = LINEAGE.c.relation == LineageRelation.SELF
    kinds = [table_of(kind) for kind in (Organization, Territory)]
    gone = and_(*(LINEAGE.c.body_id.not_in(select(table.c.id)) for table in kinds))
    connection.execute(delete(LINEAGE).where(own, gone))
    told = (literal(LineageRelation.SELF, LINEAGE.c.relation.type), literal(Passed.BODY, LINEAGE.c.passed.type))
    for table in kinds:
        new = table.c.id.not_in(select(LINEAGE.c.body_id).where(own))
        missing = select(table.c.id, table.c.id, *told, literal(0)).where(new)
        connection.execute(insert(LINEAGE).from_select(COLUMNS, missing))


def _rank(way: Reached) -> tuple[int, int]:
    return STRENGTH.index(way.passed), way.changes
