"""The coverage of every programme and activity, stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from analysis.coverage import STRENGTH, Figures, coverage, stage_sums
from analysis.derived import store_rows
from analysis.ledger import Ledger, Period, last_day
from analysis.money import Money
from db.activity import Activity
from db.codes import Basis
from db.coverage import Coverage, CoverageBranch, CoverageBranchStage, CoverageStage, Stage
from db.programme import Programme, ProgrammeVersion, VersionKind
from db.table import table_of

Key = tuple[int, VersionKind, Basis]
SUMS = ("published", "traced", "strict", "excluded", "residual")
COLUMNS = (
    *("subject_id", "version_kind", "basis"),
    *(f"{name}_{part}" for name in SUMS for part in ("amount", "currency", "qualifier")),
    *("percent", "unknown_amounts"),
)
BRANCH_COLUMNS = (
    *("coverage_id", "place", "funding_link_id", "record_id", "stage", "basis", "included", "exclusion", "overlaps"),
    *("amount_amount", "amount_currency", "amount_qualifier"),
)
BRANCH_STAGE_COLUMNS = ("branch_id", "place", "stage", "sum_amount", "sum_currency", "sum_qualifier")
STAGE_COLUMNS = ("coverage_id", "place", "stage", "sum_amount", "sum_currency", "sum_qualifier")


def derive_coverage(connection: Connection, ledger: Ledger) -> None:
    """Keep the figures, the branches and the stages equal to what the links lead to."""
    figures = dict(_all_figures(connection, ledger))
    rows = {(*key, *_row(each)) for key, each in figures.items()}
    table = table_of(Coverage)
    store_rows(connection, table, COLUMNS, rows)
    query = select(table.c.id, table.c.subject_id, table.c.version_kind, table.c.basis)
    numbers = {tuple(key): number for number, *key in connection.execute(query)}
    branches = {row for key, each in figures.items() for row in _branches(numbers[key], each)}
    store_rows(connection, table_of(CoverageBranch), BRANCH_COLUMNS, branches)
    of_branches = set(_of_branches(connection, {numbers[key]: (key[2], each) for key, each in figures.items()}, ledger))
    store_rows(connection, table_of(CoverageBranchStage), BRANCH_STAGE_COLUMNS, of_branches)
    stages = {row for key, each in figures.items() for row in _stages(numbers[key], key[2], each, ledger)}
    store_rows(connection, table_of(CoverageStage), STAGE_COLUMNS, stages)


def _all_figures(connection: Connection, ledger: Ledger) -> Iterator[tuple[Key, Figures]]:
    for subject, version, published, period in _totals(connection):
        branches = ledger.branches(subject, period)
        for basis in STRENGTH:
            figures = coverage(published, branches, basis)
            if figures is not None:
                yield (subject, version, basis), figures


def _totals(connection: Connection) -> Iterator[tuple[int, VersionKind, Money, Period]]:
    """Every published total: of each version of a programme, and of each activity."""
    programme, version, activity = table_of(Programme), table_of(ProgrammeVersion), table_of(Activity)
    period = [programme.c.period_start, programme.c.period_end, programme.c.period_end_precision]
    money = [version.c[f"total_{part}"] for part in ("amount", "currency", "qualifier")]
    query = select(programme.c.id, version.c.kind, *money, *period).join(
        version, version.c.programme_id == programme.c.id
    )
    latest = {(row[0], row[1]): row for row in connection.execute(query.order_by(version.c.dated_order, version.c.id))}
    for number, kind, amount, currency, qualifier, start, *end in latest.values():
        yield number, kind, Money(amount, currency, qualifier), (start, last_day(*end))
    money = [activity.c[f"amount_{part}"] for part in ("amount", "currency", "qualifier")]
    query = select(activity.c.id, *money, *period).join(programme, programme.c.id == activity.c.programme_id)
    for number, amount, currency, qualifier, start, *end in connection.execute(query):
        yield number, VersionKind.ADOPTED, Money(amount, currency, qualifier), (start, last_day(*end))


def _row(figures: Figures) -> tuple[Any, ...]:
    sums = [part for name in SUMS for part in getattr(figures, name)]
    return (*sums, figures.percent, figures.unknown_amounts)


def _branches(number: int, figures: Figures) -> Iterator[tuple[Any, ...]]:
    for place, each in enumerate(figures.branches):
        told = (each.stage, each.basis, each.exclusion is None, each.exclusion, bool(each.overlaps))
        yield (number, place, each.link, each.record, *told, *each.amount)


def _of_branches(
    connection: Connection, figures: Mapping[int, tuple[Basis, Figures]], ledger: Ledger
) -> Iterator[tuple[Any, ...]]:
    branch = table_of(CoverageBranch).c
    for number, covered, record in connection.execute(select(branch.id, branch.coverage_id, branch.record_id)):
        basis, each = figures[covered]
        yield from _rows(number, stage_sums(ledger.stages([record], basis), each.published.currency))


def _stages(number: int, basis: Basis, figures: Figures, ledger: Ledger) -> Iterator[tuple[Any, ...]]:
    counted = [each.record for each in figures.branches if each.exclusion is None]
    return _rows(number, stage_sums(ledger.stages(counted, basis), figures.published.currency))


def _rows(number: int, sums: Mapping[Stage, Money]) -> Iterator[tuple[Any, ...]]:
    return ((number, place, stage, *sums[stage]) for place, stage in enumerate(Stage) if stage in sums)
