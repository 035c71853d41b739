"""What the database holds of some processes: the rows of all tables that a release is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, Select, select

import db
from db.node import Record
from db.table import Table, table_of

AT_ONCE = 5_000  # numbers in one statement
PAYERS: tuple[type[Record], ...] = (db.Programme, db.Activity, db.BudgetLine)
Row = RowMapping
Lists = dict[int, list[Row]]  # rows by the number of the record that they belong to


class Held:
    """The rows of some processes, each list in the order in which it was loaded."""

    def __init__(self, connection: Connection, rows: Sequence[Row]) -> None:
        """`rows` are those of the processes."""
        self._connection = connection
        processes = [row["id"] for row in rows]
        self.tenders = self._of(db.Tender, "process_id", processes)
        self.awards = self._of(db.Award, "process_id", processes)
        self.contracts = self._of(db.Contract, "process_id", processes)
        tenders, awards, contracts = map(_numbers, (self.tenders, self.awards, self.contracts))
        self.lots = self._of(db.Lot, "tender_id", tenders)
        self.bids = self._of(db.Bid, "tender_id", tenders)
        self.award_lots = self._of(db.AwardLot, "award_id", awards)
        self.award_suppliers = self._of(db.AwardSupplier, "award_id", awards)
        self.contract_suppliers = self._of(db.ContractSupplier, "contract_id", contracts)
        self.transactions = self._of(db.Transaction, "contract_id", contracts)
        told_of = [*processes, *tenders, *_numbers(self.lots), *awards, *contracts]
        self.documents = self._of(db.Document, "subject_id", told_of)
        self.texts = self._of(db.LocalText, "subject_id", told_of)
        self.events = self._of(db.StatusEvent, "subject_id", told_of)
        self.links = self._of(db.FundingLink, "payee_id", told_of)
        everything = [*told_of, *_numbers(self.bids), *_numbers(self.transactions)]
        self.disclosures = self._of(db.Disclosure, "subject_id", everything)
        self.sources = self._sources(everything)
        paid_by = {link["payer_id"] for links in self.links.values() for link in links}
        self.payers = {row["id"]: row for model in PAYERS for row in self._all(model, "id", paid_by)}
        bodies = set(self._bodies(rows))
        self.bodies = {row["id"]: row for row in self._all(db.Organization, "id", bodies)}
        self.identifiers = self._of(db.OrganizationIdentifier, "organization_id", bodies)
        self.names = self._of(db.Name, "subject_id", bodies)

    def _bodies(self, processes: Iterable[Row]) -> Iterator[int]:
        """The bodies that are named."""
        naming: tuple[tuple[Iterable[Iterable[Row]], tuple[str, ...]], ...] = (
            ([processes], ("buyer_id", "procuring_entity_id")),
            (self.bids.values(), ("tenderer_id",)),
            (self.award_suppliers.values(), ("organization_id",)),
            (self.contract_suppliers.values(), ("organization_id",)),
            (self.transactions.values(), ("payer_id", "payee_id")),
        )
        for lists, names in naming:
            for row in chain.from_iterable(lists):
                yield from (row[name] for name in names if row[name] is not None)

    def _of(self, model: type[Table], owner: str, numbers: Iterable[int]) -> Lists:
        found: Lists = defaultdict(list)
        for row in self._all(model, owner, numbers):
            found[row[owner]].append(row)
        return found

    def _all(self, model: type[Table], column: str, numbers: Iterable[int]) -> Iterator[Row]:
        table = table_of(model)
        yield from self._asked(select(table).order_by(table.c.id), table.c[column], numbers)

    def _sources(self, subjects: Iterable[int]) -> Lists:
        """The sources of what is claimed of records."""
        claim, citation, source = table_of(db.Claim), table_of(db.Citation), table_of(db.Source)
        told = (source.c.slug, source.c.title, source.c.publisher, source.c.url, source.c.licence_note)
        query = (
            select(claim.c.subject_id, *told)
            .join(citation, citation.c.id == claim.c.citation_id)
            .join(source, source.c.id == citation.c.source_id)
            .distinct()
            .order_by(source.c.slug)
        )
        found: Lists = defaultdict(list)
        for row in self._asked(query, claim.c.subject_id, subjects):
            found[row["subject_id"]].append(row)
        return found

    def _asked(self, query: Select[Any], column: Column[Any], numbers: Iterable[int]) -> Iterator[Row]:
        """What a statement finds for the numbers, some thousands of them at a time."""
        ordered = iter(sorted(numbers))
        while some := list(islice(ordered, AT_ONCE)):
            yield from self._connection.execute(query.where(column.in_(some))).mappings().all()


def _numbers(lists: Lists) -> list[int]:
    return [row["id"] for rows in lists.values() for row in rows]
