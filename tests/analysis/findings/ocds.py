"""A database's processes as OCDS compiled releases, as far as indicators of procurement read them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

import db
from db.currency import DIGITS
from db.table import Table, table_of

Release = dict[str, Any]


def releases(connection: Connection) -> list[Release]:
    """One compiled release for each process."""
    processes = {row["id"]: {"ocid": row["ocid"]} for row in _rows(connection, db.Process)}
    return [
        {**process, **_tender(connection, number), "awards": _awards(connection, number)}
        for number, process in processes.items()
    ]


def _tender(connection: Connection, process: int) -> Release:
    for row in _rows(connection, db.Tender, process_id=process):
        period = {"startDate": _time(row["period_start"]), "endDate": _time(row["period_end"])}
        tender = {
            "status": _code(row["status"]),
            "procurementMethod": _code(row["method"]),
            "numberOfTenderers": row["number_of_tenderers"],
            "tenderPeriod": _known(period),
        }
        bids = [_bid(each) for each in _rows(connection, db.Bid, tender_id=row["id"])]
        return {"tender": _known(tender), "bids": {"details": bids}}
    return {}


def _bid(row: Any) -> Release:
    value = row["value_amount"]
    if value is not None:
        amount = Decimal(value).scaleb(-DIGITS[row["value_currency"]])
        value = {"amount": float(amount), "currency": row["value_currency"]}
    bid = {"status": _code(row["status"]), "date": _time(row["made_on"]), "value": value}
    return _known({**bid, "tenderers": [{"id": str(row["tenderer_id"])}]})


def _awards(connection: Connection, process: int) -> list[Release]:
    return [
        _known({"status": _code(row["status"]), "suppliers": _suppliers(connection, row["id"])})
        for row in _rows(connection, db.Award, process_id=process)
    ]


def _suppliers(connection: Connection, award: int) -> list[Release]:
    rows = _rows(connection, db.AwardSupplier, award_id=award)
    return [{"id": str(row["organization_id"])} for row in rows]


def _rows(connection: Connection, model: type[Table], **wanted: int) -> list[Any]:
    table = table_of(model)
    query = select(table).where(*(table.c[name] == value for name, value in wanted.items())).order_by(table.c.id)
    return list(connection.execute(query).mappings())


def _known(values: Release) -> Release:
    return {name: value for name, value in values.items() if value not in (None, {})}


def _code(code: db.codes.Code | None) -> str | None:
    return None if code is None else code.value.lower()


def _time(day: date | None) -> str | None:
    return None if day is None else f"{day}T00:00:00Z"
