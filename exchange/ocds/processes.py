"""The processes of a database as releases or records, one after the other, each with the package that it belongs in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple

from msgspec import Raw, Struct
from msgspec.json import Decoder
from sqlalchemy import ColumnElement, Connection, Select, func, select

import db
from db.table import table_of
from exchange.ocds.compiled import Compiled
from exchange.ocds.held import Held, Row
from exchange.ocds.merging import compiled, versioned
from exchange.ocds.parsing import JSON, parsed
from exchange.ocds.releases import Tree

AT_ONCE = 100  # processes whose rows are in memory
EXTENSIONS = [
    f"https://raw.githubusercontent.com/open-contracting-extensions/ocds_{name}_extension/master/extension.json"
    for name in ("bid", "budget_breakdown", "contract_suppliers", "lots", "withheldInformation")
]
RECORD: Tree = {"ocid": None, "releases": None, "compiledRelease": None}

NODE, DATASET = table_of(db.Node), table_of(db.Dataset)
PROCESS, RELEASE = table_of(db.Process), table_of(db.Release)


class Chosen(NamedTuple):
    """Which processes to take out, and in which form."""

    prefix: str  # of the ocid of a process that has none
    records: bool = False
    dataset: str | None = None  # all of them, if it is not told
    ocid: str | None = None  # only this one
    start: str = ""  # an ocid: this one and those behind it


class Item(NamedTuple):
    """A release or a record of a process as JSON, and the package around it, which is JSON without a list of them."""

    ocid: str
    package: str
    content: bytes


class _Told(NamedTuple):
    """A release with what it came in."""

    package: str
    content: str
    record: str | None = None


class _Named(Struct):
    ocid: str = ""


NAMED = Decoder(_Named)


def items(connection: Connection, chosen: Chosen) -> Iterator[Item]:
    """All releases, or records, in the order of ocids; the releases of a process in that of their dates."""
    found = connection.execute(_processes(connection, chosen)).mappings()
    while some := list(islice(found, AT_ONCE)):
        released = _released(connection, some)
        held = Held(connection, [process for process in some if process["id"] not in released])
        for process in some:
            told = released.get(process["id"]) or [_own(process, held)]
            if chosen.records:
                yield Item(process["ocid"], told[-1].package, _record(process["ocid"], told))
            else:
                yield from (Item(process["ocid"], each.package, each.content.encode()) for each in told)


def total(connection: Connection, chosen: Chosen) -> int:
    """How many releases or records there are, as far as that is known before they are read."""
    processes = _processes(connection, chosen).order_by(None).subquery()
    number = connection.scalar(select(func.count()).select_from(processes)) or 0
    if chosen.records:
        return number
    released = select(func.count(), func.count(RELEASE.c.process_id.distinct()))
    more, of = connection.execute(released.where(RELEASE.c.process_id.in_(select(processes.c.id)))).one()
    return number + int(more) - int(of)


def _processes(connection: Connection, chosen: Chosen) -> Select[Any]:
    """The processes with what their data set is, and their ocid, which sorts alike on both databases."""
    ocid: ColumnElement[str] = func.coalesce(PROCESS.c.ocid, chosen.prefix + PROCESS.c.slug)
    if connection.dialect.name == "postgresql":
        ocid = ocid.collate("C")
    about = ("language", "publisher", "licence", "url", "imported_at")
    query = (
        select(
            *(column for column in PROCESS.columns if column.name != "ocid"),
            ocid.label("ocid"),
            DATASET.c.name.label("dataset"),
            *(DATASET.c[name] for name in about),
        )
        .join(NODE, NODE.c.id == PROCESS.c.id)
        .join(DATASET, DATASET.c.name == NODE.c.dataset)
        .order_by(ocid)
    )
    if chosen.start:
        query = query.where(ocid >= chosen.start)
    if chosen.dataset is not None:
        query = query.where(DATASET.c.name == chosen.dataset)
    return query if chosen.ocid is None else query.where(ocid == chosen.ocid)


def _released(connection: Connection, processes: Sequence[Row]) -> dict[int, list[_Told]]:
    """What was released of the processes, as it came in."""
    known = {process["id"]: process for process in processes}
    query = (
        select(RELEASE.c.process_id, RELEASE.c.package, RELEASE.c.content, RELEASE.c.record)
        .where(RELEASE.c.process_id.in_(known))
        .order_by(RELEASE.c.process_id, RELEASE.c.id)
    )
    found: dict[int, list[_Told]] = {}
    for number, rows in groupby(connection.execute(query), itemgetter(0)):
        dataset, imported = known[number]["dataset"], known[number]["imported_at"]
        told = [
            _Told(_filled(package or "{}", dataset, imported), content, record)
            for _, package, content, record in rows
            if NAMED.decode(content).ocid
        ]
        if told:
            found[number] = told
    return found


@lru_cache
def _filled(package: str, dataset: str, imported: str) -> str:
    """A package as it came in, with what the standard asks for and it did not say."""
    told: Tree = parsed(package)
    told.setdefault("version", "1.0" if "uri" in told else "1.1")  # as the standard reads a package without one
    told.setdefault("uri", _uri(dataset))
    told.setdefault("publisher", {"name": "unknown"})
    told.setdefault("publishedDate", imported)
    return JSON.encode(told).decode()


def _uri(dataset: str) -> str:
    """What names a package that no address is known of."""
    return f"tengetrail:{dataset}"


def _own(process: Row, held: Held) -> _Told:
    """What is known of a process that nobody released."""
    publisher = {"name": process["publisher"]} | ({"uri": process["url"]} if process["url"] else {})
    licence = process["licence"]
    package = {
        "uri": _uri(process["dataset"]),
        "version": "1.1",
        "extensions": EXTENSIONS,
        "publisher": publisher,
        ("license" if licence.startswith(("https://", "http://")) else "licenseDetails"): licence,
        "publishedDate": process["imported_at"],
    }
    release = Compiled(process, process["ocid"], held).release()
    return _Told(JSON.encode(package).decode(), JSON.encode(release).decode())


def _record(ocid: str, told: Sequence[_Told]) -> bytes:
    """The record of a process: its releases and what they come to, in what stood around them."""
    around: Tree = {**RECORD, **parsed(told[-1].record)} if told[-1].record else {**RECORD}
    around["ocid"] = ocid
    if around["releases"] and len(told) == 1:  # links to releases that did not come, and what was made of them
        return JSON.encode({**around, "compiledRelease": Raw(told[0].content.encode())})
    trees = [parsed(each.content) for each in told]
    around["releases"] = [Raw(each.content.encode()) for each in told]
    around["compiledRelease"] = compiled(trees)
    if "versionedRelease" in around:
        around["versionedRelease"] = versioned(trees)
    return JSON.encode(around)
