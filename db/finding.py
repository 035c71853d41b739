"""Where a source contradicts itself or another."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from db.codes import Code
from db.columns import coded, key, linked, words
from db.finding_rule import FindingRule
from db.node import Part, Record
from db.table import Table


class Severity(Code):
    """How much a finding weighs."""

    INFO = "INFO", "Worth knowing; nothing is wrong."
    WARNING = "WARNING", "Doubtful, or told in a way that misleads."
    ERROR = "ERROR", "Cannot be right as it stands."


class FoundBy(Code):
    """Who found it."""

    RULE = "RULE", "Computed by a rule when the data were loaded."
    EDITOR = "EDITOR", "Noted by an editor of the data set."


class Finding(Record, table=True):
    """One contradiction or doubt, with the claims that it rests on, or else the records."""

    slug_from: ClassVar[str] = "{code}"
    derived: ClassVar[frozenset[str]] = frozenset({"number", "rule", "cardinal", "record_count"})

    number: int = Field(default=0, index=True)  # its place among those of its data set, by the codes: D2 before D10
    code: str = words(unique=True)
    found_by: FoundBy = coded(FoundBy, default=FoundBy.EDITOR, index=True)
    severity: Severity = coded(Severity, index=True)
    title: str = words()
    expected: str | None = words()
    found: str | None = words()
    explanation: str = words()
    rule: FindingRule | None = coded(FindingRule, index=True, checked=False)  # that computes it, where one does
    cardinal: str | None = words(index=True)  # the indicator of Cardinal that the rule follows
    record_count: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # listed or not


class FindingClaim(Part, table=True):
    """A finding rests on a claim."""

    owner: ClassVar[str] = "finding_id"
    listed_as: ClassVar[str] = "claims"

    __table_args__ = (UniqueConstraint("finding_id", "claim_id"),)

    finding_id: int = key(to="finding.id")
    claim_id: int = key(to="claim.id")


class FindingRecord(Table, table=True):
    """Derived: a record that a finding is about; of many only the first are listed."""

    __table_args__ = linked("finding_id", "record_id")

    id: int | None = key(primary=True)
    finding_id: int = key(to="finding.id", index=False)
    record_id: int = key(to="node.id", index=False)


class FindingCode(Record, table=True):
    """The code under which a data set knows what a rule finds in certain claims."""

    slug_from: ClassVar[str] = "{code}"

    code: str = words(unique=True)
    rule: FindingRule = coded(FindingRule, checked=False)
    title: str = words()


class FindingCodeClaim(Part, table=True):
    """A claim that the rule's finding rests on."""

    owner: ClassVar[str] = "finding_code_id"
    listed_as: ClassVar[str] = "claims"

    __table_args__ = (UniqueConstraint("finding_code_id", "claim_id"),)

    finding_code_id: int = key(to="finding_code.id")
    claim_id: int = key(to="claim.id")
