"""What pays for the processes of a file: said by whoever loads it, for all of them or by a file of links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import db
from db.codes import Basis
from db.node import RecordKey
from exchange import values
from exchange.problems import Place, Problems, WrongValueError, one_of
from exchange.records import PlacedRow
from exchange.tree import Fields, Items, Text, Tree, read_tree

PAYERS = db.FundingLink.accepts["payer_id"]
KEYS = ("ocids", "to", "basis", "explanation")
SAID = "Whoever loaded the files says that it pays for the processes."


@dataclass(frozen=True)
class Link:
    """A record that pays for the processes with certain ocids (* stands for any letters), and how that is known."""

    payer: RecordKey
    basis: str
    ocids: str = "*"
    explanation: str = SAID
    place: Place = Place("--programme")  # noqa: RUF009  # it cannot be changed

    def fits(self, ocid: str) -> bool:
        """Whether it is about a process."""
        return fnmatchcase(ocid, self.ocids)


class Links:
    """The links of an import, and which of them were of use."""

    def __init__(self, links: Sequence[Link]) -> None:
        self._links = links
        self._used: Counter[Link] = Counter()

    def rows(self, process: RecordKey, ocid: str, cited: RecordKey) -> Iterator[PlacedRow]:
        """The links to a process."""
        for link in self._links:
            if link.fits(ocid):
                self._used[link] += 1
                told = {
                    "slug": f"{link.payer.slug}>{process.slug}",
                    "payer_id": link.payer,
                    "payee_id": process,
                    "basis": link.basis,
                    "explanation": link.explanation,
                    "citation_id": cited,
                }
                places = {"payer_id": link.place, "slug": link.place}
                yield PlacedRow(db.FundingLink, told, place=link.place, places=places)

    def check(self, problems: Problems) -> None:
        """Note the links that lead to no process of the files."""
        for link in self._links:
            if not self._used[link] and link.ocids != "*":
                problems.add(link.place, link.ocids, "fits no process of the files", "correct the ocid, or take it out")


def read_links(path: Path, problems: Problems) -> list[Link]:
    """The links of a YAML file: what is wrong with it is noted."""
    try:
        tree = read_tree(path.name, path.read_bytes(), problems)
    except OSError as error:
        problems.add(Place(str(path)), path.name, f"cannot be read ({error.strerror})", "name the file of links")
        return []
    if tree is None:
        return []
    if not isinstance(tree, Items):
        problems.add(tree.place, path.name, "is not a list", "begin each link with a hyphen")
        return []
    return [link for each in tree.items if (link := _link(each, problems)) is not None]


def _link(tree: Tree, problems: Problems) -> Link | None:
    if not isinstance(tree, Fields):
        problems.add(tree.place, "", "is not a link", f"write its keys: {', '.join(KEYS)}")
        return None
    told: dict[str, Text] = {}
    before = len(problems)
    for name, (place, value) in tree.fields.items():
        if name not in KEYS:
            problems.add(place, name, "is not a key of a link", one_of(name, KEYS))
        elif not isinstance(value, Text) or not value.value.strip():
            problems.add(place, name, "is not one value", "write one value here")
        else:
            told[name] = value
    for name in KEYS:
        if name not in tree.fields:
            problems.add(tree.place, name, "is missing here", f"add `{name}:` to the link")
    if len(problems) > before:
        return None
    payer = _read(told["to"], problems)
    basis = told["basis"].value
    if basis not in {str(each) for each in Basis}:
        problems.add(told["basis"].place, basis, "is not a value of Basis", one_of(basis, map(str, Basis)))
        return None
    explanation = re.sub(r"\s+", " ", told["explanation"].value).strip()
    return payer and Link(payer, basis, told["ocids"].value.strip(), explanation, told["to"].place)


def _read(text: Text, problems: Problems) -> RecordKey | None:
    try:
        return RecordKey(*values.typed(text.value.strip(), PAYERS))
    except WrongValueError as error:
        problems.add(text.place, text.value, error.wrong, error.mend)
        return None
