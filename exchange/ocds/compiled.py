"""A release out of the tables, for a process that no publisher released: all that is known of it, and nothing else.

What the standard wants and the data do not give is told in docs/open-contracting.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from db.codes import Precision, Qualifier
from db.currency import DIGITS
from db.disclosure import DisclosureState
from db.local_text import TextField
from exchange.ocds.held import Held, Row
from exchange.ocds.parties import Parties
from exchange.ocds.releases import Tree

STATES = "tengetrail-disclosure"  # the scheme of our codes for how much is published


class Compiled:
    """The release of one process, compiled out of its rows."""

    def __init__(self, process: Row, ocid: str, held: Held) -> None:
        """`process` has also the language of its data set, and the time when that was last loaded."""
        self._process, self._ocid, self._held = process, ocid, held
        self._parties = Parties(held, process["language"])
        self._tender: Row | None = next(iter(held.tenders[process["id"]]), None)
        self._lots = held.lots[self._tender["id"]] if self._tender else []
        self._bids = held.bids[self._tender["id"]] if self._tender else []
        self._awards = held.awards[process["id"]]
        self._contracts = held.contracts[process["id"]]
        self._lot_numbers = {row["id"] for row in self._lots}
        self._named = {row["id"]: row["slug"] for row in (*self._lots, *self._awards)}

    def release(self) -> Tree:
        """All that is known."""
        process = self._process
        told = {
            "ocid": self._ocid,
            "id": f"{self._ocid}-{process['imported_at']}",
            "date": process["imported_at"],
            "tag": ["compiled"],
            "initiationType": "tender",
            "language": (process["language"] or "").lower(),
            **({} if self._tender else self._texts(process)),
        }
        sections = {
            "buyer": self._party("buyer", process["buyer_id"]),
            "planning": self._planning(),
            "tender": self._tender_section(self._tender) if self._tender else None,
            "bids": {"details": [self._bid(bid) for bid in self._bids]} if self._bids else None,
        }
        awards = [self._award(award) for award in self._awards]
        contracts = [self._contract(contract) for contract in self._contracts]
        awards += [_stand_in(contract) for contract in contracts if "awardID" not in contract]
        for contract in contracts:
            contract.setdefault("awardID", _stand_in(contract)["id"])
        if not self._tender:
            self._party("procuringEntity", process["procuring_entity_id"])
        told |= {"parties": self._parties.all(), **sections, "awards": awards, "contracts": contracts}
        return _some({**told, "withheldInformation": self._withheld(), "sources": self._sources()})

    def _planning(self) -> Tree:
        documents = [] if self._tender else self._documents(self._process["id"])
        breakdown = [self._funded(link, row) for row in self._records() for link in self._held.links[row["id"]]]
        return _some({"budget": _some({"budgetBreakdown": breakdown}), "documents": documents})

    def _funded(self, link: Row, payee: Row) -> Tree:
        """A link along which money comes; how much of it comes here is not known."""
        payer = self._held.payers[link["payer_id"]]
        return _some(
            {
                "id": link["slug"],
                "description": payer["title"],
                "period": _period(payer) if "period_start" in payer else None,
                "relatedLots": [payee["slug"]] if payee["id"] in self._lot_numbers else None,
                "basis": str(link["basis"]).lower(),
                "explanation": link["explanation"],
            }
        )

    def _tender_section(self, tender: Row) -> Tree:
        process = self._process
        documents = [*self._documents(process["id"]), *self._documents(tender["id"])]
        for lot in self._lots:
            documents += [{**document, "relatedLots": [lot["slug"]]} for document in self._documents(lot["id"])]
        return _some(
            {
                "id": tender["slug"],
                **self._texts(process),
                **self._texts(tender),
                "status": _code(tender["status"]),
                "statusDetails": tender["status_details"],
                "value": _value(tender),
                "procurementMethod": _code(tender["method"]),
                "mainProcurementCategory": _code(tender["category"]),
                "numberOfTenderers": tender["number_of_tenderers"],
                "datePublished": _moment(tender, "published_on"),
                "tenderPeriod": _period(tender),
                "procuringEntity": self._party("procuringEntity", process["procuring_entity_id"]),
                "lots": [self._lot(lot) for lot in self._lots],
                "documents": documents,
            }
        )

    def _lot(self, lot: Row) -> Tree:
        told = {"id": lot["slug"], **self._texts(lot), "status": _code(lot["status"])}
        return _some({**told, "statusDetails": lot["status_reason"], "value": _value(lot)})

    def _bid(self, bid: Row) -> Tree:
        tenderer = self._party("tenderer", bid["tenderer_id"])
        return _some(
            {
                "id": bid["slug"],
                "date": _moment(bid, "made_on"),
                "status": _code(bid["status"]),
                "statusDetails": bid["status_details"],
                "tenderers": [tenderer] if tenderer else None,
                "value": _value(bid),
                "relatedLots": [self._named[bid["lot_id"]]] if bid["lot_id"] else None,
            }
        )

    def _award(self, award: Row) -> Tree:
        return _some(
            {
                "id": award["slug"],
                **self._texts(award),
                **self._status(award),
                "date": _moment(award, "awarded_on"),
                "value": _value(award),
                "suppliers": self._suppliers(self._held.award_suppliers[award["id"]]),
                "relatedLots": [self._named[row["lot_id"]] for row in self._held.award_lots[award["id"]]],
                "documents": self._documents(award["id"]),
            }
        )

    def _contract(self, contract: Row) -> Tree:
        paid = [self._transaction(row) for row in self._held.transactions[contract["id"]]]
        return _some(
            {
                "id": contract["slug"],
                "awardID": self._named[contract["award_id"]] if contract["award_id"] else None,
                **self._texts(contract),
                **self._status(contract),
                "dateSigned": _moment(contract, "signed_on"),
                "value": _value(contract),
                "suppliers": self._suppliers(self._held.contract_suppliers[contract["id"]]),
                "documents": self._documents(contract["id"]),
                "implementation": _some({"transactions": paid}),
            }
        )

    def _transaction(self, paid: Row) -> Tree:
        return _some(
            {
                "id": paid["slug"],
                "date": _moment(paid, "paid_on"),
                "value": _value(paid),
                "payer": self._party("payer", paid["payer_id"]),
                "payee": self._party("payee", paid["payee_id"]),
            }
        )

    def _suppliers(self, rows: Iterable[Row]) -> list[Tree]:
        return [party for row in rows if (party := self._party("supplier", row["organization_id"]))]

    def _party(self, role: str, body: int | None) -> Tree | None:
        return self._parties.reference(role, body) if body is not None else None

    def _status(self, row: Row) -> Tree:
        """A status of the standard; where there is none, the last one in the publisher's words."""
        events = self._held.events[row["id"]] if row["status"] is None else []
        return {"status": _code(row["status"]), "statusDetails": events[-1]["status_after"] if events else None}

    def _texts(self, row: Row) -> Tree:
        """Title and description, also in the other languages in which there are words, the best of each."""
        columns = [name for name in ("title", "description") if name in row]
        told: Tree = {name: row[name] for name in columns if row[name]}
        for text in sorted(self._held.texts[row["id"]], key=lambda each: each["preference"]):
            if text["language"] != self._process["language"]:
                name = "title" if text["field"] == TextField.TITLE else "description"
                told.setdefault(f"{name}_{text['language'].lower()}", text["text"])
        return told

    def _documents(self, subject: int) -> list[Tree]:
        return [
            _some(
                {
                    "id": row["slug"],
                    "documentType": row["document_type"],
                    "title": row["title"],
                    "description": row["description"],
                    "url": row["url"],
                    "datePublished": _moment(row, "published_on"),
                    "language": (row["language"] or "").lower(),
                }
            )
            for row in self._held.documents[subject]
        ]

    def _withheld(self) -> list[Tree]:
        """What is not published of the process and its parts, by the extension for it."""
        return [
            _some(
                {
                    "id": row["slug"],
                    "field": row["field"],
                    "name": f"{row['field'] or 'all'} of {record['slug']}",
                    "rationale": row["rationale"],
                    "rationaleClassifications": [_classified(row["state"])],
                    "availabilityDate": _moment(row, "available_on"),
                }
            )
            for record in (*self._records(), *self._bids)
            for row in self._held.disclosures[record["id"]]
            if row["state"] != DisclosureState.PUBLISHED
        ]

    def _sources(self) -> list[Tree]:
        found = {row["slug"]: row for record in self._records() for row in self._held.sources[record["id"]]}
        told = {"title": "title", "publisher": "publisher", "url": "url", "license": "licence_note"}
        return [
            _some({"id": slug, **{name: row[column] for name, column in told.items()}})
            for slug, row in sorted(found.items())
        ]

    def _records(self) -> list[Row]:
        tender = [self._tender] if self._tender else []
        return [self._process, *tender, *self._lots, *self._awards, *self._contracts]


