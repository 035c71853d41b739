"""Reading the rows that the rules look at."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, Select, select

import db
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
    Renaming,
    Span,
    Tender,
)
from db.award import AwardStatus
from db.change_event import ChangeEventKind
from db.codes import Precision
from db.currency import DIGITS
from db.exchange_rate import RateBasis
from db.table import Table, table_of

FALLEN = {AwardStatus.CANCELLED, AwardStatus.UNSUCCESSFUL}


def read_facts(connection: Connection) -> Facts:
    """Everything that the rules look at."""
    processes = {row.id: row for row in _rows(connection, db.Process, "id", "buyer_id", "territory_id")}
    return Facts(
        claims=_claims(connection),
        rates=_rates(connection),
        indexes=_indexes(connection),
        programmes=_programmes(connection),
        wholes={row.id: row.programme_id for row in _rows(connection, db.ProgrammeVersion, "id", "programme_id")},
        budget_lines=_budget_lines(connection),
        processes={number: row.territory_id for number, row in processes.items()},
        tenders=_tenders(connection, processes),
        lots=_lots(connection),
        awards=_awards(connection),
        contracts=_contracts(connection),
        payers=_grouped(_rows(connection, db.FundingLink, "payee_id", "payer_id")),
        observed=_observed(connection),
        renamings=_renamings(connection),
    )


def span(first: date | None, precision: Precision | None) -> Span | None:
    """The days that a date may mean."""
    if first is None:
        return None
    if precision is Precision.YEAR:
        return Span(first, first.replace(month=12, day=31))
    if precision is Precision.MONTH:
        return Span(first, first.replace(day=monthrange(first.year, first.month)[1]))
    return Span(first, first)


def _rows(connection: Connection, model: type[Table], *names: str) -> Iterator[Row[Any]]:
    columns = table_of(model).c
    return iter(connection.execute(select(*(columns[name] for name in names)).order_by(columns.id)).all())


def _grouped(pairs: Iterator[Any]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _amount(row: Row[Any]) -> Amount | None:
    if row.value_amount is None:
        return None
    value = Decimal(row.value_amount).scaleb(-DIGITS[row.value_currency])
    return Amount(value, row.value_currency, row.value_qualifier)


def _claims(connection: Connection) -> list[Claim]:
    compared = _grouped(_rows(connection, db.Comparison, "claim_id", "operand_id"))
    claim, citation, node = table_of(db.Claim), table_of(db.Citation), table_of(db.Node)
    query: Select[Any] = (
        select(claim, citation.c.source_id, node.c.dataset)
        .join(citation, citation.c.id == claim.c.citation_id)
        .join(node, node.c.id == claim.c.id)
        .order_by(node.c.dataset, claim.c.number)
    )
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
        for number, row in enumerate(connection.execute(query).all())
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


def _money() -> tuple[str, str, str]:
    return "value_amount", "value_currency", "value_qualifier"


def _budget_lines(connection: Connection) -> dict[int, BudgetLine]:
    bodies = {
        row.id: (row.name, span(row.dissolved_on, row.dissolved_on_precision))
        for row in _rows(connection, db.Organization, "id", "name", *_days("dissolved_on"))
    }
    return {
        row.id: BudgetLine(row.activity_id, *bodies.get(row.administrator_id, (None, None)))
        for row in _rows(connection, db.BudgetLine, "id", "activity_id", "administrator_id")
    }


def _tenders(connection: Connection, processes: Mapping[int, Row[Any]]) -> dict[int, Tender]:
    names = ("id", "title", "process_id", "number_of_lots", *_days("published_on"), *_money())
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
        for row in _rows(connection, db.Tender, *names)
    }


def _lots(connection: Connection) -> dict[int, Lot]:
    names = ("id", "tender_id", "title", "title_original", *_money())
    return {
        row.id: Lot(row.tender_id, row.title_original or row.title, _amount(row))
        for row in _rows(connection, db.Lot, *names)
    }


def _awards(connection: Connection) -> dict[int, Award]:
    lots = _grouped(_rows(connection, db.AwardLot, "award_id", "lot_id"))
    return {
        row.id: Award(row.process_id, row.tender_id, _amount(row), tuple(lots.get(row.id, ())))
        for row in _rows(connection, db.Award, "id", "process_id", "tender_id", "status", *_money())
        if row.status not in FALLEN
    }


def _contracts(connection: Connection) -> dict[int, Contract]:
    names = ("id", "slug", "title", "process_id", "award_id", *_days("signed_on"))
    return {
        row.id: Contract(
            row.title or row.slug, row.process_id, row.award_id, span(row.signed_on, row.signed_on_precision)
        )
        for row in _rows(connection, db.Contract, *names)
    }


def _observed(connection: Connection) -> dict[int, Span]:
    names = ("id", *_days("period_start"), *_days("period_end"))
    return {row.id: period for row in _rows(connection, db.Observation, *names) if (period := _period(row))}


def _renamings(connection: Connection) -> list[Renaming]:
    """The renamings of places, with the names that ended and began with them."""
    names: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in _rows(connection, db.Name, "subject_id", "text", "valid_from", "valid_to"):
        names[row.subject_id].append(row)
    events = {
        row.id: span(row.occurred_on, row.occurred_on_precision)
        for row in _rows(connection, db.ChangeEvent, "id", "kind", *_days("occurred_on"))
        if row.kind is ChangeEventKind.RENAME
    }
    places = {row.id for row in _rows(connection, db.Territory, "id")}
    renamed = _rows(connection, db.ChangeEventParticipant, "change_event_id", "participant_id")
    concerned = dict.fromkeys((row.change_event_id, row.participant_id) for row in renamed)
    return [
        Renaming(place, occurred, *_sides(names[place], occurred))
        for event, place in concerned
        if place in places and (occurred := events.get(event))
    ]


def _sides(names: list[Row[Any]], occurred: Span) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names that a renaming ended, and those that began with it; without those that are on both sides."""
    ends = [row.valid_to for row in names if row.valid_to and row.valid_to <= occurred.last]
    begins = [row.valid_from for row in names if row.valid_from and row.valid_from >= occurred.first]
    before = dict.fromkeys(row.text for row in names if ends and row.valid_to == max(ends))
    after = dict.fromkeys(row.text for row in names if begins and row.valid_from == min(begins))
    return tuple(text for text in before if text not in after), tuple(text for text in after if text not in before)
