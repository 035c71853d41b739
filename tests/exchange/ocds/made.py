"""Small Open Contracting files for the tests, in the shapes that publishers write."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from exchange.ocds.links import Link
from exchange.ocds.load import Wanted, import_ocds
from exchange.stream import Loaded

OCID = "ocds-test01-1"
BUYER = {"id": "B", "name": "City of Almaty", "identifier": {"scheme": "XX-REG", "id": "100"}, "roles": ["buyer"]}
FIRM = {"id": "S", "name": "Bridge Builders", "identifier": {"scheme": "XX-REG", "id": "200"}, "roles": ["supplier"]}


def release(number: int = 1, **told: Any) -> dict[str, Any]:
    """A release of one process, of the day of its number."""
    base = {"ocid": OCID, "id": f"r{number}", "date": f"2020-01-{number:02}T12:00:00Z", "language": "en"}
    return {**base, "tag": ["tender"], "parties": [BUYER, FIRM], "buyer": {"id": "B", "name": BUYER["name"]}, **told}


def value(amount: Any, currency: Any = "USD") -> dict[str, Any]:
    return {"amount": amount, "currency": currency}


def full() -> dict[str, Any]:
    """A release with all that the tables have a place for."""
    supplier = {"id": "S", "name": FIRM["name"]}
    return release(
        tender={
            "id": "t",
            "title": "A bridge",
            "title_ru": "Мост",
            "description": "Over the river.",
            "status": "complete",
            "procurementMethod": "open",
            "mainProcurementCategory": "works",
            "numberOfTenderers": 2,
            "value": value(1000),
            "tenderPeriod": {"startDate": "2020-01-01T00:00:00Z", "endDate": "2020-02-01T00:00:00Z"},
            "lots": [{"id": "1", "title": "Pillars", "status": "complete", "value": value(600)}, {"id": "2"}],
            "documents": [{"id": "d", "title": "Notice", "url": "https://example.org/n.pdf", "language": "en"}],
        },
        bids={"details": [{"id": "b", "status": "valid", "tenderers": [supplier], "value": value(550.25)}]},
        awards=[
            {
                "id": "a",
                "status": "active",
                "value": value(550.25),
                "date": "2020-03-01T00:00:00Z",
                "suppliers": [supplier],
                "relatedLots": ["1"],
            }
        ],
        contracts=[
            {
                "id": "c",
                "awardID": "a",
                "status": "signed and sealed",
                "value": value(550.25),
                "dateSigned": "2020-03-09",
                "implementation": {
                    "transactions": [
                        {
                            "id": "x",
                            "value": value(100),
                            "date": "2020-04-01",
                            "payer": {"id": "B"},
                            "payee": {"id": "S"},
                        }
                    ]
                },
            }
        ],
    )


def package(*releases: dict[str, Any], **told: Any) -> dict[str, Any]:
    """A release package."""
    base = {"uri": "https://example.org/p", "publisher": {"name": "Test"}, "license": "CC0", "version": "1.1"}
    return {**base, "publishedDate": "2020-06-01T00:00:00Z", "releases": list(releases), **told}


def put(folder: Path, *trees: Any, name: str = "a.json") -> Path:
    """A file of one document, or of several, a line each."""
    path = folder / name
    path.write_text("\n".join(json.dumps(tree, ensure_ascii=False) for tree in trees), encoding="utf-8")
    return path


def load(url: str, *paths: Path, links: Sequence[Link] = (), encoding: str = "utf-8") -> Loaded | None:
    """Import files."""
    return import_ocds(url, Wanted(paths, links=links, encoding=encoding))
