"""How a record is cited: by the sources that it rests on, and by the data set that it came with.

What rests on no source is cited as its data set is, so that of millions of records only some need a text of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Select,
    Table,
    Text,
    cast,
    func,
    insert,
    literal_column,
    select,
    union,
    update,
)

from db.bulk import indexes_later
from db.claim import Claim
from db.columns import KEY
from db.finding import FindingClaim
from db.node import Node, Reference, records
from db.revision import Dataset
from db.source import Citation, Source
from db.table import table_of

MOST_SOURCES = 3
NODE, REFERENCE, SOURCE = table_of(Node), table_of(Reference), table_of(Source)
DATASET, CITATION = table_of(Dataset), table_of(Citation)
CLAIM, BASIS = table_of(Claim), table_of(FindingClaim)

TEMPORARY: dict[str, Any] = {"prefixes": ["TEMPORARY"]}
RESTING = Table("resting", MetaData(), Column("id", KEY, primary_key=True), Column("sources", Text), **TEMPORARY)
CITED = Table(
    "cited",
    MetaData(),
    Column("dataset", Text, primary_key=True),
    Column("sources", Text, primary_key=True),  # their numbers, with commas
    Column("reference_id", KEY),
    **TEMPORARY,
)


def reference_text(sources: Sequence[Any], dataset: Any) -> str:
    """What to paste: each source with publisher, date, address and terms; then the data set with its terms."""
    told = [source_text(source) for source in sources[:MOST_SOURCES]]
    if len(sources) > MOST_SOURCES:
        told.append(f"and {len(sources) - MOST_SOURCES} more sources.")
    own = sentence([dataset["title"], dataset["publisher"], dataset["url"]])
    return " ".join([*(f"Source: {each}" for each in told), f"Data set: {own} Terms: {dataset['licence']}"])


def source_text(source: Any) -> str:
    """One source; what it does not say is left out."""
    read = f"read {source['accessed_on']}" if source["accessed_on"] else None
    terms = f" Terms: {source['licence_note']}" if source["licence_note"] else ""
    return sentence([source["title"], source["publisher"], source["published_on"], source["url"], read]) + terms


def sentence(parts: Iterable[object]) -> str:
    """The parts that are known, with commas and a full stop."""
    return ", ".join(str(part) for part in parts if part).rstrip(".") + "."


def derive_references(connection: Connection) -> None:
    """Give every record that rests on sources the text by which it is cited, and every data set that of all others."""
    sources = {row["id"]: row for row in connection.execute(select(SOURCE)).mappings()}
    datasets = {row["name"]: row for row in connection.execute(select(DATASET)).mappings()}
    for table in (RESTING, CITED):
        table.create(connection)
    connection.execute(insert(RESTING).from_select(RESTING.c.keys(), _resting()))
    for dataset, key in connection.execute(
        select(NODE.c.dataset, RESTING.c.sources).join(RESTING, RESTING.c.id == NODE.c.id).distinct()
    ).all():
        text = reference_text([sources[int(each)] for each in key.split(",")], datasets[dataset])
        connection.execute(insert(CITED).values((dataset, key, _stored(connection, text))))
    with indexes_later(connection, NODE.name):
        _refer(connection)
    for name, row in datasets.items():
        connection.execute(update(DATASET).where(DATASET.c.name == name).values(reference=reference_text([], row)))
    for table in (RESTING, CITED):
        table.drop(connection)
    used = select(NODE.c.reference_id).where(NODE.c.reference_id == REFERENCE.c.id)
    connection.execute(REFERENCE.delete().where(~used.exists()))


def _resting() -> Select[Any]:
    """Each record that rests on sources, by claims, by its own citation or as the source itself, with their numbers."""
    told = select(CLAIM.c.subject_id.label("node_id"), CITATION.c.source_id)
    cited = told.join(CITATION, CITATION.c.id == CLAIM.c.citation_id)
    found = (
        select(BASIS.c.finding_id, CITATION.c.source_id)
        .join(CLAIM, CLAIM.c.id == BASIS.c.claim_id)
        .join(CITATION, CITATION.c.id == CLAIM.c.citation_id)
    )
    queries = [cited, found, select(SOURCE.c.id, SOURCE.c.id), select(CITATION.c.id, CITATION.c.source_id)]
    for model in records().values():
        table = table_of(model)
        if "citation_id" in table.c:
            joined = select(table.c.id, CITATION.c.source_id).join(CITATION, CITATION.c.id == table.c.citation_id)
            queries.append(joined)
    pair = union(*queries).subquery()
    comma: ColumnElement[str] = literal_column("','")
    listed = func.string_agg(cast(pair.c.source_id, Text), comma).aggregate_order_by(pair.c.source_id)
    return select(pair.c.node_id, listed).group_by(pair.c.node_id)


def _refer(connection: Connection) -> None:
    """Correct the references of records."""
    rests = select(RESTING.c.id).where(RESTING.c.id == NODE.c.id).exists()
    connection.execute(update(NODE).values(reference_id=None).where(NODE.c.reference_id.is_not(None), ~rests))
    same = (CITED.c.dataset == NODE.c.dataset) & (CITED.c.sources == RESTING.c.sources)
    found = NODE.c.reference_id.is_distinct_from(CITED.c.reference_id) & (RESTING.c.id == NODE.c.id) & same
    connection.execute(update(NODE).values(reference_id=CITED.c.reference_id).where(found))


def _stored(connection: Connection, text: str) -> int:
    """The number of a text, which is stored once."""
    found = connection.scalar(select(REFERENCE.c.id).where(REFERENCE.c.text == text))
    if found is None:
        result = connection.execute(insert(REFERENCE).values(text=text))
        found = result.inserted_primary_key[0] if result.inserted_primary_key else None
    assert isinstance(found, int)
    return found
