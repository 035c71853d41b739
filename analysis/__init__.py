"""What an import derives from the rows that it wrote; each derived thing has its own file."""

from __future__ import annotations

from sqlalchemy import Connection

from analysis.activity_amount import derive_activity_amounts
from analysis.amount_sum import derive_amount_sums
from analysis.body_coverage import derive_body_coverage
from analysis.body_totals import derive_body_totals
from analysis.carried_amount import derive_carried_amounts
from analysis.coverage_finding import derive_coverage_findings
from analysis.current_name import derive_current_names
from analysis.family import derive_families
from analysis.fan_out import derive_fan_outs
from analysis.findings import derive_findings
from analysis.flow_mark import derive_flow_marks
from analysis.implied_rate import derive_implied_rates
from analysis.lineage import derive_lineages
from analysis.participant_name import derive_participant_names
from analysis.programme_coverage import derive_coverage
from analysis.programme_total import derive_programme_totals
from analysis.record_count import derive_record_counts
from analysis.reference import derive_references
from analysis.search import derive_search
from analysis.statistics import gather_statistics
from analysis.succession import derive_successions
from analysis.tender_coverage import derive_tender_coverage
from analysis.way_up import derive_steps


def derive(connection: Connection) -> None:
    """Bring everything that is derived up to date, in the transaction of the import."""
    derive_current_names(connection)
    derive_participant_names(connection)
    derive_programme_totals(connection)
    derive_activity_amounts(connection)
    derive_successions(connection)
    derive_families(connection)
    derive_lineages(connection)
    derive_body_totals(connection)
    derive_findings(connection)
    derive_implied_rates(connection)
    derive_coverage(connection)
    derive_tender_coverage(connection)
    derive_body_coverage(connection)
    derive_steps(connection)
    derive_coverage_findings(connection)
    derive_amount_sums(connection)
    derive_flow_marks(connection)
    derive_carried_amounts(connection)
    derive_record_counts(connection)
    derive_references(connection)
    derive_fan_outs(connection)
    derive_search(connection)
    gather_statistics(connection)
