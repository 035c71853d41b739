"""Publishers' own codelists, and the standard codes that their values stand for."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import UniqueConstraint

from db.columns import key, words
from db.node import Record


class CodeValue(Record, table=True):
    """One value of a publisher's codelist; unknown values stay, and are mapped when somebody knows."""

    __table_args__ = (UniqueConstraint("codelist", "code"),)

    slug_from: ClassVar[str] = "{codelist}/{code}"

    codelist: str = words(index=True)
    code: str = words()
    label: str | None = words()
    maps_to_codelist: str | None = words()  # a codelist of the API, such as ProcurementStatus
    maps_to_code: str | None = words()
    citation_id: int = key(to="citation.id")
