"""The releases in a document: of a release package, of a record package, or alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from exchange.ocds.documents import Document
from exchange.ocds.pieces import LISTS, Items
from exchange.problems import Place, Problems

Tree = dict[str, Any]

RECORD = ("ocid", "releases", "compiledRelease", "versionedRelease")  # what makes a record one
COMPUTED = ("compiledRelease", "versionedRelease")  # what follows from the releases of a record
FORMS = "a release package, a record package, a release or a record has a key 'releases', 'records' or 'ocid'"
VERSION = {"releaseID", "releaseDate", "value"}
IDENTIFIED = ("tender/lots", "bids", "bids/details", "awards", "contracts")  # lists that we read, whose items have ids


@dataclass(frozen=True, slots=True)
class Package:
    """Who publishes, and under which terms: all that stands around the releases or records of a package."""

    tree: Tree = field(default_factory=dict)

    @property
    def publisher(self) -> str:
        """Its name; empty if it is not said."""
        publisher = self.tree.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else None
        return name if isinstance(name, str) else ""

    def text(self, name: str) -> str:
        """A field that is words; empty if it is not said."""
        found = self.tree.get(name)
        return found if isinstance(found, str) else ""


@dataclass(frozen=True, slots=True)
class Release:
    """What was published of one process at one time."""

    place: Place
    tree: Tree
    record: Tree | None = None  # that it came in, with null for what the releases tell; none if it says nothing else
    package: Package = Package()

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
    packaged = isinstance(tree, dict) and not tree.keys() & {"ocid", *COMPUTED}
    read: set[str] = set()
    while packaged and (found := next((name for name in LISTS if _is_list(tree.get(name)) and name not in read), "")):
        read.add(found)
        if found == "releases":
            yield from _listed(place, found, tree[found], problems)
        else:
            for number, record in enumerate(tree[found]):
                yield from _of_record(_within(place, f"{found}[{number}]"), record, problems)
    if read:
        return
    if isinstance(tree, dict) and tree.keys() & {"compiledRelease", "versionedRelease", "releases"}:
        yield from _of_record(place, {name: tree[name] for name in RECORD if name in tree}, problems)
    else:
        yield from _checked(place, tree, problems)


def package(document: Document) -> Package:
    """What stands around the releases in a document, once they were read."""
    tree = document.tree
    if not isinstance(tree, dict) or not tree.keys() & {"records", *RECORD[1:]}:
        return Package()
    return Package({name: told for name, told in tree.items() if name not in {"records", *RECORD}})


def _of_record(place: Place, record: Any, problems: Problems) -> Iterator[Release]:
    """The releases that a record holds; else what was made of them, if it only links to them."""
    held = record.get("releases") if isinstance(record, dict) else None
    if isinstance(held, list) and held and all(isinstance(each, dict) and "ocid" in each for each in held):
        yield from _listed(place, "releases", held, problems, _around(record, "ocid", "releases", *COMPUTED))
    elif isinstance(record, dict) and "compiledRelease" in record:
        around = _around(record, "ocid", *COMPUTED)
        yield from _checked(_within(place, "compiledRelease"), record["compiledRelease"], problems, around)
    else:
        problems.add(place, _printed(record), "is a record without releases", "add them, or its compiledRelease")


def _around(record: Tree, *told: str) -> Tree | None:
    """A record with null for what its releases tell; None if that leaves nothing that they do not."""
    around = {name: None if name in told else content for name, content in record.items()}
    return around if around.keys() - {"ocid", "compiledRelease"} - {*told} or "versionedRelease" in around else None


def _listed(
    place: Place, name: str, trees: Iterable[Any], problems: Problems, record: Tree | None = None
) -> Iterator[Release]:
    for number, tree in enumerate(trees):
        yield from _checked(_within(place, f"{name}[{number}]"), tree, problems, record)


def _checked(place: Place, tree: Any, problems: Problems, record: Tree | None = None) -> Iterator[Release]:
    ocid = tree.get("ocid") if isinstance(tree, dict) else None
    if not isinstance(tree, dict):
        problems.add(place, _printed(tree), "is not a release", FORMS)
    elif not isinstance(ocid, str) or not ocid.strip():
        problems.add(place, _printed(ocid), "is no ocid", FORMS)
    elif _is_versioned(tree):
        problems.add(place, ocid, "is a versioned release", "give the releases themselves, or the compiled release")
    elif twice := _twice(tree):
        problems.add(_within(place, twice[0]), twice[1], "is the id of two of them", "give each an id of its own")
    else:
        yield Release(place, tree, record)


def _is_versioned(tree: Tree) -> bool:
    """Whether fields are lists of what they were in each release."""
    lists = [told for told in tree.values() if isinstance(told, list) and told]
    return any(isinstance(told[0], dict) and told[0].keys() >= VERSION for told in lists)


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


def _is_list(value: Any) -> bool:
    return isinstance(value, (list, Items))


def _within(place: Place, path: str) -> Place:
    return Place(place.file, place.line, place.column, f"{place.path}/{path}".lstrip("/"))


def _printed(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
