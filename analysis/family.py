"""Families of bodies: who is connected by changes in which more than a task passed, in either direction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, select

from analysis.derived import store_columns
from analysis.succession import change_events, passings_of
from db.change_event import ParticipantRole
from db.lineage import Passed
from db.organization import Organization
from db.table import table_of

ORGANIZATION = table_of(Organization)
CAME_OUT = (ParticipantRole.RESULTING, ParticipantRole.FUNCTION_TO)


def families(pairs: Iterable[tuple[int, int]]) -> Iterable[set[int]]:
    """Sets of bodies such that two of one pair are always in one set."""
    of: dict[int, set[int]] = {}
    for one, other in pairs:
        some, others = sorted((of.get(one, {one}), of.get(other, {other})), key=len, reverse=True)
        if some is not others:
            some |= others
            of.update(dict.fromkeys(others, some))
        of.update({one: some, other: some})
    return {id(each): each for each in of.values()}.values()


def youngest(family: Iterable[int], born: Mapping[int, date]) -> int:
    """The body that began, or last came out of a change, after all others; of several, the lowest number."""
    return min(family, key=lambda body: (-born.get(body, date.min).toordinal(), body))


def derive_families(connection: Connection) -> None:
    """Keep the body that stands for the family of each organization."""
    pairs = (pair for pair, passed in passings_of(connection).items() if passed is not Passed.FUNCTION)
    born = _born(connection)
    stands_for = {body: chosen for family in families(pairs) for chosen in [youngest(family, born)] for body in family}
    wanted = {number: (stands_for.get(number, number),) for number in connection.scalars(select(ORGANIZATION.c.id))}
    store_columns(connection, ORGANIZATION, ("lineage_id",), wanted)


def _born(connection: Connection) -> dict[int, date]:
    """When each body was founded, or last came out of a change."""
    query = select(ORGANIZATION.c.id, ORGANIZATION.c.founded_on).where(ORGANIZATION.c.founded_on.is_not(None))
    born: dict[int, date] = dict(connection.execute(query).all())
    for event in change_events(connection).values():
        for body in (body for role in CAME_OUT for body in event.roles[role]):
            born[body] = max(born.get(body, date.min), event.day or date.min)
    return born
