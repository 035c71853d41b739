"""The register of everything that has an id: claims and links point here."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from sqlalchemy import UniqueConstraint, false
from sqlmodel import Field

from db.columns import key, words
from db.table import Table, table_of


class RecordKey(NamedTuple):
    """A record by its type and slug, before its number is known."""

    type: str
    slug: str

    def __str__(self) -> str:
        return f"{self.type} {self.slug}"


class Node(Table, table=True):
    """One record of any kind; its number is also the primary key of the record's own row."""

    __table_args__ = (UniqueConstraint("type", "slug"),)

    id: int = key(primary=True)
    type: str = Field(max_length=40)
    slug: str = words(ordered=True)
    computed: bool = Field(
        default=False, sa_column_kwargs={"server_default": false()}
    )  # made by an import out of other records; no data file holds it
    reference_id: int | None = key(to="reference.id")  # derived; none for what is cited as its data set is
    dataset: str = Field(max_length=80, index=True)  # the data set that brought it, and may take it away


class Reference(Table, table=True):
    """Derived: how records that rest on the same sources are cited."""

    id: int | None = key(primary=True)
    text: str = words(unique=True)


class Record(Table):
    """What the tables of all such records share: the number, and the natural key in words.

    Data files write the slug, unless `slug_from` makes it from other keys, spaces as hyphens. An inline record
    has no file of its own: a reference to it, written like `slug_from`, makes it.
    """

    slug_from: ClassVar[str] = ""
    inline: ClassVar[bool] = False
    numbered: ClassVar[str] = ""  # the column that holds a record's position in its file

    id: int = key(primary=True, to="node.id", inherited=True)
    slug: str = words(unique=True, ordered=True)


class Part(Table):
    """A row that belongs to one record and has no id of its own outside."""

    owner: ClassVar[str]  # the column that names the record it belongs to
    listed_as: ClassVar[str]  # what the record calls the list of such rows in data files

    id: int | None = key(primary=True)


def records() -> dict[str, type[Record]]:
    """All kinds of records by the type that `node` calls them."""
    return {model.__name__: model for model in Record.__subclasses__()}


def models() -> tuple[type[Record] | type[Part], ...]:
    """All tables that data files fill."""
    return (*Record.__subclasses__(), *Part.__subclasses__())


def owners(part: type[Part]) -> tuple[str, ...]:
    """The types of the records that such rows belong to."""
    (reference,) = table_of(part).c[part.owner].foreign_keys
    named = [name for name, model in records().items() if table_of(model) is reference.column.table]
    return tuple(named) or part.accepts[part.owner]
