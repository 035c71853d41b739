"""What the database knows already of the processes and bodies that files tell of."""

from __future__ import annotations

from sqlalchemy import Connection, exists, select

import db
from db.node import RecordKey
from db.table import table_of
from exchange.ocds.bodies import Body
from exchange.ocds.fields import slug_of
from exchange.ocds.parsing import parsed
from exchange.ocds.releases import Package, Release
from exchange.ocds.spool import Name
from exchange.problems import Place

NODE, NAME, CITATION = table_of(db.Node), table_of(db.Name), table_of(db.Citation)
IDENTIFIER, PROCESS, RELEASE = table_of(db.OrganizationIdentifier), table_of(db.Process), table_of(db.Release)


class Stored:
    """Looks up what earlier imports brought."""

    def __init__(self, connection: Connection, dataset: str) -> None:
        self._connection = connection
        self._dataset = dataset
        self._nothing = not connection.scalar(select(exists().select_from(NODE)))  # nor indexes, until all is loaded

    def releases(self, ocid: str) -> list[Release]:
        """What was released of a process before."""
        if self._nothing:
            return []
        told = select(RELEASE.c.content, RELEASE.c.record, RELEASE.c.package)
        query = told.join(PROCESS, PROCESS.c.id == RELEASE.c.process_id).where(PROCESS.c.slug == slug_of(ocid))
        place = Place("an earlier import", path=ocid)
        return [
            Release(place, parsed(content), parsed(record or "null"), Package(parsed(package or "{}")))
            for content, record, package in self._connection.execute(query.order_by(RELEASE.c.id))
        ]

    def known(self, body: Body) -> RecordKey | None:
        """The record of another data set that is the same body."""
        if self._nothing or not body.value:
            return None
        query = (
            select(NODE.c.slug)
            .join(IDENTIFIER, IDENTIFIER.c.organization_id == NODE.c.id)
            .where(IDENTIFIER.c.scheme == body.scheme, IDENTIFIER.c.value == body.value)
            .where(NODE.c.dataset != self._dataset)
        )
        slug = self._connection.scalar(query)
        return RecordKey("Organization", slug) if slug else None

    def names(self, body: Body) -> list[Name]:
        """The names that earlier imports of the data set have given to a body."""
        if self._nothing:
            return []
        query = (
            select(NAME.c.text, NAME.c.language, NAME.c.valid_from, CITATION.c.slug)
            .join(NODE, NODE.c.id == NAME.c.subject_id)
            .join(CITATION, CITATION.c.id == NAME.c.citation_id)
            .where(NODE.c.type == "Organization", NODE.c.slug == body.slug, NODE.c.dataset == self._dataset)
        )
        return [Name(*row[:2], str(row[2] or ""), row[3]) for row in self._connection.execute(query)]
