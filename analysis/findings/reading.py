"""Reading what the rules about claims look at: of millions of rows only those that claims speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, select

import db
from analysis.findings.chunks import having
from analysis.findings.facts import (
    Amount,
    Award,
    BudgetLine,
    Claim,
    Contract,
    Facts,
    Lot,
    Programme,
    Quantity,
    Span,
    Tender,
)
from analysis.findings.outside import outside_contracts, payers_above
from analysis.findings.renamings import read_renamings
from analysis.findings.rows import amount, span
from analysis.findings.touched import families, places, related_subjects, told_tenders
from db.award import AwardStatus
from db.exchange_rate import RateBasis
from db.table import Table, table_of

FALLEN = {AwardStatus.CANCELLED, AwardStatus.UNSUCCESSFUL}


def read_facts(connection: Connection) -> Facts:
    """Everything that the rules about claims look at."""
    renamings = read_renamings(connection)
    located = places(connection, {each.territory for each in renamings if each.before and each.after})
    subjects = related_subjects(connection)
    tenders = told_tenders(connection, subjects)
    outside = outside_contracts(connection)
    contracts = _contracts(connection, subjects | outside)
    awards = _awards(connection, tenders, {each.award for each in contracts.values() if each.award})
    bought = {each.process for number, each in contracts.items() if number in outside}
    tender_of = {row.process_id: row.id for row in _some(connection, db.Tender, "process_id", bought)}
    lots = {lot for each in contracts.values() if each.award in awards for lot in awards[each.award].lots}
    payers = payers_above(connection, {*outside, *bought, *awards, *lots, *tender_of.values()})
    lines = _budget_lines(connection, {payer for each in payers.values() for payer in each})
    wholes = {row.id: row.programme_id for row in _rows(connection, db.ProgrammeVersion, "id", "programme_id")}
    told = {*_with_versions(subjects, wholes), *families(connection, tenders), *located, *lines}
    told |= {payer for each in payers.values() for payer in each}
    return Facts(
        claims=_claims(connection, told),
        rates=_rates(connection),
        indexes=_indexes(connection),
        programmes=_programmes(connection),
        wholes=wholes,
        budget_lines=lines,
        places=located,
        tenders=_tenders(connection, tenders),
        tender_of_process=tender_of,
        lots=_lots(connection, tenders),
        awards=awards,
        contracts=contracts,
        payers=payers,
        observed=_observed(connection),
        renamings=renamings,
    )


def _with_versions(subjects: Collection[int], wholes: dict[int, int]) -> Iterator[int]:
    """The records, with all versions of the programmes among them: a figure may be told for another version."""
    programmes = {wholes.get(subject, subject) for subject in subjects}
    yield from subjects
    yield from (each for pair in wholes.items() if pair[1] in programmes for each in pair)


def _rows(connection: Connection, model: type[Table], *names: str) -> Iterator[Row[Any]]:
    columns = table_of(model).c
    return iter(connection.execute(select(*(columns[name] for name in names)).order_by(columns.id)).all())


def _some(connection: Connection, model: type[Table], column: str, numbers: Collection[int]) -> Iterator[Row[Any]]:
    table = table_of(model)
    return having(connection, select(table).order_by(table.c.id), table.c[column], numbers)


def _grouped(pairs: Iterator[Any]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _amount(row: Row[Any]) -> Amount | None:
    return None if row.value_amount is None else amount(row.value_amount, row.value_currency, row.value_qualifier)


def _claims(connection: Connection, subjects: Collection[int]) -> list[Claim]:
    """The claims about these records, in the order in which they are listed."""
    compared = _grouped(_rows(connection, db.Comparison, "claim_id", "operand_id"))
    claim, citation, node = table_of(db.Claim), table_of(db.Citation), table_of(db.Node)
    query = (
        select(claim, citation.c.source_id, node.c.dataset)
        .join(citation, citation.c.id == claim.c.citation_id)
        .join(node, node.c.id == claim.c.id)
    )
    rows = sorted(having(connection, query, claim.c.subject_id, subjects), key=lambda row: (row.dataset, row.number))
    return [
        Claim(
            id=row.id,
            code=row.code,
            number=number,
            dataset=row.dataset,
            kind=row.kind,
            subject=row.subject_id,
            source=row.source_id,
            field=row.field,
            printed=row.printed,
            statement=row.statement,
            amount=_amount(row),
            quantity=None if row.quantity is None else Quantity(Decimal(row.quantity), row.quantity_qualifier),
            unit=row.unit,
            converts=row.converts_id,
            compares=tuple(compared.get(row.id, ())),
        )
        for number, row in enumerate(rows)
    ]


def _rates(connection: Connection) -> dict[tuple[str, str], dict[int, Decimal]]:
    found: dict[tuple[str, str], dict[int, Decimal]] = defaultdict(dict)
    for row in _rows(connection, db.ExchangeRate, "base", "quote", "basis", "rate", "period"):
        if row.basis is RateBasis.ANNUAL_AVERAGE and row.period and Decimal(row.rate) > 0:
            found[row.base, row.quote][row.period.year] = Decimal(row.rate)
    return found


def _indexes(connection: Connection) -> dict[tuple[str, Any, int | None], dict[int, Decimal]]:
    found: dict[tuple[str, Any, int | None], dict[int, Decimal]] = defaultdict(dict)
    for row in _rows(connection, db.PriceIndex, "country", "series", "base_year", "year", "value"):
        if Decimal(row.value) > 0:
            found[row.country, row.series, row.base_year][row.year] = Decimal(row.value)
    return found


def _programmes(connection: Connection) -> dict[int, Programme]:
    names = ("id", "title", "country", *_days("period_start"), *_days("period_end"))
    return {row.id: Programme(row.title, row.country, _period(row)) for row in _rows(connection, db.Programme, *names)}


def _period(row: Row[Any]) -> Span | None:
    """From the first to the last day that a period may have; None unless both ends are known."""
    start = span(row.period_start, row.period_start_precision)
    end = span(row.period_end, row.period_end_precision)
    return Span(start.first, end.last) if start and end else None


def _days(name: str) -> tuple[str, str]:
    return name, f"{name}_precision"


def _budget_lines(connection: Connection, payers: Collection[int]) -> dict[int, BudgetLine]:
    """The lines among the payers, and those of the activities among them."""
    rows = [row for column in ("id", "activity_id") for row in _some(connection, db.BudgetLine, column, payers)]
    administrators = {row.administrator_id for row in rows if row.administrator_id}
    bodies = {
        row.id: (row.name, span(row.dissolved_on, row.dissolved_on_precision))
        for row in _some(connection, db.Organization, "id", administrators)
    }
    return {row.id: BudgetLine(row.activity_id, *bodies.get(row.administrator_id, (None, None))) for row in rows}


def _tenders(connection: Connection, numbers: Collection[int]) -> dict[int, Tender]:
    rows = list(_some(connection, db.Tender, "id", numbers))
    processes = {row.id: row for row in _some(connection, db.Process, "id", {row.process_id for row in rows})}
    return {
        row.id: Tender(
            row.title,
            row.process_id,
            processes[row.process_id].buyer_id,
            processes[row.process_id].territory_id,
            span(row.published_on, row.published_on_precision),
            _amount(row),
            row.number_of_lots,
        )
        for row in rows
    }


def _lots(connection: Connection, tenders: Collection[int]) -> dict[int, Lot]:
    return {
        row.id: Lot(row.tender_id, row.title_original or row.title, _amount(row))
        for row in _some(connection, db.Lot, "tender_id", tenders)
    }


def _awards(connection: Connection, tenders: Collection[int], numbers: Collection[int]) -> dict[int, Award]:
    """The awards of the tenders, and others by their numbers, as far as they stand."""
    rows = {
        row.id: row
        for column, wanted in (("tender_id", tenders), ("id", numbers))
        for row in _some(connection, db.Award, column, wanted)
        if row.status not in FALLEN
    }
    lots = _grouped((row.award_id, row.lot_id) for row in _some(connection, db.AwardLot, "award_id", rows))
    return {
        number: Award(row.process_id, row.tender_id, _amount(row), tuple(lots.get(number, ())))
        for number, row in sorted(rows.items())
    }


def _contracts(connection: Connection, numbers: Collection[int]) -> dict[int, Contract]:
    return {
        row.id: Contract(
            row.title or row.slug, row.process_id, row.award_id, span(row.signed_on, row.signed_on_precision)
        )
        for row in _some(connection, db.Contract, "id", numbers)
    }


def _observed(connection: Connection) -> dict[int, Span]:
    names = ("id", *_days("period_start"), *_days("period_end"))
    return {row.id: period for row in _rows(connection, db.Observation, *names) if (period := _period(row))}
