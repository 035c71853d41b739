"""Loading Open Contracting files: all releases of a process together, as one import, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection

import db
from db.layout import Row
from db.node import RecordKey
from db.revision import Dataset
from db.write import Origin
from exchange.ocds.bodies import Bodies, Body
from exchange.ocds.documents import Documents
from exchange.ocds.fields import Fields, slug_of
from exchange.ocds.links import Link, Links
from exchange.ocds.merging import merged
from exchange.ocds.parsing import JSON
from exchange.ocds.process import Process
from exchange.ocds.releases import Package, Release, package, releases
from exchange.ocds.spool import Name, Spool
from exchange.ocds.stored import Stored
from exchange.problems import Place, Problems
from exchange.stream import Loaded, Told, import_stream


@dataclass(frozen=True)
class Wanted:
    """What to load, and as what."""

    paths: Sequence[Path]
    dataset: str = "ocds"
    links: Sequence[Link] = ()
    encoding: str = "utf-8"  # of what is not UTF-8


def import_ocds(database_url: str, wanted: Wanted, told: Told = lambda _: None) -> Loaded | None:
    """Add processes to a data set; None if the last import of it brought the same. `told` hears of every bundle.

    Processes that are there already are brought up to date: what was released of them before is kept and merged with.
    Raises ImportRefusedError, which carries what is wrong with the files, and DatabaseUnavailableError.
    """
    problems = Problems()
    with Spool() as spool:
        documents = Documents(wanted.paths, problems, wanted.encoding)
        for document in documents:
            spool.put_document(releases(document, problems), partial(package, document))
        if problems:
            problems.refuse()
        digest = sha256(f"{documents.digest} {list(wanted.links)}".encode()).hexdigest()

        def bundles(connection: Connection) -> Iterator[list[Row]]:
            stored = Stored(connection, wanted.dataset)
            _compile(spool, stored, wanted.dataset, problems)
            return _Bundles(spool, stored, wanted, problems).all()

        origin = Origin(digest, " ".join(["import ocds", *(path.name or str(path) for path in wanted.paths)]))
        return import_stream(database_url, _dataset(wanted.dataset), origin, bundles, told)


def _compile(spool: Spool, stored: Stored, dataset: str, problems: Problems) -> None:
    """Merge the releases of each process, with those that were loaded before, and note the bodies that they name."""
    for ocid, new in spool.processes():
        known: dict[str, Release] = {}
        for release in (*stored.releases(ocid), *new):
            known.setdefault(_content(release), release)
        together = sorted(known.values(), key=lambda release: release.date)
        process = merged(together, problems)
        if process is not None:
            bodies = Bodies(Fields(process, together[-1].place, problems), dataset)
            publisher = new[-1].package.publisher
            for release in together:
                fields = Fields(release.tree, release.place, problems)
                fields.day("date", to="released_on")  # it tells which is the latest, so it has to be one
                spool.put_names(bodies.printed(fields), citation_key(dataset, publisher, ocid).slug)
            spool.put_process(ocid, publisher, process, together)
    if problems:
        problems.refuse()


class _Bundles:
    """The rows of an import, as it wants them: what is referred to first."""

    def __init__(self, spool: Spool, stored: Stored, wanted: Wanted, problems: Problems) -> None:
        self._spool, self._stored, self._wanted, self._problems = spool, stored, wanted, problems
        self._links = Links(wanted.links)

    def all(self) -> Iterator[list[Row]]:
        """Sources, bodies, processes; at the end, raises ImportRefusedError if any field was wrong."""
        yield [source(self._wanted.dataset, each) for each in self._spool.packages()]
        cited = (self._citation(publisher, process["ocid"]) for publisher, process, _ in self._spool.compiled())
        yield from ([row] for row in cited)
        for body, names in self._spool.bodies():
            if self._stored.known(body) is None:
                yield [self._organization(body, names)]
        for publisher, process, together in self._spool.compiled():
            yield self._process(publisher, Fields(process, together[-1].place, self._problems), together)
        self._links.check(self._problems)
        if self._problems:
            self._problems.refuse()

    def _citation(self, publisher: str, ocid: str) -> Row:
        key = citation_key(self._wanted.dataset, publisher, ocid)
        of = source_key(self._wanted.dataset, publisher)
        return Row(db.Citation, {"slug": key.slug, "source_id": of, "locator": ocid})

    def _organization(self, body: Body, names: Sequence[Name]) -> Row:
        latest_first = sorted((*names, *self._stored.names(body)), key=lambda name: name.date, reverse=True)
        told = {(name.language, name.text): name for name in latest_first}
        parts = [Row(db.Name, {"subject_id": body.key, **self._name(name)}) for name in told.values()]
        if body.value:
            identifier = {"organization_id": body.key, "scheme": body.scheme, "value": body.value}
            parts.append(Row(db.OrganizationIdentifier, identifier))
        return Row(db.Organization, {"slug": body.slug, "kind": "OTHER"}, parts)

    def _name(self, name: Name) -> dict[str, object]:
        fields = Fields({"date": name.date}, Place(name.cited), self._problems)
        return {
            "text": name.text,
            "language": name.language,
            "kind": "AS_PRINTED",
            **fields.day("date", to="valid_from"),
            "citation_id": RecordKey("Citation", name.cited),
        }

    def _process(self, publisher: str, fields: Fields, together: Sequence[Release]) -> list[Row]:
        cited = citation_key(self._wanted.dataset, publisher, fields.tree["ocid"])
        process = Process(
            fields, Bodies(fields, self._wanted.dataset), lambda body: self._stored.known(body) or body.key, cited
        )
        first, *rest = process.rows()
        first.parts = [*first.parts, *(_release(process.key, each) for each in together)]
        return [first, *rest, *self._links.rows(process.key, fields.tree["ocid"], cited)]


def source_key(dataset: str, publisher: str) -> RecordKey:
    """The source that stands for all that somebody publishes in a data set."""
    return RecordKey("Source", slug_of(dataset, publisher) if publisher else dataset)


def citation_key(dataset: str, publisher: str, ocid: str) -> RecordKey:
    """The place of a process in its source."""
    return RecordKey("Citation", f"{source_key(dataset, publisher).slug}#{'-'.join(ocid.split())}")


def source(dataset: str, told: Package) -> Row:
    """What is cited for all that somebody publishes."""
    fields = Fields({"date": told.text("publishedDate")}, Place(told.publisher), Problems())
    values = {
        "slug": source_key(dataset, told.publisher).slug,
        "kind": "DATASET",
        "title": f"Open Contracting data of {told.publisher}" if told.publisher else "Open Contracting data",
        "publisher": told.publisher or None,
        "url": told.text("uri") if told.text("uri").startswith(("https://", "http://")) else None,
        "licence_note": told.text("license") or None,
        **fields.day("date", to="published_on"),
    }
    return Row(db.Source, values)


def _dataset(name: str) -> Dataset:
    """The same for whatever is added to it: who publishes what, and on which terms, is said by its sources."""
    return Dataset(
        name=name,
        title="Open Contracting data",
        description="Contracting processes as their publishers released them.",
        publisher="The publishers of its sources",
        licence="That of its sources",
        url=None,
        language=None,
        imported_at="",
    )


def _release(process: RecordKey, release: Release) -> Row:
    fields = Fields(release.tree, release.place, Problems())
    values = {
        "process_id": process,
        "release_id": fields.text("id"),
        "released_at": release.date or None,
        "tag": ",".join(fields.texts("tag")) or None,
        "content": _content(release),
        "record": JSON.encode(release.record).decode() if release.record else None,
        "package": JSON.encode(release.package.tree).decode() if release.package.tree else None,
    }
    return Row(db.Release, values)


def _content(release: Release) -> str:
    return JSON.encode(release.tree).decode()
