"""Bodies: ministries, agencies, companies, associations."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import UniqueConstraint

from db.codes import Code, Precision
from db.columns import coded, day, interval_check, key, words
from db.node import Part, Record


class OrganizationKind(Code):
    """What kind of body it is."""

    MINISTRY = "MINISTRY", "A ministry of a government."
    COMMITTEE = "COMMITTEE", "A committee inside a ministry."
    AGENCY = "AGENCY", "An agency of the state outside the ministries."
    SECURITY_SERVICE = "SECURITY_SERVICE", "A security or secret service."
    PROSECUTOR = "PROSECUTOR", "A prosecutor's office."
    LOCAL_GOVERNMENT = "LOCAL_GOVERNMENT", "A regional or city administration, or a part of one."
    STATE_INSTITUTION = "STATE_INSTITUTION", "An institution that the state owns and pays."
    ASSOCIATION = "ASSOCIATION", "A public association."
    FOUNDATION = "FOUNDATION", "A fund or foundation."
    BROADCASTER = "BROADCASTER", "A television or radio station."
    MEDIA = "MEDIA", "A newspaper, news site or publisher."
    UNIVERSITY_OR_INSTITUTE = "UNIVERSITY_OR_INSTITUTE", "A university or research institute."
    COMPANY = "COMPANY", "A company."
    INTERNATIONAL = "INTERNATIONAL", "An international organisation."
    OTHER = "OTHER", "A body of another kind, or of one that the source does not tell."


class Organization(Record, table=True):
    """A body with one identity, whatever it was called at the time."""

    __table_args__ = (interval_check("founded_on", "dissolved_on"),)

    derived: ClassVar[frozenset[str]] = frozenset({"name", "lineage_id"})

    kind: OrganizationKind = coded(OrganizationKind, index=True)
    name: str = words(ordered=True)  # the latest of its names
    description: str | None = words()
    founded_on: date | None = day()
    founded_on_precision: Precision | None = coded(Precision)
    dissolved_on: date | None = day()
    dissolved_on_precision: Precision | None = coded(Precision)
    territory_id: int | None = key(to="territory.id")
    lineage_id: int | None = key()  # the body that stands for its family, itself if alone


class OrganizationIdentifier(Part, table=True):
    """A number under which a register knows the body, such as a business identification number."""

    owner: ClassVar[str] = "organization_id"
    listed_as: ClassVar[str] = "identifiers"

    __table_args__ = (UniqueConstraint("scheme", "value"),)

    organization_id: int = key(to="organization.id")
    scheme: str = words()
    value: str = words()
