"""Findings that rules compute: what the data cannot mean all together, told with the claims that say it.

Every rule is a pure function from the rows of all data sets to what it hits, in a file of its own or of its family.
A new rule is one more file, and one more line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import Connection

from analysis.findings.conversion import missed_rates
from analysis.findings.facts import Facts, Hit
from analysis.findings.order_of_dates import early_signs
from analysis.findings.outside_period import contracts_outside
from analysis.findings.parts_and_whole import unequal_parts
from analysis.findings.qualifier_lost import lost_qualifiers
from analysis.findings.ratio import wrong_ratios
from analysis.findings.reading import read_facts
from analysis.findings.real_terms import contradicted_conclusions
from analysis.findings.renamed import renamed_places
from analysis.findings.same_title import repeated_titles
from analysis.findings.store import store_findings
from analysis.findings.year_rate import wrong_year_rates

RULES: tuple[Callable[[Facts], Iterator[Hit]], ...] = (
    missed_rates,
    lost_qualifiers,
    wrong_year_rates,
    wrong_ratios,
    contradicted_conclusions,
    unequal_parts,
    repeated_titles,
    early_signs,
    renamed_places,
    contracts_outside,
)


def derive_findings(connection: Connection) -> None:
    """Keep the findings by rule equal to what the rules find now."""
    facts = read_facts(connection)
    store_findings(connection, (hit for rule in RULES for hit in rule(facts)))
