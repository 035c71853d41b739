"""The way from every contract, award, lot, tender and budget line up to the programme that pays for it.

What is paid for lies below its payer, all else below what it belongs to. Steps are made from the top down, so that each
finds programme and activity at the one above it; only activities and budget lines may pay for each other.
"""

from __future__ import annotations

from sqlalchemy import Connection, literal_column

from analysis.coverage import STRENGTH
from analysis.derived import rebuilt
from analysis.shares import know_shares, share
from db.step import Step
from db.table import table_of

HIGHEST = 20  # steps; what is deeper is a circle that an import let through
PLACES = " ".join(f"WHEN '{basis.value}' THEN {place}" for place, basis in enumerate(STRENGTH))


# A record, the next one up, and how we know that the two belong together.
PROGRAMMES = """
SELECT id, CAST(NULL AS BIGINT) AS up_id, 'PROGRAMME' AS kind, slug, NULL AS basis,
  total_amount AS amount, total_currency AS currency, total_qualifier AS qualifier
FROM programme
"""
ACTIVITIES = """
SELECT activity.id, coalesce(payer.payer_id, programme_id) AS up_id, 'ACTIVITY' AS kind, activity.slug,
  coalesce(payer.basis, 'STATED') AS basis,
  amount_amount AS amount, amount_currency AS currency, amount_qualifier AS qualifier
FROM activity LEFT JOIN payer ON payer.payee_id = activity.id
"""
BUDGET_LINES = """
SELECT line.id, coalesce(activity_id, programme_id) AS up_id, 'BUDGET_LINE' AS kind, slug, 'STATED' AS basis,
  value_amount AS amount, value_currency AS currency, coalesce(value_qualifier, 'EXACT') AS qualifier
FROM budget_line line LEFT JOIN budget_amount ON budget_line_id = line.id AND phase = 'APPROVED'
"""
PROCESSES = """
SELECT process.id, payer.payer_id AS up_id, 'PROCESS' AS kind, process.slug, payer.basis,
  CAST(NULL AS BIGINT) AS amount, NULL AS currency, 'EXACT' AS qualifier
FROM process LEFT JOIN payer ON payer.payee_id = process.id
WHERE NOT EXISTS (SELECT 1 FROM tender WHERE tender.process_id = process.id)
"""
TENDERS = """
SELECT tender.id, coalesce(payer.payer_id, further.payer_id) AS up_id, 'TENDER' AS kind, tender.slug,
  coalesce(payer.basis, further.basis) AS basis,
  value_amount AS amount, value_currency AS currency, value_qualifier AS qualifier
FROM tender LEFT JOIN payer ON payer.payee_id = tender.id
LEFT JOIN payer further ON further.payee_id = tender.process_id
"""
LOTS = """
SELECT id, tender_id AS up_id, 'LOT' AS kind, slug, 'STATED' AS basis,
  value_amount AS amount, value_currency AS currency, value_qualifier AS qualifier
FROM lot
"""
# An award of one lot leads to it, one of several to their tender, one without a tender to its process.
AWARDS = """
SELECT award.id, coalesce(
    (SELECT CASE count(*) WHEN 1 THEN min(lot_id) END FROM award_lot WHERE award_id = award.id),
    tender_id, tender.id, award.process_id
  ) AS up_id, 'AWARD' AS kind, award.slug, basis,
  award.value_amount AS amount, award.value_currency AS currency, award.value_qualifier AS qualifier
FROM award LEFT JOIN tender ON tender.process_id = award.process_id
"""
CONTRACTS = """
SELECT contract.id, coalesce(award_id, tender.id, contract.process_id) AS up_id, 'CONTRACT' AS kind, contract.slug,
  'STATED' AS basis,
  contract.value_amount AS amount, contract.value_currency AS currency, contract.value_qualifier AS qualifier
FROM contract LEFT JOIN tender ON tender.process_id = contract.process_id
"""
# The payer of a record is that of the strongest link; of equal ones, of the first.
ADD = """
WITH payer AS (
  SELECT payee_id, payer_id, basis FROM (
    SELECT payee_id, payer_id, basis,
      row_number() OVER (PARTITION BY payee_id ORDER BY CASE basis {places} END, id) AS place
    FROM funding_link
  ) link WHERE place = 1
)
INSERT INTO {step} (id, up_id, kind, slug, basis, amount_amount, amount_currency, amount_qualifier,
  programme_id, activity_id, percent)
SELECT rung.id, rung.up_id, rung.kind, rung.slug, rung.basis, rung.amount, rung.currency, rung.qualifier,
  above.programme_id, above.activity_id, CASE WHEN rung.currency = programme.total_currency THEN {share} END
FROM ({rungs}) rung LEFT JOIN {step} above ON above.id = rung.up_id
LEFT JOIN programme ON programme.id = above.programme_id
"""
# What may pay for something may be paid for, too: its programme and its activity are looked for step by step.
FIND = """
WITH RECURSIVE way (id, up_id, programme_id, activity_id, steps) AS (
  SELECT id, up_id, CASE kind WHEN 'PROGRAMME' THEN id END, CASE kind WHEN 'ACTIVITY' THEN id END, 1 FROM {step}
  UNION ALL
  SELECT way.id, above.up_id, coalesce(way.programme_id, CASE above.kind WHEN 'PROGRAMME' THEN above.id END),
    coalesce(way.activity_id, CASE above.kind WHEN 'ACTIVITY' THEN above.id END), way.steps + 1
  FROM way JOIN {step} above ON above.id = way.up_id WHERE way.steps < {highest}
)
UPDATE {step} SET programme_id = found.programme_id, activity_id = found.activity_id,
  percent = CASE WHEN amount_currency = programme.total_currency THEN {share} END
FROM (SELECT id, max(programme_id) AS programme_id, max(activity_id) AS activity_id FROM way GROUP BY id) found
LEFT JOIN programme ON programme.id = found.programme_id
WHERE found.id = {step}.id
"""


def derive_steps(connection: Connection) -> None:
    """Keep the step of every record equal to what its rows and links say."""
    know_shares(connection)
    with rebuilt(connection, table_of(Step)) as step:
        for rungs in (PROGRAMMES, ACTIVITIES, BUDGET_LINES):
            _add(connection, step.name, rungs)
        found = _in_sql(connection, "amount_amount")
        connection.exec_driver_sql(FIND.format(step=step.name, share=found, highest=HIGHEST))
        for rungs in (PROCESSES, TENDERS, LOTS, AWARDS, CONTRACTS):
            _add(connection, step.name, rungs)


def _add(connection: Connection, step: str, rungs: str) -> None:
    """Write records of one kind, with what is known of those above them."""
    found = _in_sql(connection, "rung.amount")
    connection.exec_driver_sql(ADD.format(step=step, rungs=rungs, share=found, places=PLACES))


def _in_sql(connection: Connection, amount: str) -> str:
    """An amount in per cent of the programme's total."""
    percent = share(literal_column(amount), literal_column("programme.total_amount"))
    return str(percent.compile(connection))
