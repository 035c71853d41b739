"""Search: what is looked through, declared here, and what a hit tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import strawberry
from sqlalchemy import BigInteger, Enum, Integer, MetaData, Table, Text, case, cast, func, select
from sqlalchemy import Column as TableColumn
from sqlalchemy.sql.expression import ColumnElement, Select

import db
from db.currency import DIGITS
from db.local_text import TextField
from db.node import records
from db.search import SearchField, SearchKind
from db.table import table_of
from schema.declare import made, table_column
from schema.entity import ENTITIES, Entity, publish
from schema.kinds import Column, Subject

if TYPE_CHECKING:
    from schema.node import Node

NAME, LATER = table_of(db.Name), table_of(db.Name).alias("later")
WORDED, WORDING = db.LocalText.accepts["subject_id"], table_of(db.LocalText).c
BIN = table_of(db.OrganizationIdentifier)
LONGEST_TEXT = 500  # letters of a text that are searched
LONGEST_QUESTION = 200  # letters
MOST_WORDS = 8
COUNTED = 1_000  # hits, and no more

WORTH = {  # places by what a hit is worth; those of equal worth go by how short the text is
    SearchField.NAME: 0,
    SearchField.FORMER_NAME: 1,
    SearchField.TITLE: 2,
    SearchField.IDENTIFIER: 3,
    SearchField.PRINTED: 4,
    SearchField.AMOUNT: 4,
    SearchField.DESCRIPTION: 5,
}
MOST_COUNTED_WORDS = 99


def rank(field: SearchField, words: int) -> int:
    """How far down a hit in a text of so many words stands: 0 to 599."""
    return WORTH[field] * 100 + min(words, MOST_COUNTED_WORDS)


@dataclass(frozen=True)
class Searched:
    """Texts of one kind of records: the column in which they stand, and the one that says whose they are."""

    kind: SearchKind
    field: SearchField
    column: TableColumn[Any]
    owner: TableColumn[Any]
    only: ColumnElement[bool] | None = None

    @property
    def text(self) -> ColumnElement[str]:
        """The text, as much of it as is searched."""
        return printed(self.column) if self.field is SearchField.AMOUNT else func.substr(self.column, 1, LONGEST_TEXT)

    def rows(self) -> Select[Any]:
        """Each text as `text` with the number of its record as `node_id`."""
        record = table_of(records()[type_of(self.kind)])
        query = select(self.text.label("text"), self.owner.label("node_id")).where(self.column.is_not(None))
        if self.owner.table is not record:
            query = query.join(record, record.c.id == self.owner)
        return query if self.only is None else query.where(self.only)


def type_of(kind: SearchKind) -> str:
    """The type of the records of a kind: BUDGET_LINE is BudgetLine."""
    return "".join(word.capitalize() for word in kind.value.split("_"))


def printed(amount: TableColumn[Any]) -> ColumnElement[str]:
    """An amount in digits with all decimals of its currency, such as 402.55 USD."""
    code = amount.table.c[amount.name.replace("_amount", "_currency")]
    currency = table_of(db.Currency).c
    digits = select(currency.digits).where(currency.code == code).scalar_subquery()
    unit = case({count: 10**count for count in sorted(set(DIGITS.values()))}, value=digits)
    rest = func.substr(cast(unit + amount % unit, Text), 2)
    point = case((digits == 0, ""), else_=".")
    return cast(amount // unit, Text) + point + rest + " " + code


FORMER = select(1).where(LATER.c.subject_id == NAME.c.subject_id, LATER.c.valid_from >= NAME.c.valid_to).exists()
NAMED = (SearchKind.ORGANIZATION, SearchKind.TERRITORY)


def searched(kind: SearchKind, field: SearchField, *attributes: object) -> Iterator[Searched]:
    """Columns of the kind's own table."""
    for attribute in attributes:
        column = table_column(attribute)
        yield Searched(kind, field, column, column.table.c.id)


