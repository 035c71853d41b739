"""Findings that rules compute: what the data cannot mean all together, told with what says it.

A rule about claims is a pure function from facts to what it hits. A rule about records of procurement, of which there
are millions, is a SELECT that gives its hits. Each stands in a file of its own or of its family, its words in
`db/finding_rule.py`. A new rule is one more file, its words, and one more line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import Connection

from analysis.findings.award_above_lot import awards_above
from analysis.findings.conversion import missed_rates
from analysis.findings.counts import different_counts, more_bidders, more_lots
from analysis.findings.dates_out_of_order import dates_out_of_order
from analysis.findings.disqualified import lowest_refused, others_refused
from analysis.findings.dissolved_buyer import dissolved_buyers
from analysis.findings.facts import Facts, Hit
from analysis.findings.identical_bids import identical_bids
from analysis.findings.late_bid import late_winners
from analysis.findings.lots_and_tender import unequal_lots
from analysis.findings.name_intervals import broken_names
from analysis.findings.order_of_dates import early_signs
from analysis.findings.outside_period import contracts_outside
from analysis.findings.parts_and_whole import unequal_parts
from analysis.findings.price_distance import unusual_distances
from analysis.findings.qualifier_lost import lost_qualifiers
from analysis.findings.ratio import wrong_ratios
from analysis.findings.reading import read_facts
from analysis.findings.real_terms import contradicted_conclusions
from analysis.findings.renamed import renamed_places
from analysis.findings.repeated_lot import repeated_lots
from analysis.findings.same_title import repeated_titles
from analysis.findings.short_period import short_periods
from analysis.findings.single_bid import single_bids
from analysis.findings.store import store_findings
from analysis.findings.year_rate import wrong_year_rates
from analysis.findings.young_supplier import young_suppliers

OF_CLAIMS: tuple[Callable[[Facts], Iterator[Hit]], ...] = (
    missed_rates,
    lost_qualifiers,
    wrong_year_rates,
    wrong_ratios,
    contradicted_conclusions,
    unequal_parts,
    different_counts,
    repeated_titles,
    early_signs,
    renamed_places,
    contracts_outside,
)
OF_RECORDS: tuple[Callable[[Connection], Iterator[Hit]], ...] = (
    unequal_lots,
    more_lots,
    more_bidders,
    repeated_lots,
    dates_out_of_order,
    young_suppliers,
    dissolved_buyers,
    broken_names,
    awards_above,
    short_periods,
    single_bids,
    unusual_distances,
    identical_bids,
    late_winners,
    others_refused,
    lowest_refused,
)


def derive_findings(connection: Connection) -> None:
    """Keep the findings by rule equal to what the rules find now."""
    facts = read_facts(connection)
    told = [hit for rule in OF_CLAIMS for hit in rule(facts)]
    store_findings(connection, told, (hit for rule in OF_RECORDS for hit in rule(connection)))
