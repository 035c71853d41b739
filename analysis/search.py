"""The index that search reads: the texts of all records, the words that stand in them, and whose they are.

Only new texts pass through Python, to be folded; all else is set against each other by the database.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    bindparam,
    delete,
    func,
    insert,
    literal,
    literal_column,
    select,
    tuple_,
    update,
)

from analysis.statistics import gather_statistics
from db.bulk import add_rows, indexes_later
from db.revision import RULES, Revision
from db.search import KIND_BITS, SERIAL_BITS, SearchKind, SearchPlace, SearchPosting, SearchText, SearchWord
from db.table import table_of
from schema.folding import indexed_words
from schema.search import SEARCHED, Searched, rank

TEXT, WORD, POSTING = table_of(SearchText), table_of(SearchWord), table_of(SearchPosting)
PLACE, REVISION = table_of(SearchPlace), table_of(Revision)
SERIAL = TEXT.c.id.bitwise_and(2**SERIAL_BITS - 1)
KINDS = list(SearchKind)
AT_ONCE = 10_000  # texts
SORTED_AT_ONCE = 200_000  # texts: SQLite sorts their words in memory


def derive_search(connection: Connection) -> None:
    """Keep the index equal to the texts that records have now."""
    if connection.scalar(select(REVISION.c.rules).order_by(REVISION.c.number.desc()).limit(1)) not in {None, RULES}:
        _clear(connection)
    last = connection.scalar(select(func.max(SERIAL))) or 0
    serials = count(last + 1)
    for each in SEARCHED:
        _add_texts(connection, each, serials)
    gather_statistics(connection, TEXT)
    for first in range(last + 1, next(serials), SORTED_AT_ONCE):
        _add_words(connection, SERIAL.between(first, first + SORTED_AT_ONCE - 1))
    with indexes_later(connection, PLACE.name):
        for each in SEARCHED:
            _add_places(connection, each)
    if last:
        _correct(connection)
    _count_uses(connection)


def _correct(connection: Connection) -> None:
    """Take out what was in the index and stands nowhere any more."""
    for kind, field in dict.fromkeys((each.kind, each.field) for each in SEARCHED):
        _drop_places(connection, [each for each in SEARCHED if (each.kind, each.field) == (kind, field)])
    _drop_texts(connection)


def _clear(connection: Connection) -> None:
    """Take all away that another version of the rules folded."""
    for table in (PLACE, POSTING, WORD, TEXT):
        connection.execute(delete(table))


def _add_texts(connection: Connection, searched: Searched, serials: Iterator[int]) -> None:
    """Fold the texts that are not in the index yet; those without a letter or digit never are."""
    rows = searched.rows().subquery()
    text = rows.c.text.collate("C") if connection.dialect.name == "postgresql" else rows.c.text
    query = select(rows.c.text).where(~_indexed(searched, rows).exists()).group_by(rows.c.text).order_by(text)
    found = iter(connection.scalars(query.execution_options(yield_per=AT_ONCE)))
    while texts := list(islice(found, AT_ONCE)):
        folded = ((text, indexed_words(text)) for text in texts)
        new = [_row(searched, text, words, next(serials)) for text, words in folded if words]
        add_rows(connection, TEXT, ("id", "kind", "field", "text", "folded"), new)


def _row(searched: Searched, text: str, words: list[str], serial: int) -> tuple[int, str, str, str, str]:
    place = rank(searched.field, len(words)) << KIND_BITS | KINDS.index(searched.kind)
    folded = f" {' '.join(words)} "
    return place << SERIAL_BITS | serial, searched.kind.value, searched.field.value, text, folded


def _indexed(searched: Searched, rows: Subquery) -> Select[Any]:
    """The entry of a row's text in the index."""
    return select(TEXT.c.id).where(
        TEXT.c.kind == searched.kind, TEXT.c.field == searched.field, TEXT.c.text == rows.c.text
    )


