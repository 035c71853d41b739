"""Storing what the rules found, as records that no data file holds: only what differs is written.

Findings are written a chunk at a time as the rules find them; of those that are stored only a fingerprint is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, islice
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, bindparam, delete, func, insert, select, tuple_, update

import db
from analysis.derived import store_columns
from analysis.findings.facts import MOST_LISTED, Hit
from analysis.findings.naming import Code, Key, named, natural, slug_of
from db.finding import FoundBy
from db.table import table_of

NODE, FINDING = table_of(db.Node), table_of(db.Finding)
BASIS, ABOUT = table_of(db.FindingClaim), table_of(db.FindingRecord)
TYPE = db.Finding.__name__
TOLD = (
    *("slug", "code", "rule", "cardinal", "found_by", "severity", "title"),
    *("expected", "found", "explanation", "record_count"),
)
CHUNK = 500


class Found(NamedTuple):
    """A finding as it is stored: its columns without the numbers, what it rests on and is about, and whose it is."""

    columns: tuple[Any, ...]
    claims: frozenset[int]
    records: frozenset[int]
    dataset: str

    @property
    def slug(self) -> str:
        """The key by which it stays the same from one import to the next."""
        return str(self.columns[0])


class Stored(NamedTuple):
    """What is known of a finding by rule that is stored already."""

    number: int
    fingerprint: int
    key: Key
    code: str


def store_findings(connection: Connection, told: Iterable[Hit], seen: Iterator[Hit]) -> None:
    """Make the findings by rule equal to what the rules hit; those of editors stay.

    `told` are few; they may rest on claims. `seen` may be many, and rest on records alone.
    """
    stored = _stored(connection)
    claimed: list[Hit] = []
    other: list[Hit] = []
    for hit in told:
        (claimed if hit.claims else other).append(hit)
    left = set(stored)
    taken = _taken(connection)
    for chunk in _chunks(chain(_claimed(connection, claimed, stored, taken), chain(other, seen))):
        fresh = []
        for each in _found(connection, chunk, taken):
            left.discard(each.slug)
            if each.slug not in stored or stored[each.slug].fingerprint != hash(each):
                fresh.append(each)
        _replace(connection, fresh, stored)
    gone = [stored[slug].number for slug in left]
    _strike(connection, gone)
    _delete(connection, NODE.c.id, gone)
    _connect_editors(connection)
    _number(connection)


def _stored(connection: Connection) -> dict[str, Stored]:
    """The findings by rule as they stand, by their slugs."""
    claims, records = _linked(connection, BASIS.c.claim_id), _linked(connection, ABOUT.c.record_id)
    columns = [FINDING.c[name] for name in TOLD]
    query = select(FINDING.c.id, NODE.c.dataset, *columns).join(NODE, NODE.c.id == FINDING.c.id).where(NODE.c.computed)
    found = {}
    for number, dataset, *values in connection.execute(query):
        each = Found(tuple(values), frozenset(claims[number]), frozenset(records[number]), dataset)
        rule, code = values[TOLD.index("rule")], values[TOLD.index("code")]
        found[each.slug] = Stored(number, hash(each), Key(rule, each.claims), code)
    return found


def _linked(connection: Connection, column: Column[Any]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for finding, other in connection.execute(select(column.table.c.finding_id, column)):
        found[finding].append(other)
    return found


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


def _claimed(
    connection: Connection, hits: list[Hit], stored: dict[str, Stored], taken: set[str]
) -> Iterator[tuple[str, str, Hit]]:
    """Code and title of each hit that rests on claims."""
    kept = {each.key: each.code for each in stored.values() if each.key.claims}
    for code, (title, hit) in named(hits, _codes(connection), kept, taken).items():
        yield code, title, hit


def _chunks(items: Iterator[Any]) -> Iterator[list[Any]]:
    while chunk := list(islice(items, CHUNK)):
        yield chunk


def _found(connection: Connection, chunk: Sequence[Hit | tuple[str, str, Hit]], taken: set[str]) -> Iterator[Found]:
    """Hits as they are stored. What rests on records is called by the rule and the main record, and found once."""
    main = {hit.records[0] for hit in chunk if isinstance(hit, Hit)}
    nodes = {row.id: row for row in connection.execute(select(NODE).where(NODE.c.id.in_(main)))}
    for each in chunk:
        if not isinstance(each, Hit):
            code, title, hit = each
            taken.add(slug_of(code))
            yield _row(code, title, hit, max(hit.claims, key=lambda claim: claim.number).dataset)
            continue
        node = nodes[each.records[0]]
        code = f"{each.rule.slug}:{node.slug}"
        if code in taken:
            code = f"{code}:{node.type.lower()}"  # a place may have the slug of a body
        if code not in taken:
            taken.add(code)
            yield _row(code, each.rule.heading, each, node.dataset)


def _row(code: str, title: str, hit: Hit, dataset: str) -> Found:
    records = dict.fromkeys(hit.records or [claim.subject for claim in hit.claims])
    told = (hit.rule, hit.rule.cardinal, FoundBy.RULE, hit.severity, title, hit.expected, hit.found, hit.explanation)
    columns = (slug_of(code), code, *told, max(hit.total, len(records)))
    return Found(columns, frozenset(claim.id for claim in hit.claims), frozenset(list(records)[:MOST_LISTED]), dataset)


def _replace(connection: Connection, fresh: Sequence[Found], stored: dict[str, Stored]) -> None:
    """Put findings in, under the numbers that they have or under new ones."""
    if not fresh:
        return
    known = {each.slug: stored[each.slug].number for each in fresh if each.slug in stored}
    _strike(connection, list(known.values()))
    new = [{"type": TYPE, "computed": True, "slug": each.slug, "dataset": each.dataset} for each in fresh]
    moved = [{"its": known[node["slug"]], "whose": node["dataset"]} for node in new if node["slug"] in known]
    if moved:
        connection.execute(update(NODE).where(NODE.c.id == bindparam("its")).values(dataset=bindparam("whose")), moved)
    new = [node for node in new if node["slug"] not in known]
    if new:
        known |= {row.slug: row.id for row in connection.execute(insert(NODE).returning(NODE.c.slug, NODE.c.id), new)}
    rows = [{**dict(zip(TOLD, each.columns, strict=True)), "id": known[each.slug], "number": 0} for each in fresh]
    connection.execute(insert(FINDING), rows)
    _link(connection, BASIS.c.claim_id, [(known[each.slug], other) for each in fresh for other in sorted(each.claims)])
    _link(
        connection, ABOUT.c.record_id, [(known[each.slug], other) for each in fresh for other in sorted(each.records)]
    )


def _link(connection: Connection, column: Column[Any], pairs: Sequence[tuple[int, int]]) -> None:
    if pairs:
        rows = [{"finding_id": finding, column.name: other} for finding, other in pairs]
        connection.execute(insert(column.table), rows)


def _strike(connection: Connection, numbers: Sequence[int]) -> None:
    """Take findings out, and leave their entries in the register."""
    for column in (BASIS.c.finding_id, ABOUT.c.finding_id, FINDING.c.id):
        _delete(connection, column, numbers)


def _delete(connection: Connection, column: Column[Any], numbers: Sequence[int]) -> None:
    if numbers:
        connection.execute(
            delete(column.table).where(column == bindparam("stale")), [{"stale": each} for each in numbers]
        )


def _connect_editors(connection: Connection) -> None:
    """An editor's finding is about what its claims are about."""
    claim, written = table_of(db.Claim), select(NODE.c.id).where(NODE.c.type == TYPE, ~NODE.c.computed)
    pairs = select(BASIS.c.finding_id, claim.c.subject_id).join(claim, claim.c.id == BASIS.c.claim_id)
    pair = tuple_(ABOUT.c.finding_id, ABOUT.c.record_id)
    gone = ABOUT.c.finding_id.not_in(select(FINDING.c.id))  # an editor's finding that its data set no longer has
    connection.execute(delete(ABOUT).where(gone | (ABOUT.c.finding_id.in_(written) & pair.not_in(pairs))))
    listed = select(ABOUT.c.finding_id, ABOUT.c.record_id).where(ABOUT.c.finding_id.in_(written))
    missing = pairs.where(BASIS.c.finding_id.in_(written)).except_(listed)
    connection.execute(insert(ABOUT).from_select(["finding_id", "record_id"], missing))
    counted = select(func.count()).where(ABOUT.c.finding_id == FINDING.c.id).scalar_subquery()
    connection.execute(update(FINDING).where(FINDING.c.id.in_(written)).values(record_count=counted))


def _number(connection: Connection) -> None:
    """Number all findings of each data set by their codes: X2 before X10."""
    query = select(FINDING.c.id, FINDING.c.code, NODE.c.dataset).join(NODE, NODE.c.id == FINDING.c.id)
    rows = sorted(connection.execute(query), key=lambda row: (row.dataset, natural(row.code)))
    places: dict[str, Iterator[int]] = defaultdict(lambda: count(1))
    store_columns(connection, FINDING, ("number",), {row.id: (next(places[row.dataset]),) for row in rows})
