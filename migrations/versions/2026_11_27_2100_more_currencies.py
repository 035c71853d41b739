"""Currencies that are out of use, and units of account, in which contracts were published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_2100_more_currencies"
down_revision = "2026_11_27_2015_release_package"

CODES = """
    ADP AFA ANG ARA ATS AZM BEF BGL BYB BYR CSD CUC CYP DEM ECS EEK ESP FIM FRF GHC GRD GWP HRK IEP ITL LTL LUF
    LVL MGF MRO MTL MXP MZM NLG PEI PES PLZ PTE ROL RUR SDD SIT SKK SLL SRG STD TJR TMM TPE TRL UAK UYN UYP VEB
    VEF YUM ZMK ZRN ZWD ZWL ZWR BOV CHE CHW COU MXV USN XCG XDR ZWG
"""


def upgrade() -> None:
    currency = sa.table("currency", sa.column("code", sa.Text()), sa.column("digits", sa.Integer()))
    op.bulk_insert(currency, [{"code": code, "digits": 2} for code in CODES.split()])


def downgrade() -> None:
    codes = ", ".join(f"'{code}'" for code in CODES.split())
    op.execute(f"DELETE FROM currency WHERE code IN ({codes})")  # noqa: S608  # ours