def _words_of(connection: Connection, chosen: ColumnElement[bool]) -> Subquery:
    """Each word of the texts, beside the text's number."""
    folded = func.trim(TEXT.c.folded)
    if connection.dialect.name == "postgresql":
        word: ColumnElement[str] = func.unnest(func.string_to_array(folded, " "))
        return select(TEXT.c.id, word.label("word")).where(chosen).subquery()
    listed = literal('["').concat(func.replace(folded, " ", '","')).concat('"]')
    split = func.json_each(listed).table_valued("value", joins_implicitly=True)
    return select(TEXT.c.id, split.c.value.label("word")).where(chosen).subquery()


def _add_words(connection: Connection, chosen: ColumnElement[bool]) -> None:
    """Enter the words of new texts."""
    words = _words_of(connection, chosen)
    known = select(WORD.c.id).where(WORD.c.text == words.c.word).exists()
    new = select(words.c.word, literal_column("0")).where(~known).group_by(words.c.word)
    text = words.c.word.collate("C") if connection.dialect.name == "postgresql" else words.c.word
    connection.execute(insert(WORD).from_select(["text", "uses"], new.order_by(text)))
    standing = select(WORD.c.id, words.c.id).join(WORD, WORD.c.text == words.c.word)
    connection.execute(insert(POSTING).from_select(["word_id", "text_id"], standing.order_by(WORD.c.id, words.c.id)))


def _add_places(connection: Connection, searched: Searched) -> None:
    """Say of each text whose it is, in the order in which that is stored: millions of rows in any other take long."""
    place = _places(searched).subquery()
    known = select(PLACE.c.text_id).where(PLACE.c.text_id == place.c.id, PLACE.c.node_id == place.c.node_id).exists()
    new = select(place.c.id, place.c.node_id).where(~known).group_by(place.c.id, place.c.node_id)
    ordered = new.having(func.max(place.c.id).is_not(None)).order_by(place.c.id, place.c.node_id)
    connection.execute(insert(PLACE).from_select(["text_id", "node_id"], ordered))


def _places(searched: Searched) -> Select[Any]:
    """The entry of each text in the index, if it has one, with whose the text is.

    The outer join, and the look at the group as a whole, keep SQLite from looking every entry up among the texts.
    """
    rows = searched.rows().subquery()
    same = (TEXT.c.kind == searched.kind) & (TEXT.c.field == searched.field) & (TEXT.c.text == rows.c.text)
    return select(TEXT.c.id, rows.c.node_id).select_from(rows.outerjoin(TEXT, same))


def _drop_places(connection: Connection, searched: Sequence[Searched]) -> None:
    """Forget whose a text was; `searched` are all columns of one kind and field."""
    stands = (
        each.rows().where(each.owner == PLACE.c.node_id, each.text == TEXT.c.text).correlate(PLACE, TEXT).exists()
        for each in searched
    )
    chosen = (TEXT.c.kind == searched[0].kind, TEXT.c.field == searched[0].field)
    query = select(PLACE).join(TEXT, TEXT.c.id == PLACE.c.text_id).where(*chosen, *(~each for each in stands))
    stale = [{"text": text, "node": node} for text, node in connection.execute(query)]
    if stale:
        same = (PLACE.c.text_id == bindparam("text"), PLACE.c.node_id == bindparam("node"))
        connection.execute(delete(PLACE).where(*same), stale)


def _drop_texts(connection: Connection) -> None:
    """Take out the texts that are nobody's any more."""
    idle = ~select(PLACE.c.text_id).where(PLACE.c.text_id == TEXT.c.id).exists()
    words = _words_of(connection, idle)
    standing = select(WORD.c.id, words.c.id).join(WORD, WORD.c.text == words.c.word)
    connection.execute(delete(POSTING).where(tuple_(POSTING.c.word_id, POSTING.c.text_id).in_(standing)))
    connection.execute(delete(TEXT).where(idle))


def _count_uses(connection: Connection) -> None:
    """Count in how many texts each word stands, and drop those that stand in none."""
    used = select(POSTING.c.word_id, func.count().label("uses")).group_by(POSTING.c.word_id).subquery()
    differing = (used.c.word_id == WORD.c.id) & (used.c.uses != WORD.c.uses)
    connection.execute(update(WORD).values(uses=used.c.uses).where(differing))
    connection.execute(delete(WORD).where(~select(POSTING.c.word_id).where(POSTING.c.word_id == WORD.c.id).exists()))
