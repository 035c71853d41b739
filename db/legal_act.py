"""Laws, decrees and resolutions."""

from __future__ import annotations

from datetime import date

from db.codes import Code, Precision
from db.columns import coded, day, day_order, key, link, ordered_by, words
from db.node import Record


class LegalActKind(Code):
    """What kind of act it is."""

    LAW = "LAW", "Passed by a parliament."
    DECREE = "DECREE", "Signed by a head of state."
    RESOLUTION = "RESOLUTION", "Passed by a government."
    ORDER = "ORDER", "Signed by a minister or another head of a body."
    OTHER = "OTHER", "An act of another kind."


class LegalAct(Record, table=True):
    """One legal act that adopts, changes, founds or withholds something."""

    __table_args__ = ordered_by("dated")

    kind: LegalActKind = coded(LegalActKind, index=True)
    number: str | None = words()
    title: str = words()
    url: str | None = link()
    dated: date | None = day()
    dated_precision: Precision | None = coded(Precision)
    dated_order: date | None = day_order("dated")
    citation_id: int = key(to="citation.id")