# What is searched: texts of another table, such as names in other languages, are one more line each.
SEARCHED: tuple[Searched, ...] = (
    *(Searched(kind, SearchField.NAME, NAME.c.text, NAME.c.subject_id, ~FORMER) for kind in NAMED),
    *(Searched(kind, SearchField.FORMER_NAME, NAME.c.text, NAME.c.subject_id, FORMER) for kind in NAMED),
    *searched(SearchKind.PERSON, SearchField.NAME, db.Person.name),
    *searched(SearchKind.PROGRAMME, SearchField.TITLE, db.Programme.title),
    *searched(SearchKind.PROGRAMME_VERSION, SearchField.TITLE, db.ProgrammeVersion.title),
    *searched(SearchKind.ACTIVITY, SearchField.TITLE, db.Activity.title),
    *searched(SearchKind.BUDGET_LINE, SearchField.TITLE, db.BudgetLine.title),
    *searched(SearchKind.PROCESS, SearchField.TITLE, db.Process.title),
    *searched(SearchKind.TENDER, SearchField.TITLE, db.Tender.title),
    *searched(SearchKind.LOT, SearchField.TITLE, db.Lot.title, db.Lot.title_original),
    *searched(SearchKind.AWARD, SearchField.TITLE, db.Award.title),
    *searched(SearchKind.CONTRACT, SearchField.TITLE, db.Contract.title),
    *searched(SearchKind.FINDING, SearchField.TITLE, db.Finding.title),
    *searched(SearchKind.SOURCE, SearchField.TITLE, db.Source.title),
    *searched(SearchKind.DOCUMENT, SearchField.TITLE, db.Document.title),
    *searched(SearchKind.LEGAL_ACT, SearchField.TITLE, db.LegalAct.title),
    *searched(SearchKind.OBSERVATION, SearchField.TITLE, db.Observation.title),
    Searched(SearchKind.ORGANIZATION, SearchField.IDENTIFIER, BIN.c.value, BIN.c.organization_id),
    *searched(SearchKind.TERRITORY, SearchField.IDENTIFIER, db.Territory.code),
    *searched(SearchKind.BUDGET_LINE, SearchField.IDENTIFIER, db.BudgetLine.classification),
    *searched(SearchKind.PROCESS, SearchField.IDENTIFIER, db.Process.ocid),
    *searched(SearchKind.CONTRACT, SearchField.IDENTIFIER, db.Contract.number),
    *searched(SearchKind.TRANSACTION, SearchField.IDENTIFIER, db.Transaction.reference),
    *searched(SearchKind.FINDING, SearchField.IDENTIFIER, db.Finding.code),
    *searched(SearchKind.LEGAL_ACT, SearchField.IDENTIFIER, db.LegalAct.number),
    *searched(SearchKind.CLAIM, SearchField.PRINTED, db.Claim.printed),
    *searched(SearchKind.CLAIM, SearchField.AMOUNT, db.Claim.value_amount),
    *searched(SearchKind.CLAIM, SearchField.DESCRIPTION, db.Claim.statement),
    *searched(SearchKind.ORGANIZATION, SearchField.DESCRIPTION, db.Organization.description),
    *searched(SearchKind.ACTIVITY, SearchField.DESCRIPTION, db.Activity.description),
    *searched(SearchKind.PROCESS, SearchField.DESCRIPTION, db.Process.description),
    *searched(SearchKind.FINDING, SearchField.DESCRIPTION, db.Finding.explanation),
    *searched(SearchKind.DOCUMENT, SearchField.DESCRIPTION, db.Document.description),
    *searched(SearchKind.OBJECTIVE, SearchField.DESCRIPTION, db.Objective.text),
    *searched(SearchKind.CHANGE_EVENT, SearchField.DESCRIPTION, db.ChangeEvent.description),
    *(
        Searched(kind, SearchField[field.name], WORDING.text, WORDING.subject_id, WORDING.field == field)
        for kind in SearchKind
        if type_of(kind) in WORDED
        for field in TextField
    ),
)
LABELS: dict[SearchKind, tuple[TableColumn[Any], ...]] = {
    kind: tuple(
        each.column
        for each in SEARCHED
        if each.kind is kind and each.owner is each.column.table.c.id and each.field is not SearchField.AMOUNT
    )
    for kind in SearchKind
} | {kind: (table_of(records()[type_of(kind)]).c.name,) for kind in NAMED}

# A hit is no row of a table: the statement of a search makes it, with these columns.
HIT = Table(
    "hit",
    MetaData(),
    TableColumn("level", BigInteger, nullable=False),
    TableColumn("text_id", BigInteger, nullable=False),
    TableColumn("node_id", BigInteger, nullable=False),
    TableColumn("kind", Enum(SearchKind), nullable=False),
    TableColumn("field", Enum(SearchField), nullable=False),
    TableColumn("text", Text, nullable=False),
    TableColumn("label", Text, nullable=False),
    TableColumn("score", Integer, nullable=False),
    TableColumn("mended", Text),
)


@strawberry.type(description="A record that a search found, at the best of the places where it was found.")
class SearchHit:
    record: Node = made(Subject(HIT.c.node_id), "The record; ask for the fields of its kind in fragments.")
    kind: SearchKind = made(Column(HIT.c.kind), "The kind of record.")
    label: str = made(
        Column(HIT.c.label), "What the record is called now, whatever name was hit; a claim by its printed words."
    )
    field: SearchField = made(Column(HIT.c.field), "The place in which all words stand.")
    text: str = made(
        Column(HIT.c.text),
        "The text at that place, such as the former name; at most its first 500 letters. An amount is written out: "
        "402.55 USD.",
    )
    score: int = made(
        Column(HIT.c.score),
        "How well it fits, worked out by us; larger is better. 2000 and more: every word stands there as it was asked. "
        "1000 and more: at least one word only begins like it. Less: a word had to be mended. Within that, names "
        "count most, then former names, titles, identifiers, printed words and amounts, descriptions; and of two texts "
        "the shorter.",
    )
    mended: str | None = made(
        Column(HIT.c.mended),
        "Where a word of the search is written nowhere: what it was taken for, one typing error away, in the "
        "spelling that words are compared in. Null if nothing was mended.",
    )


ENTITIES["SearchHit"] = Entity("SearchHit", HIT, publish(SearchHit), is_node=False)
