"""Search the slow way: every text of every record is looked at, and the hits are sorted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from db.currency import DIGITS
from db.search import SearchField, SearchKind
from engine.question import question
from schema.entity import ENTITIES
from schema.folding import indexed_words
from schema.search import COUNTED, HIT, LABELS, SEARCHED, Searched, rank, type_of
from tests.engine.paging import part_of
from tests.engine.tables import Order, Record, Row, Tables

ORDER = Order("Search", ((HIT.c.level, True), (HIT.c.text_id, False), (HIT.c.node_id, False)))


@dataclass(frozen=True)
class Text:
    """A text that is searched, and the records whose it is."""

    number: int
    kind: SearchKind
    field: SearchField
    text: str
    words: tuple[str, ...]
    nodes: set[int]


@dataclass(frozen=True)
class PlainSearch:
    """Searches the rows of one database."""

    tables: Tables

    def page(self, query: str, kinds: Sequence[str] | None = None, **given: Any) -> Row:
        """One page of hits, which are counted to a thousand."""
        found = self.hits(query, kinds)
        return {**part_of(found, ORDER, **given), "totalCount": min(len(found), COUNTED)}

    def hits(self, query: str, kinds: Sequence[str] | None) -> list[Record]:
        """Every record that is hit, at its best place, the best first."""
        asked, mended = question(query).words, {}
        for word in asked:
            if not any(begins(known, word) for known in self.uses):
                mended[word] = self.mended(word)
        if None in mended.values():
            return []
        wanted = [mended.get(word) or word for word in asked]
        found: dict[int, tuple[int, Text]] = {}
        for text in sorted(self.texts, key=lambda each: each.number):
            level = level_of(text, wanted, mended)
            if level is not None and (kinds is None or text.kind in kinds):
                for node in text.nodes:
                    if node not in found or found[node][0] < level:
                        found[node] = level, text
        told = ",".join(each for each in mended.values() if each) or None
        return [self.hit(node, *place, told) for node, place in found.items()]

    def hit(self, node: int, level: int, text: Text, mended: str | None) -> Record:
        values = {"level": level, "text_id": text.number, "node_id": node, "mended": mended, "text": text.text}
        score = level * 1000 + 999 - rank(text.field, len(text.words))
        values |= {"kind": text.kind.value, "field": text.field.value, "score": score}
        return Record("SearchHit", values | {"label": self.label(text.kind, node)})

    def label(self, kind: SearchKind, node: int) -> str:
        (row,) = self.tables.where(ENTITIES[type_of(kind)].table.c.id, node)
        columns = [*(column.name for column in LABELS[kind]), "slug"]
        return next(str(row[name]) for name in columns if row[name] is not None)

    def mended(self, word: str) -> str | None:
        """The most used word that one typing error away is written somewhere."""
        near = [known for known in self.uses if word.isalpha() and len(word) > 3 and one_error_apart(word, known)]
        return min(near, key=lambda each: (-self.uses[each], each), default=None)

    @cached_property
    def uses(self) -> Counter[str]:
        return Counter(word for text in self.texts for word in text.words)

    @cached_property
    def texts(self) -> list[Text]:
        """All texts, numbered as in an index that was made at once."""
        found: dict[tuple[SearchKind, SearchField, str], Text] = {}
        for searched in SEARCHED:
            rows = sorted(self.rows(searched), key=lambda row: row[0])
            for text, node in rows:
                key = searched.kind, searched.field, text
                if key not in found and (words := tuple(indexed_words(text))):
                    place = rank(searched.field, len(words)) << 5 | list(SearchKind).index(searched.kind)
                    found[key] = Text(place << 32 | len(found) + 1, *key, words, set())
                if key in found:
                    found[key].nodes.add(node)
        return list(found.values())

    def rows(self, searched: Searched) -> Iterator[tuple[str, int]]:
        records = {row["id"] for row in self.tables.rows[ENTITIES[type_of(searched.kind)].table.name]}
        for row in self.tables.rows[searched.column.table.name]:
            value, node = row[searched.column.name], row[searched.owner.name]
            if value is not None and node in records and self.stands(searched, row):
                yield printed(row) if searched.field is SearchField.AMOUNT else value[:500], node

    def stands(self, searched: Searched, row: Row) -> bool:
        """Whether a name is a former one or not, and a wording that of a title or not, as the field has it."""
        if searched.only is None:
            return True
        if "field" in row:
            return bool(row["field"] == searched.field)
        names = self.tables.where(searched.owner, row["subject_id"])
        began = [each["valid_from"] for each in names if each["valid_from"] is not None]
        former = row["valid_to"] is not None and any(start >= row["valid_to"] for start in began)
        return former is (searched.field is SearchField.FORMER_NAME)


def level_of(text: Text, wanted: Iterable[str], mended: Mapping[str, Any]) -> int | None:
    """How well a text fits: 2 with all words, 1 with their beginnings, 0 with mended words; None if it does not."""
    meant = set(mended.values())
    if not all(any(known == word if word in meant else begins(known, word) for known in text.words) for word in wanted):
        return None
    if meant:
        return 0
    return 2 if set(wanted) <= set(text.words) else 1


def begins(known: str, word: str) -> bool:
    return known.startswith(word) if len(word) > 2 else known == word


def one_error_apart(one: str, other: str) -> bool:
    """Whether a letter is too many, missing, wrong, or changed its place with the next."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def printed(row: Row) -> str:
    """An amount in digits."""
    return f"{Decimal(row['value_amount']).scaleb(-DIGITS[row['value_currency']]):f} {row['value_currency']}"
