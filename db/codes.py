"""Codelists: each value with the sentence that explains it to a reader."""

from __future__ import annotations

from enum import Enum


class Code(str, Enum):
    """A value of a codelist; its text is the name that the API and the tables use."""

    description: str

    def __new__(cls, value: str, description: str) -> Code:
        code = str.__new__(cls, value)
        code._value_ = value
        code.description = description
        return code

    def __str__(self) -> str:
        return str(self.value)


class Qualifier(Code):
    """How exactly a figure is meant by whoever printed it."""

    EXACT = "EXACT", "Printed without any qualification."
    ABOUT = "ABOUT", "Printed as an approximation."
    MORE_THAN = "MORE_THAN", "The true figure is larger than the one printed."
    AT_LEAST = "AT_LEAST", "The true figure is the one printed, or larger."
    LESS_THAN = "LESS_THAN", "The true figure is smaller than the one printed."
    AT_MOST = "AT_MOST", "The true figure is the one printed, or smaller."
    RANGE = "RANGE", "The figure lies in a range that the source prints."
    UNKNOWN = "UNKNOWN", "The source does not say how exact the figure is."


class Precision(Code):
    """How much of a date is known."""

    DAY = "DAY", "The day is known."
    MONTH = "MONTH", "Only the month and the year are known."
    YEAR = "YEAR", "Only the year is known."


class Basis(Code):
    """How we know that two records belong together."""

    STATED = "STATED", "A source says so."
    INFERRED = "INFERRED", "It follows from what a source says, but is not said."
    ASSUMED = "ASSUMED", "Taken for granted without a source; shown so that it can be doubted."


class ProcurementStatus(Code):
    """Where a tender or a lot stands (OCDS tenderStatus)."""

    PLANNING = "PLANNING", "Being prepared."
    PLANNED = "PLANNED", "Announced for later, not yet open."
    ACTIVE = "ACTIVE", "Open, or being decided."
    CANCELLED = "CANCELLED", "Called off by the buyer."
    UNSUCCESSFUL = "UNSUCCESSFUL", "Closed without a winner."
    COMPLETE = "COMPLETE", "Closed with a result."
    WITHDRAWN = "WITHDRAWN", "Taken back; nothing more is published."
