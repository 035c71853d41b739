"""Release packages and record packages as bytes, as they go to files and over HTTP."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby, islice
from operator import attrgetter

from exchange.ocds.processes import Item

Package = Iterator[bytes]  # its JSON, piece by piece


def packages(items: Iterable[Item], name: str, most: int) -> Iterator[Package]:
    """Packages of `most` releases or records at most (`name` says which); each is to be read before the next one.

    All that follow each other and came in packages that are alike stand in one.
    """
    for around, alike in groupby(items, attrgetter("package")):
        yield from _divided(around, name, alike, most)


def _divided(around: str, name: str, items: Iterator[Item], most: int) -> Iterator[Package]:
    for first in items:
        yield _package(around, name, chain((first,), islice(items, most - 1)))


def _package(around: str, name: str, items: Iterable[Item]) -> Package:
    told = around.removesuffix("}")
    yield f'{told}{"," if told != "{" else ""}"{name}":['.encode()
    for place, item in enumerate(items):
        yield b"," + item.content if place else item.content
    yield b"]}"
