"""Which findings speak of the money of a programme or an activity: of itself, or of anything on the way down."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, union

from db.coverage import CoverageFinding
from db.finding import FindingRecord
from db.programme import ProgrammeVersion
from db.step import Step
from db.table import table_of

ABOUT, STEP, VERSION = table_of(FindingRecord), table_of(Step), table_of(ProgrammeVersion)


def derive_coverage_findings(connection: Connection) -> None:
    """Link every finding to the programmes and activities on the way up from the records that it is about."""
    table = table_of(CoverageFinding)
    subjects = (
        *(
            select(column, ABOUT.c.finding_id).join(STEP, STEP.c.id == ABOUT.c.record_id).where(column.is_not(None))
            for column in (STEP.c.programme_id, STEP.c.activity_id)
        ),
        select(VERSION.c.programme_id, ABOUT.c.finding_id).join(VERSION, VERSION.c.id == ABOUT.c.record_id),
    )
    connection.execute(delete(table))
    connection.execute(insert(table).from_select(["subject_id", "finding_id"], union(*subjects)))