def _stand_in(contract: Tree) -> Tree:
    """The award that the standard wants of a contract, where none is known: its suppliers, and nothing more."""
    return _some(
        {
            "id": f"{contract['id']}/award-not-known",
            "description": "No award of this contract is known: it stands here because the standard asks for one.",
            "suppliers": contract.get("suppliers"),
        }
    )


def _some(told: Mapping[str, Any]) -> Tree:
    """What is known of an object."""
    return {name: value for name, value in told.items() if value not in (None, "", [], {})}


def _classified(state: DisclosureState) -> Tree:
    return {"scheme": STATES, "id": str(state), "description": state.description}


def _code(code: object) -> str | None:
    return str(code).lower() if code else None


def _value(row: Row) -> Tree | None:
    """An exact amount; how exactly it is meant stands beside it, if it is not said to the unit."""
    if row["value_amount"] is None:
        return None
    currency = row["value_currency"]
    amount = Decimal(row["value_amount"]).scaleb(-DIGITS[currency])
    exact = row["value_qualifier"] == Qualifier.EXACT
    return {"amount": amount, "currency": currency} | ({} if exact else {"qualifier": _code(row["value_qualifier"])})


def _moment(row: Row, name: str, time: str = "00:00:00") -> str | None:
    """A day as the standard writes it; None for a month or a year, which it has no form for."""
    day: date | None = row[name]
    return f"{day}T{time}Z" if day and row[f"{name}_precision"] == Precision.DAY else None


def _period(row: Row) -> Tree:
    return _some({"startDate": _moment(row, "period_start"), "endDate": _moment(row, "period_end", "23:59:59")})
