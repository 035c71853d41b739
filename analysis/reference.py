"""How a record is cited: by the sources of its claims, and by the data set that it came with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, insert, select

from analysis.derived import store_columns
from db.claim import Claim
from db.finding import FindingClaim
from db.node import Node, Reference, records
from db.revision import Dataset
from db.source import Citation, Source
from db.table import table_of

MOST_SOURCES = 3
NODE, REFERENCE, SOURCE = table_of(Node), table_of(Reference), table_of(Source)
DATASET, CITATION = table_of(Dataset), table_of(Citation)
CLAIM, BASIS = table_of(Claim), table_of(FindingClaim)


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
    """Give every record the text by which it is cited."""
    sources = {row["id"]: row for row in connection.execute(select(SOURCE)).mappings()}
    datasets = {row["name"]: row for row in connection.execute(select(DATASET)).mappings()}
    resting: dict[int, set[int]] = defaultdict(set)
    for node, source in resting_on(connection):
        resting[node].add(source)

    @cache
    def number(dataset: str, key: frozenset[int]) -> int:
        text = reference_text([sources[each] for each in sorted(key)], datasets[dataset])
        return _stored(connection, text)

    nodes = connection.execute(select(NODE.c.id, NODE.c.dataset)).all()
    wanted = {node: (number(dataset, frozenset(resting.get(node, ()))),) for node, dataset in nodes}
    store_columns(connection, NODE, ("reference_id",), wanted)
    used = select(NODE.c.reference_id).where(NODE.c.reference_id.is_not(None))
    connection.execute(REFERENCE.delete().where(REFERENCE.c.id.not_in(used)))


def resting_on(connection: Connection) -> Iterator[tuple[int, int]]:
    """Each record with each source that it rests on: by claims, by its own citation, or as the source itself."""
    cited = select(CLAIM.c.subject_id, CITATION.c.source_id).join(CITATION, CITATION.c.id == CLAIM.c.citation_id)
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
    for query in queries:
        yield from ((node, source) for node, source in connection.execute(query))


def _stored(connection: Connection, text: str) -> int:
    """The number of a text, which is stored once."""
    found = connection.scalar(select(REFERENCE.c.id).where(REFERENCE.c.text == text))
    if found is None:
        result = connection.execute(insert(REFERENCE).values(text=text))
        found = result.inserted_primary_key[0] if result.inserted_primary_key else None
    assert isinstance(found, int)
    return found
