"""The coverage of every programme and activity, stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select

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


class Total(NamedTuple):
    """A published total: of a version of a programme, or of an activity."""

    programme: int
    subject: int
    version: VersionKind
    published: Money
    period: Period


class Covered(NamedTuple):
    """What is traced of a total, and how far all that is counted came, and each branch of it."""

    figures: Figures
    stages: Mapping[Stage, Money]
    of_branches: Sequence[Mapping[Stage, Money]]


def derive_coverage(connection: Connection) -> None:
    """Keep the figures, the branches and the stages equal to what the links lead to."""
    covered = dict(_all_covered(connection))
    rows = {(*key, *_row(each.figures)) for key, each in covered.items()}
    table, branch = table_of(Coverage), table_of(CoverageBranch)
    store_rows(connection, table, COLUMNS, rows)
    query = select(table.c.id, table.c.subject_id, table.c.version_kind, table.c.basis)
    numbers = {tuple(key): number for number, *key in connection.execute(query)}
    branches = {row for key, each in covered.items() for row in _branches(numbers[key], each.figures)}
    store_rows(connection, branch, BRANCH_COLUMNS, branches)
    of = {numbers[key]: each.of_branches for key, each in covered.items()}
    stored = connection.execute(select(branch.c.id, branch.c.coverage_id, branch.c.place)).all()
    of_branches = {row for number, whole, place in stored for row in _rows(number, of[whole][place])}
    store_rows(connection, table_of(CoverageBranchStage), BRANCH_STAGE_COLUMNS, of_branches)
    stages = {row for key, each in covered.items() for row in _rows(numbers[key], each.stages)}
    store_rows(connection, table_of(CoverageStage), STAGE_COLUMNS, stages)


def _all_covered(connection: Connection) -> Iterator[tuple[Key, Covered]]:
    """The coverage of every published total, a programme at a time."""
    totals: dict[int, list[Total]] = defaultdict(list)
    for each in _totals(connection):
        totals[each.programme].append(each)
    for programme, some in totals.items():
        ledger = Ledger(connection, _payers(programme))
        for each in some:
            branches = ledger.branches(each.subject, each.period)
            for basis in STRENGTH:
                figures = coverage(each.published, branches, basis)
                if figures is not None:
                    yield (each.subject, each.version, basis), _covered(figures, basis, ledger)


def _payers(programme: int) -> Select[Any]:
    """A programme and its activities."""
    table, activity = table_of(Programme), table_of(Activity)
    own = select(table.c.id).where(table.c.id == programme)
    return select(own.union_all(select(activity.c.id).where(activity.c.programme_id == programme)).subquery().c.id)


def _covered(figures: Figures, basis: Basis, ledger: Ledger) -> Covered:
    def stages(records: Sequence[int]) -> Mapping[Stage, Money]:
        return stage_sums(ledger.stages(records, basis), figures.published.currency)

    counted = [each.record for each in figures.branches if each.exclusion is None]
    return Covered(figures, stages(counted), [stages([each.record]) for each in figures.branches])


def _totals(connection: Connection) -> Iterator[Total]:
    """Every published total."""
    programme, version, activity = table_of(Programme), table_of(ProgrammeVersion), table_of(Activity)
    period = [programme.c.period_start, programme.c.period_end, programme.c.period_end_precision]
    money = [version.c[f"total_{part}"] for part in ("amount", "currency", "qualifier")]
    query = select(programme.c.id, version.c.kind, *money, *period).join(
        version, version.c.programme_id == programme.c.id
    )
    latest = {(row[0], row[1]): row for row in connection.execute(query.order_by(version.c.dated_order, version.c.id))}
    for number, kind, amount, currency, qualifier, start, *end in latest.values():
        yield Total(number, number, kind, Money(amount, currency, qualifier), (start, last_day(*end)))
    money = [activity.c[f"amount_{part}"] for part in ("amount", "currency", "qualifier")]
    query = select(programme.c.id, activity.c.id, *money, *period).join(
        programme, programme.c.id == activity.c.programme_id
    )
    for whole, number, amount, currency, qualifier, start, *end in connection.execute(query):
        published = Money(amount, currency, qualifier)
        yield Total(whole, number, VersionKind.ADOPTED, published, (start, last_day(*end)))


def _row(figures: Figures) -> tuple[Any, ...]:
    sums = [part for name in SUMS for part in getattr(figures, name)]
    return (*sums, figures.percent, figures.unknown_amounts)


def _branches(number: int, figures: Figures) -> Iterator[tuple[Any, ...]]:
    for place, each in enumerate(figures.branches):
        told = (each.stage, each.basis, each.exclusion is None, each.exclusion, bool(each.overlaps))
        yield (number, place, each.link, each.record, *told, *each.amount)


def _rows(number: int, sums: Mapping[Stage, Money]) -> Iterator[tuple[Any, ...]]:
    return ((number, place, stage, *sums[stage]) for place, stage in enumerate(Stage) if stage in sums)
