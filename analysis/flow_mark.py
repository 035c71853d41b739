"""Which records end a flow of money, or are no part of one.

Stages are never added: a lot that is awarded together with others, a contract that was amended or that names no award,
a budget line beside tenders that its activity pays for directly are the same money as what is beside them, not more.
"""

from __future__ import annotations

from sqlalchemy import Connection

STATUS = """
INSERT INTO flow_mark (id, reason)
SELECT id, 'CANCELLED' FROM activity WHERE status = 'CANCELLED'
UNION ALL SELECT id, 'CANCELLED' FROM tender WHERE status IN ('CANCELLED', 'WITHDRAWN')
UNION ALL SELECT id, 'UNSUCCESSFUL' FROM tender WHERE status = 'UNSUCCESSFUL'
UNION ALL SELECT id, 'CANCELLED' FROM lot WHERE status IN ('CANCELLED', 'WITHDRAWN')
UNION ALL SELECT id, 'UNSUCCESSFUL' FROM lot WHERE status = 'UNSUCCESSFUL'
UNION ALL SELECT id, 'LEFT_OUT' FROM award WHERE status IN ('CANCELLED', 'UNSUCCESSFUL')
UNION ALL SELECT id, 'LEFT_OUT' FROM contract WHERE status = 'CANCELLED'
"""
WITHHELD = """
INSERT INTO flow_mark (id, reason)
SELECT DISTINCT step.id, 'WITHHELD' FROM disclosure JOIN step ON step.id = disclosure.subject_id
WHERE disclosure.state IN ('CLASSIFIED', 'NOT_PUBLISHED')
AND (disclosure.field IS NULL OR disclosure.field IN
  ('activities', 'budget_lines', 'processes', 'tender', 'lots', 'awards', 'contracts', 'suppliers', 'transactions'))
AND NOT EXISTS (SELECT 1 FROM flow_mark mark WHERE mark.id = step.id)
"""
AMENDED = """
INSERT INTO flow_mark (id, reason)
SELECT earlier.id, 'LEFT_OUT' FROM contract earlier JOIN step ON step.id = earlier.id
WHERE EXISTS (SELECT 1 FROM contract later JOIN step beside ON beside.id = later.id
  WHERE later.parent_id = earlier.id AND later.value_amount IS NOT NULL AND beside.up_id = step.up_id
  AND NOT EXISTS (SELECT 1 FROM flow_mark mark WHERE mark.id = later.id))
AND NOT EXISTS (SELECT 1 FROM flow_mark mark WHERE mark.id = earlier.id)
"""
CONTRACTS_BESIDE_AWARDS = """
INSERT INTO flow_mark (id, reason)
SELECT contract.id, 'LEFT_OUT' FROM contract WHERE contract.award_id IS NULL
AND EXISTS (SELECT 1 FROM award WHERE award.process_id = contract.process_id AND award.value_amount IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM flow_mark mark WHERE mark.id = award.id))
AND NOT EXISTS (SELECT 1 FROM flow_mark mark WHERE mark.id = contract.id)
"""
LOTS_AWARDED_TOGETHER = """
INSERT INTO flow_mark (id, reason)
SELECT lot.id, 'LEFT_OUT' FROM lot
WHERE NOT EXISTS (SELECT 1 FROM step part WHERE part.up_id = lot.id)
AND EXISTS (SELECT 1 FROM step beside WHERE beside.up_id = lot.tender_id AND beside.kind IN ('AWARD', 'CONTRACT')
  AND beside.amount_amount IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM flow_mark mark WHERE mark.id = beside.id)
  AND (NOT EXISTS (SELECT 1 FROM award_lot covered WHERE covered.award_id = beside.id)
    OR EXISTS (SELECT 1 FROM award_lot covered WHERE covered.award_id = beside.id AND covered.lot_id = lot.id)))
AND NOT EXISTS (SELECT 1 FROM flow_mark mark WHERE mark.id = lot.id)
"""
LINES_BESIDE_SPENDING = """
INSERT INTO flow_mark (id, reason)
SELECT line.id, 'LEFT_OUT' FROM step line WHERE line.kind = 'BUDGET_LINE'
AND NOT EXISTS (SELECT 1 FROM step part WHERE part.up_id = line.id)
AND EXISTS (SELECT 1 FROM step beside WHERE beside.up_id = line.up_id AND beside.kind IN ('TENDER', 'PROCESS')
  AND (beside.amount_amount IS NOT NULL
    OR EXISTS (SELECT 1 FROM step part WHERE part.up_id = beside.id AND part.amount_amount IS NOT NULL)))
AND NOT EXISTS (SELECT 1 FROM flow_mark mark WHERE mark.id = line.id)
"""
RULES = (STATUS, WITHHELD, AMENDED, CONTRACTS_BESIDE_AWARDS, LOTS_AWARDED_TOGETHER, LINES_BESIDE_SPENDING)


def derive_flow_marks(connection: Connection) -> None:
    """Mark what was called off, what is withheld, and what would count the same money twice."""
    connection.exec_driver_sql("DELETE FROM flow_mark")
    for rule in RULES:
        connection.exec_driver_sql(rule)
