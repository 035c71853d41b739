"""A process as rows: its tender, lots, bids, awards, contracts and payments, each figure with what was printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import db
from db.award import AwardStatus
from db.bid import BidStatus
from db.codes import Code, ProcurementStatus
from db.contract import ContractStatus
from db.layout import Row, Values
from db.node import RecordKey
from db.tender import ProcurementCategory, ProcurementMethod
from exchange.ocds.bodies import Bodies, Body
from exchange.ocds.fields import Fields, Sum, bids, cut, language, slug_of

ADDRESS = re.compile(r"https?://\S+")
Known = Callable[[Body], RecordKey]  # the record of a body


class Process:
    """One process on its way into rows."""

    def __init__(self, fields: Fields, bodies: Bodies, known: Known, cited: RecordKey) -> None:
        self._fields, self._bodies, self._known, self._cited = fields, bodies, known, cited
        self.key = RecordKey("Process", slug_of(fields.tree["ocid"]))
        self._tender = RecordKey("Tender", f"{self.key.slug}/tender")
        self._language = language(fields.text("language"))
        self._lots: dict[str, RecordKey] = {}
        self._awards: dict[str, tuple[RecordKey, Sequence[RecordKey]]] = {}

    def rows(self) -> Iterator[Row]:
        """All rows, those first that others refer to."""
        fields = self._fields
        tender = fields.inner("tender")
        title = fields.text("title") or tender.text("title") or fields.text("ocid")
        values = {
            "slug": self.key.slug,
            "ocid": fields.tree["ocid"],
            "title": title,
            "description": fields.text("description") or tender.text("description"),
            "buyer_id": self._body(fields.inner("buyer")),
            "procuring_entity_id": self._body(tender.inner("procuringEntity")),
        }
        yield Row(db.Process, values, [*self._translations(self.key, tender)])
        offers = bids(fields)
        if tender or offers:
            yield from self._tender_rows(tender, str(title))
            for place, bid in enumerate(offers, 1):
                yield from self._bid_rows(bid, place)
        for place, award in enumerate(fields.objects("awards"), 1):
            yield from self._award_rows(award, place, bool(tender or offers))
        for place, contract in enumerate(fields.objects("contracts"), 1):
            yield from self._contract_rows(contract, place)

    def _tender_rows(self, tender: Fields, title: str) -> Iterator[Row]:
        status, period = tender.code("status", ProcurementStatus), tender.inner("tenderPeriod")
        value = tender.money("value")
        values = {
            "slug": self._tender.slug,
            "process_id": self.key,
            "title": tender.text("title") or title,
            "status": status,
            "status_details": tender.text("statusDetails") or (None if status else tender.text("status")),
            "method": tender.code("procurementMethod", ProcurementMethod),
            "category": tender.code("mainProcurementCategory", ProcurementCategory),
            "number_of_tenderers": tender.count("numberOfTenderers"),
            **money(value),
            **tender.day("datePublished", to="published_on"),
            **period.day("startDate", to="period_start"),
            **period.day("endDate", to="period_end"),
        }
        yield Row(db.Tender, values, [*self._translations(self._tender, tender)])
        yield from self._claim(self._tender, value)
        yield from self._documents(self._tender, tender)
        for place, lot in enumerate(tender.objects("lots"), 1):
            known = lot.text("id") or str(place)
            key = self._lots[known] = RecordKey("Lot", slug_of(self.key.slug, "lot", known))
            yield from self._lot_rows(lot, known, key)

    def _lot_rows(self, lot: Fields, number: str, key: RecordKey) -> Iterator[Row]:
        value, status = lot.money("value"), lot.code("status", ProcurementStatus)
        values = {
            "slug": key.slug,
            "tender_id": self._tender,
            "number": number,
            "title": lot.text("title", "description"),
            "status": status,
            "status_reason": lot.text("statusDetails") or (None if status else lot.text("status")),
            **money(value),
        }
        yield Row(db.Lot, values, [*self._translations(key, lot)])
        yield from self._claim(key, value)

    def _bid_rows(self, bid: Fields, place: int) -> Iterator[Row]:
        key = RecordKey("Bid", slug_of(self.key.slug, "bid", bid.text("id") or place))
        tenderers, lots = self._some(bid, "tenderers"), self._related(bid)
        value, status = bid.money("value"), bid.code("status", BidStatus)
        values = {
            "slug": key.slug,
            "tender_id": self._tender,
            "lot_id": lots[0] if len(lots) == 1 else None,
            "tenderer_id": tenderers[0] if len(tenderers) == 1 else None,
            "status": status,
            "status_details": bid.text("statusDetails") or (None if status else bid.text("status")),
            **money(value),
            **bid.day("date", to="made_on"),
        }
        yield Row(db.Bid, values)
        yield from self._claim(key, value)

    def _award_rows(self, award: Fields, place: int, tendered: bool) -> Iterator[Row]:
        known = award.text("id") or str(place)
        key = RecordKey("Award", slug_of(self.key.slug, "award", known))
        suppliers = self._some(award, "suppliers")
        self._awards[known] = key, suppliers
        value = award.money("value")
        values = {
            "slug": key.slug,
            "process_id": self.key,
            "tender_id": self._tender if tendered else None,
            "title": award.text("title", "description"),
            "status": award.code("status", AwardStatus),
            **money(value),
            **award.day("date", to="awarded_on"),
        }
        parts = [
            *(Row(db.AwardLot, {"award_id": key, "lot_id": lot}) for lot in self._related(award)),
            *(Row(db.AwardSupplier, {"award_id": key, "organization_id": each}) for each in suppliers),
            *self._own_status(key, award, AwardStatus),
            *self._translations(key, award),
        ]
        yield Row(db.Award, values, parts)
        yield from self._claim(key, value)
        yield from self._documents(key, award)

    def _contract_rows(self, contract: Fields, place: int) -> Iterator[Row]:
        key = RecordKey("Contract", slug_of(self.key.slug, "contract", contract.text("id") or place))
        awarded = contract.text("awardID")
        award, suppliers = self._awards.get(awarded or "", (None, ()))
        if awarded and not award:
            contract.wrong("awardID", awarded, "is the id of no award of this process", "add the award, or correct it")
        value = contract.money("value")
        values = {
            "slug": key.slug,
            "process_id": self.key,
            "award_id": award,
            "title": contract.text("title", "description"),
            "status": contract.code("status", ContractStatus),
            **money(value),
            **contract.day("dateSigned", to="signed_on"),
        }
        signed_with = self._some(contract, "suppliers") or suppliers
        parts = [
            *(Row(db.ContractSupplier, {"contract_id": key, "organization_id": each}) for each in signed_with),
            *self._own_status(key, contract, ContractStatus),
            *self._translations(key, contract),
        ]
        yield Row(db.Contract, values, parts)
        yield from self._claim(key, value)
        yield from self._documents(key, contract)
        for number, paid in enumerate(contract.inner("implementation").objects("transactions"), 1):
            yield from self._transaction_rows(paid, key, number)

    def _transaction_rows(self, paid: Fields, contract: RecordKey, place: int) -> Iterator[Row]:
        key = RecordKey("Transaction", slug_of(contract.slug, "transaction", paid.text("id") or place))
        value = paid.money("value") or paid.money("amount")  # version 1.0 says amount
        values = {
            "slug": key.slug,
            "contract_id": contract,
            "payer_id": self._body(paid.inner("payer") or paid.inner("providerOrganization")),
            "payee_id": self._body(paid.inner("payee") or paid.inner("receiverOrganization")),
            "reference": paid.text("id"),
            **money(value),
            **paid.day("date", to="paid_on"),
        }
        yield Row(db.Transaction, values)
        yield from self._claim(key, value)

    def _documents(self, subject: RecordKey, fields: Fields) -> Iterator[Row]:
        for place, document in enumerate(fields.objects("documents"), 1):
            title, url = document.text("title", "description", "url"), document.text("url")
            if title:
                values = {
                    "slug": slug_of(subject.slug, "document", place),
                    "subject_id": subject,
                    "document_type": cut(document.text("documentType") or "document"),
                    "title": title,
                    "description": document.text("description"),
                    "url": url if url and ADDRESS.fullmatch(url) else None,
                    "language": language(document.text("language")),
                    "availability": "PUBLISHED" if url else "UNKNOWN",
                    **document.day("datePublished", to="published_on"),
                }
                yield Row(db.Document, values)

    def _claim(self, subject: RecordKey, value: Sum | None) -> Iterator[Row]:
        """What the publisher says of an amount; one with more decimals than can be paid stays as printed."""
        if value is not None:
            code = f"{subject.type}:{subject.slug}#value"
            exact = money(value) if value.amount is not None else {"quantity": f"{value.printed:f}"}
            values = {
                "slug": code,
                "code": code,
                "kind": "AMOUNT",
                "subject_id": subject,
                "field": "value",
                "printed": str(value),
                "statement": f"The value is {value}.",
                "unit": None if value.amount is not None else value.currency,
                "citation_id": self._cited,
            }
            yield Row(db.Claim, values | exact)

    def _own_status(self, key: RecordKey, fields: Fields, codelist: type[Code]) -> Iterator[Row]:
        """A status in the publisher's own words, where it is none of the standard's."""
        printed = fields.text("status")
        if printed and not fields.code("status", codelist):
            yield Row(db.StatusEvent, {"subject_id": key, "status_after": printed, "citation_id": self._cited})

    def _translations(self, key: RecordKey, fields: Fields) -> Iterator[Row]:
        """Titles and descriptions in other languages, as the publisher words them."""
        for name, field in (("title", "TITLE"), ("description", "DESCRIPTION")):
            for spoken, text in fields.translated(name):
                values = {
                    "subject_id": key,
                    "field": field,
                    "text": cut(text),
                    "language": spoken,
                    "kind": "AS_PRINTED",
                }
                yield Row(db.LocalText, {**values, "citation_id": self._cited})

    def _body(self, reference: Fields) -> RecordKey | None:
        body = self._bodies.of(reference) if reference else None
        return self._known(body) if body else None

    def _some(self, fields: Fields, name: str) -> list[RecordKey]:
        """The bodies of a list, each once."""
        return list(dict.fromkeys(key for each in fields.objects(name) if (key := self._body(each))))

    def _related(self, fields: Fields) -> list[RecordKey]:
        """The lots that an award or a bid is for."""
        found: dict[RecordKey, None] = {}
        if (own := fields.text("relatedLot", "lotID")) in self._lots:  # in the words of some publishers
            found[self._lots[str(own)]] = None
        for known in fields.texts("relatedLots"):
            if known in self._lots:
                found[self._lots[known]] = None
            else:
                fields.wrong("relatedLots", known, "is the id of no lot of this process", "add the lot, or correct it")
        return list(found)


def money(value: Sum | None) -> Values:
    """The columns of a sum; none of one that cannot be paid as it is printed."""
    if value is None or value.amount is None:
        return {"value_amount": None, "value_currency": None}
    return {"value_amount": value.amount, "value_currency": value.currency}
