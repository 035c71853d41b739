"""The bodies that a process names, each of them one by its number in a register, wherever it is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from db.node import RecordKey
from exchange.ocds.fields import Fields, cut, digest_of, language, slug_of

LONGEST = 150  # characters of a slug before its digest
STANDARD_LANGUAGE = "EN"  # of a release that does not say its own
NAMED = ("buyer", "tender/procuringEntity")
LISTED = (
    *("parties", "tender/tenderers", "bids/tenderers", "bids/details/tenderers"),
    *("awards/suppliers", "contracts/suppliers"),
)
PAID = ("payer", "payee", "providerOrganization", "receiverOrganization")


class Body(NamedTuple):
    """A body by what a publisher knows it by; empty strings where there is no number in a register."""

    slug: str
    scheme: str
    value: str

    @property
    def key(self) -> RecordKey:
        return RecordKey("Organization", self.slug)


class Printed(NamedTuple):
    """A name of a body, as it was printed on a day; empty if it is only known by its number."""

    body: Body
    text: str
    language: str
    date: str


class Bodies:
    """The bodies of one process."""

    def __init__(self, process: Fields, dataset: str) -> None:
        self._dataset = dataset
        parties = [(party.text("id"), party) for party in process.objects("parties")]
        self._parties = {known: party for known, party in parties if known}

    def of(self, reference: Fields) -> Body | None:
        """The body that is named; None if nothing tells which it is.

        A publisher's own id may be another body in the next process: without a number in a register, two of a data set
        are one only if id and name are the same.
        """
        known = reference.text("id")
        party = self._parties.get(known or "", reference)
        for each in (reference.inner("identifier"), party.inner("identifier"), reference):  # 1.0 has payers as numbers
            scheme, value = each.text("scheme"), each.text("id")
            if scheme and value:
                return Body(slug_of(f"{scheme}-{value}"), scheme, value)
        name = _name(reference) or _name(party)
        if not (known or name):
            return None
        slug = slug_of(self._dataset, name or known)[:LONGEST]
        return Body(f"{slug}-{digest_of(f'{known} {name}')}", "", "")

    def printed(self, release: Fields) -> Iterator[Printed]:
        """The names that one release of the process prints."""
        own = language(release.text("language")) or STANDARD_LANGUAGE
        date = release.text("date") or ""
        for reference in references(release):
            body = self.of(reference)
            if body:
                for spoken, text in ((own, _name(reference)), *reference.translated("name")):
                    yield Printed(body, cut(text), spoken, date)


def _name(body: Fields) -> str:
    """What a body is called; empty if that is not said."""
    return body.text("name", "legalName") or body.inner("identifier").text("legalName") or ""


def references(release: Fields) -> Iterator[Fields]:
    """All that names a body."""
    for path in NAMED:
        found: Any = release
        for name in path.split("/"):
            found = found.inner(name)
        if found:
            yield found
    for path in LISTED:
        *above, last = path.split("/")
        for each in _below(release, above):
            yield from each.objects(last)
    for transaction in _below(release, ["contracts", "implementation", "transactions"]):
        yield from (paid for name in PAID if (paid := transaction.inner(name)))


def _below(fields: Fields, names: list[str]) -> list[Fields]:
    """The objects that a path of names leads to, through lists and objects."""
    found = [fields]
    for name in names:
        found = [inner for each in found for inner in (each.objects(name) or [each.inner(name)]) if inner]
    return found
