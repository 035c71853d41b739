"""Storing what the rules found, as records that no data file holds: only what differs is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, bindparam, delete, insert, select, update

import db
from analysis.derived import store_columns
from analysis.findings.facts import Hit
from analysis.findings.naming import Code, Key, named, natural, slug_of
from db.finding import FoundBy
from db.table import table_of

NODE, FINDING, BASIS = table_of(db.Node), table_of(db.Finding), table_of(db.FindingClaim)
TYPE = db.Finding.__name__
TOLD = ("slug", "code", "rule", "found_by", "severity", "title", "expected", "found", "explanation")


class Found(NamedTuple):
    """A finding as it is stored: its columns without the numbers, the claims that it rests on, and whose it is."""

    columns: dict[str, Any]
    claims: frozenset[int]
    dataset: str


def store_findings(connection: Connection, hits: Iterable[Hit]) -> None:
    """Make the findings by rule equal to what the rules hit; those of editors stay."""
    stored, numbers = _stored(connection)
    keys = {Key(found.columns["rule"], found.claims): code for code, found in stored.items()}
    names = named(hits, _codes(connection), keys, _taken(connection))
    wanted = {code: _found(code, title, hit) for code, (title, hit) in names.items()}
    differing = [code for code in wanted if stored.get(code) != wanted[code]]
    gone = [numbers[code] for code in stored if code not in wanted]
    stale = [*gone, *(numbers[code] for code in differing if code in stored)]
    _delete(connection, BASIS.c.finding_id, stale)
    _delete(connection, FINDING.c.id, stale)
    _delete(connection, NODE.c.id, gone)
    _insert(
        connection, [wanted[code] for code in differing], {code: numbers[code] for code in stored if code in wanted}
    )
    _number(connection)


def _stored(connection: Connection) -> tuple[dict[str, Found], dict[str, int]]:
    """The findings by rule as they stand, and their numbers, by code."""
    computed = NODE.c.type == TYPE, NODE.c.computed
    claims: dict[int, set[int]] = defaultdict(set)
    query = select(BASIS.c.finding_id, BASIS.c.claim_id).join(NODE, NODE.c.id == BASIS.c.finding_id).where(*computed)
    for finding, claim in connection.execute(query):
        claims[finding].add(claim)
    columns = [FINDING.c[name] for name in TOLD]
    rows = select(FINDING.c.id, NODE.c.dataset, *columns).join(NODE, NODE.c.id == FINDING.c.id).where(*computed)
    stored, numbers = {}, {}
    for number, dataset, *values in connection.execute(rows):
        told = dict(zip(TOLD, values, strict=True))
        stored[told["code"]] = Found(told, frozenset(claims[number]), dataset)
        numbers[told["code"]] = number
    return stored, numbers


def _codes(connection: Connection) -> dict[Key, Code]:
    """The codes that data sets give to what rules find."""
    code, basis = table_of(db.FindingCode), table_of(db.FindingCodeClaim).c
    claims: dict[int, set[int]] = defaultdict(set)
    for number, claim in connection.execute(select(basis.finding_code_id, basis.claim_id)):
        claims[number].add(claim)
    rows = connection.execute(select(code).order_by(code.c.id.desc()))  # of two on the same claims the older stays
    return {Key(row.rule, frozenset(claims[row.id])): Code(row.code, row.title) for row in rows}


def _taken(connection: Connection) -> set[str]:
    """The slugs of editors' findings."""
    return set(connection.scalars(select(NODE.c.slug).where(NODE.c.type == TYPE, ~NODE.c.computed)))


def _found(code: str, title: str, hit: Hit) -> Found:
    values = (slug_of(code), code, hit.rule.name, FoundBy.RULE, hit.severity, title, *hit[3:])
    claims = frozenset(claim.id for claim in hit.claims)
    return Found(dict(zip(TOLD, values, strict=True)), claims, max(hit.claims, key=lambda claim: claim.number).dataset)


def _insert(connection: Connection, fresh: Sequence[Found], numbers: Mapping[str, int]) -> None:
    """Put findings in, under the numbers that they have or under new ones."""
    nodes = [{"type": TYPE, "computed": True, "slug": each.columns["slug"], "dataset": each.dataset} for each in fresh]
    if not nodes:
        return
    new = [node for node, each in zip(nodes, fresh, strict=True) if each.columns["code"] not in numbers]
    if new:
        connection.execute(insert(NODE), new)
    whose = update(NODE).where(NODE.c.type == TYPE, NODE.c.slug == bindparam("found"))
    moved = [{"found": node["slug"], "its": node["dataset"]} for node in nodes]
    connection.execute(whose.values(dataset=bindparam("its")), moved)
    entered = select(NODE.c.slug, NODE.c.id).where(NODE.c.type == TYPE, NODE.c.computed)
    ids = {row.slug: row.id for row in connection.execute(entered)}
    rows = [{**each.columns, "id": ids[each.columns["slug"]], "number": 0} for each in fresh]
    connection.execute(insert(FINDING), rows)
    basis = [{"finding_id": ids[each.columns["slug"]], "claim_id": claim} for each in fresh for claim in each.claims]
    connection.execute(insert(BASIS), basis)


def _delete(connection: Connection, column: Column[Any], numbers: Sequence[int]) -> None:
    if numbers:
        connection.execute(
            delete(column.table).where(column == bindparam("stale")), [{"stale": each} for each in numbers]
        )


def _number(connection: Connection) -> None:
    """Number all findings of each data set by their codes: X2 before X10."""
    query = select(FINDING.c.id, FINDING.c.code, NODE.c.dataset).join(NODE, NODE.c.id == FINDING.c.id)
    rows = sorted(connection.execute(query), key=lambda row: (row.dataset, natural(row.code)))
    places: dict[str, Iterator[int]] = defaultdict(lambda: count(1))
    store_columns(connection, FINDING, ("number",), {row.id: (next(places[row.dataset]),) for row in rows})
