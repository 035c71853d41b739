"""Records in a line each, and what the rules find in them, on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import insert, select

import db
from analysis.findings import derive_findings
from db.table import Table, table_of
from db.writer import open_writer
from exchange.values import day, money

DATASET = {"name": "made", "title": "Made up", "description": "", "publisher": "", "licence": "", "imported_at": ""}


class Made:
    """A database that grows in one transaction.

    Sums are written as `AT_LEAST 5 KZT`, dates as `2018-05`, other records as their slugs.
    """

    def __init__(self, database_url: str) -> None:
        self.engine = open_writer(database_url)
        self.connection = self.engine.connect()
        self.connection.begin()
        self.numbers: dict[str, int] = {}
        self._put(db.Dataset, DATASET)

    def record(self, model: type[db.Record], slug: str, **values: Any) -> None:
        """A record; other records among its values are their slugs."""
        entry = {"type": model.__name__, "slug": slug, "dataset": "made"}
        number = self.connection.scalar(insert(table_of(db.Node)).returning(table_of(db.Node).c.id), entry)
        assert number
        self.numbers[slug] = number
        self._put(model, {"id": number, "slug": slug, **self._columns(model, values)})

    def part(self, model: type[Table], **values: Any) -> None:
        """A row of a record."""
        self._put(model, self._columns(model, values))

    def body(self, slug: str, **values: Any) -> None:
        self.record(db.Organization, slug, kind="COMPANY", name=slug.upper(), **values)

    def tender(self, slug: str, *lots: str, process: dict[str, Any] | None = None, **values: Any) -> None:
        """A tender with its process, and its lots as their values."""
        self.record(db.Process, f"{slug}/process", ocid=slug, title=slug, **(process or {}))
        self.record(db.Tender, slug, process_id=f"{slug}/process", **{"title": f"Tender {slug}"} | values)
        for place, value in enumerate(lots, 1):
            self.record(db.Lot, f"{slug}/{place}", tender_id=slug, title=f"Lot {place}", value=value)

    def award(self, slug: str, tender: str, *suppliers: str, lots: tuple[str, ...] = (), **values: Any) -> None:
        process = {"process_id": f"{tender}/process", "tender_id": tender}
        self.record(db.Award, slug, **process, **{"status": "ACTIVE"} | values)
        for lot in lots:
            self.part(db.AwardLot, award_id=slug, lot_id=lot)
        for supplier in suppliers:
            self.part(db.AwardSupplier, award_id=slug, organization_id=supplier)

    def contract(self, slug: str, process: str, *suppliers: str, **values: Any) -> None:
        self.record(db.Contract, slug, process_id=f"{process}/process", **values)
        for supplier in suppliers:
            self.part(db.ContractSupplier, contract_id=slug, organization_id=supplier)

    def bids(self, tender: str, *bids: str, lot: str | None = None) -> None:
        """Bids as `VALID a 10 KZT 2018-05-01`: status, bidder and, where known, price and day."""
        for place, words in enumerate(bids, 1):
            status, bidder, *more = words.split()
            if bidder not in self.numbers:
                self.body(bidder)
            values = {"value": " ".join(more[:2]) or None, "made_on": more[2] if len(more) > 2 else None}
            self.record(
                db.Bid, f"{lot or tender}/bid-{place}", tender_id=tender, lot_id=lot, tenderer_id=bidder,
                status=status, **values,
            )  # fmt: skip

    def codes(self, *rules: str) -> list[str]:
        """The codes of what these rules find, by their numbers."""
        return [row.code for row in self.found() if row.rule in rules]

    def found(self) -> list[Any]:
        """All that is found now."""
        finding = table_of(db.Finding)
        derive_findings(self.connection)
        return list(self.connection.execute(select(finding).order_by(finding.c.number)).all())

    def records(self, code: str) -> list[str]:
        """The slugs of the records that a finding lists."""
        finding, about, node = table_of(db.Finding), table_of(db.FindingRecord), table_of(db.Node)
        joined = about.join(finding, finding.c.id == about.c.finding_id).join(node, node.c.id == about.c.record_id)
        query = select(node.c.slug).select_from(joined).where(finding.c.code == code).order_by(node.c.slug)
        return list(self.connection.scalars(query))

    def close(self) -> None:
        self.connection.close()
        self.engine.dispose()

    def _put(self, model: type[Table], values: dict[str, Any]) -> None:
        self.connection.execute(insert(table_of(model)), [values])

    def _columns(self, model: type[Table], values: dict[str, Any]) -> dict[str, Any]:
        return dict(pair for name, value in values.items() for pair in self._pairs(model, name, value))

    def _pairs(self, model: type[Table], name: str, value: Any) -> Iterator[tuple[str, Any]]:
        columns = table_of(model).c
        if f"{name}_amount" in columns:
            yield from zip(
                (f"{name}_{part}" for part in ("amount", "currency", "qualifier")), _money(value), strict=True
            )
        elif f"{name}_precision" in columns:
            yield from zip((name, f"{name}_precision"), _day(value), strict=True)
        else:
            yield name, self.numbers[value] if name.endswith("_id") and value is not None else value


def _money(value: str | None) -> tuple[Any, ...]:
    return money(value) if value else (None, None, "EXACT")


def _day(value: str | None) -> tuple[date | None, Any]:
    return day(value) if value else (None, None)
