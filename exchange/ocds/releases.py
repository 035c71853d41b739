"""The releases in a document: of a release package, of a record package, or alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from exchange.ocds.documents import Document
from exchange.problems import Place, Problems

Tree = dict[str, Any]

FORMS = "a release package, a record package, a release or a record has a key 'releases', 'records' or 'ocid'"
IDENTIFIED = ("tender/lots", "bids/details", "awards", "contracts")  # lists that we read, whose items have ids


@dataclass(frozen=True, slots=True)
class Package:
    """Who publishes, and under which terms; empty strings for what is not said."""

    publisher: str = ""
    uri: str = ""
    licence: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """What was published of one process at one time."""

    place: Place
    package: Package
    tree: Tree

    @property
    def ocid(self) -> str:
        ocid: str = self.tree["ocid"]
        return ocid

    @property
    def date(self) -> str:
        """When it was published, as printed; empty if it is not said."""
        date = self.tree.get("date")
        return date if isinstance(date, str) else ""


def releases(document: Document, problems: Problems) -> Iterator[Release]:
    """The releases in a document; notes what is none."""
    place, tree = document.place, document.tree
    if isinstance(tree, dict) and isinstance(tree.get("releases"), list) and "ocid" not in tree:
        yield from _listed(place, _package(tree), "releases", tree["releases"], problems)
    elif isinstance(tree, dict) and isinstance(tree.get("records"), list):
        for number, record in enumerate(tree["records"]):
            yield from _of_record(_within(place, f"records[{number}]"), _package(tree), record, problems)
    elif isinstance(tree, dict) and tree.keys() & {"compiledRelease", "versionedRelease", "releases"}:
        yield from _of_record(place, Package(), tree, problems)
    else:
        yield from _checked(place, Package(), tree, problems)


def _of_record(place: Place, package: Package, record: Any, problems: Problems) -> Iterator[Release]:
    """The releases that a record holds; else what was made of them, if it only links to them."""
    held = record.get("releases") if isinstance(record, dict) else None
    if isinstance(held, list) and held and all(isinstance(each, dict) and "ocid" in each for each in held):
        yield from _listed(place, package, "releases", held, problems)
    elif isinstance(record, dict) and "compiledRelease" in record:
        yield from _checked(_within(place, "compiledRelease"), package, record["compiledRelease"], problems)
    else:
        problems.add(place, _printed(record), "is a record without releases", "add them, or its compiledRelease")


def _listed(place: Place, package: Package, name: str, trees: list[Any], problems: Problems) -> Iterator[Release]:
    for number, tree in enumerate(trees):
        yield from _checked(_within(place, f"{name}[{number}]"), package, tree, problems)


def _checked(place: Place, package: Package, tree: Any, problems: Problems) -> Iterator[Release]:
    ocid = tree.get("ocid") if isinstance(tree, dict) else None
    if not isinstance(tree, dict):
        problems.add(place, _printed(tree), "is not a release", FORMS)
    elif not isinstance(ocid, str) or not ocid.strip():
        problems.add(place, _printed(ocid), "is no ocid", FORMS)
    elif twice := _twice(tree):
        problems.add(_within(place, twice[0]), twice[1], "is the id of two of them", "give each an id of its own")
    else:
        yield Release(place, package, tree)


def _twice(tree: Tree) -> tuple[str, str] | None:
    """A list in which an id stands twice, and the id."""
    for path in IDENTIFIED:
        items: Any = tree
        for name in path.split("/"):
            items = items.get(name) if isinstance(items, dict) else None
        if isinstance(items, list):
            ids = Counter(str(each["id"]) for each in items if isinstance(each, dict) and each.get("id"))
            for found, count in ids.items():
                if count > 1:
                    return path, found
    return None


def _package(tree: Tree) -> Package:
    publisher = tree.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else None
    found = (name, tree.get("uri"), tree.get("license"), tree.get("publishedDate"))
    return Package(*(each if isinstance(each, str) else "" for each in found))


def _within(place: Place, path: str) -> Place:
    return Place(place.file, place.line, place.column, f"{place.path}/{path}".lstrip("/"))


def _printed(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
