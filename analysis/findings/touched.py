"""Which records claims say something about that may contradict something else; a claim alone cannot."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import Connection, func, select, union

import db
from analysis.findings.chunks import having
from analysis.findings.same_title import named_in
from db.claim import ClaimKind
from db.table import table_of

CLAIM, TENDER, LOT, AWARD = table_of(db.Claim), table_of(db.Tender), table_of(db.Lot), table_of(db.Award)
PROCESS, CONTRACT = table_of(db.Process), table_of(db.Contract)


def related_subjects(connection: Connection) -> set[int]:
    """The records of claims that convert others or are set against each other, and those with several counts."""
    comparison = table_of(db.Comparison)
    related = union(
        select(CLAIM.c.id).where(CLAIM.c.converts_id.is_not(None)),
        select(CLAIM.c.converts_id).where(CLAIM.c.converts_id.is_not(None)),
        select(comparison.c.claim_id),
        select(comparison.c.operand_id),
    ).subquery()
    counts = select(CLAIM.c.subject_id).where(CLAIM.c.kind == ClaimKind.COUNT)
    return {
        *connection.scalars(select(CLAIM.c.subject_id).join(related, related.c.id == CLAIM.c.id).distinct()),
        *connection.scalars(counts.group_by(CLAIM.c.subject_id).having(func.count() > 1)),
    }


def told_tenders(connection: Connection, subjects: Collection[int]) -> set[int]:
    """The tenders of which a source tells a lot, an award or the title of a lot, and those among the subjects."""
    of_lots = select(LOT.c.tender_id).join(CLAIM, CLAIM.c.subject_id == LOT.c.id)
    of_awards = select(AWARD.c.tender_id).join(CLAIM, CLAIM.c.subject_id == AWARD.c.id)
    told = {number for query in (of_lots, of_awards) for number in connection.scalars(query.distinct()) if number}
    own = {row.id for row in having(connection, select(TENDER.c.id), TENDER.c.id, subjects)}
    return told | own | set(_naming(connection))


def families(connection: Connection, tenders: Collection[int]) -> Iterator[int]:
    """The tenders with their lots and awards."""
    yield from tenders
    for table in (LOT, AWARD):
        yield from (row.id for row in having(connection, select(table.c.id), table.c.tender_id, tenders))


def places(connection: Connection, territories: Iterable[int]) -> dict[int, int]:
    """The territory of every process, tender, lot, award and contract there of which a source tells something."""
    there = select(PROCESS.c.id, PROCESS.c.territory_id).where(PROCESS.c.territory_id.in_(territories)).subquery()
    of_tenders = select(TENDER.c.id, there.c.territory_id).join(there, there.c.id == TENDER.c.process_id).subquery()
    everything = union(
        select(there.c.id, there.c.territory_id),
        select(of_tenders.c.id, of_tenders.c.territory_id),
        select(LOT.c.id, of_tenders.c.territory_id).join(of_tenders, of_tenders.c.id == LOT.c.tender_id),
        select(AWARD.c.id, there.c.territory_id).join(there, there.c.id == AWARD.c.process_id),
        select(CONTRACT.c.id, there.c.territory_id).join(there, there.c.id == CONTRACT.c.process_id),
    ).subquery()
    query = select(everything).join(CLAIM, CLAIM.c.subject_id == everything.c.id).distinct()
    return {row.id: row.territory_id for row in connection.execute(query)}


def _naming(connection: Connection) -> Iterator[int]:
    """The tenders about which a claim names the title of one of their lots."""
    query = (
        select(LOT.c.tender_id, func.coalesce(LOT.c.title_original, LOT.c.title), CLAIM.c.printed, CLAIM.c.statement)
        .join(CLAIM, CLAIM.c.subject_id == LOT.c.tender_id)
        .where(func.coalesce(LOT.c.title_original, LOT.c.title).is_not(None))
    )
    return (tender for tender, title, *words in connection.execute(query) if named_in(title, *words))
