"""What a search finds, as one statement over the index of words.

The word of the question that stands in the fewest texts leads: its texts are read in the order of their worth until the
page is full, and each must hold the other words too. First those in which every word stands as it was asked, then those
in which some word only begins so. A record is hit once, at its best place.
"""

from __future__ import annotations

from functools import cached_property, partial

from sqlalchemy import MetaData, Table

from db.node import records
from db.search import KIND_BITS, SERIAL_BITS, SearchKind
from db.table import table_of
from engine.dialect import Dialect
from engine.fields import Asked
from engine.jsontext import literal
from engine.order import Key, Order
from engine.page import Page, Record, window_of
from engine.pages import Writer
from engine.question import part
from engine.sql import Row, Source, Statement
from schema.entity import ENTITIES
from schema.kinds import Search
from schema.search import COUNTED, LABELS, type_of

ORDER = Order("Search", (Key("level", "int", True), Key("text_id", "int", False), Key("node_id", "int", False)))
WHOLE, BEGUN, MENDED = 2, 1, 0  # levels of hits
MOST_BEGINNINGS = 1_000  # words that begin like one that was asked, in the order of letters ...
MOST_ENDINGS = 100  # ... whose texts are read: those that stand in most texts
MOST_TEXTS = 5_000  # texts of a word, the best first, that are looked through for others
MOST_HIDDEN = 200  # records of one text that were all hit at a better place, before the text is passed over
ALL = 2**62  # more than the number of any text
NOWHERE = "-"  # a sign of no folded text
POSSIBLE = {  # what the words alone tell of a level: without it thousands of texts would be read for nothing
    WHOLE: "(SELECT count(*) FROM found WHERE text = asked) = (SELECT count(*) FROM asked)",
    BEGUN: "EXISTS (SELECT 1 FROM meant WHERE text <> asked)",
}
KINDS = [kind.value for kind in SearchKind]
COUNTING = Table("counted", MetaData())


def search(statement: Statement, declared: Search, asked: Asked, record: Record) -> str:
    """The statement of a search: its words, the texts that they lead to, and one page of their records."""
    given = statement.arguments("Query", asked)
    entity, window = ENTITIES[declared.target], window_of(statement, given)
    page = Hits(statement, entity, declared, None, given, window, ORDER, window.size, 1, list(statement.path))
    fields, row = statement.collector.collect(f"{entity.name}Connection", asked.selections), statement.row()
    json = Writer(page, fields, record, row, row).json()
    counted = any(each.name == "totalCount" for each in fields.values())
    tables = [*page.words(), *page.texts(), *([page.counted()] if counted else [])]
    return f"WITH {','.join(tables)} SELECT {json}"


class Hits(Page):
    """One page of the records that a search finds.

    Its statement speaks of texts as `t`, of their records as `p`, of other texts of the same records as `b`.
    """

    def rows(self, row: Row) -> Source:
        """What there is to count."""
        return Source(row, COUNTING)

    def limited(self, columns: set[str], look_ahead: bool) -> str:
        """The hits of this page."""
        chosen = ",".join(f"{self.column(name)} AS {name}" for name in sorted(columns))
        hits = "hits h CROSS JOIN search_text x WHERE x.id = h.text_id"
        return (
            f"SELECT {chosen} FROM {hits} ORDER BY h.level DESC,h.text_id,h.node_id"
            f" LIMIT {self.window.size + look_ahead}"
        )

    def column(self, name: str) -> str:
        """One column of a hit."""
        if name == "score":
            return f"h.level*1000+999-(h.text_id >> {KIND_BITS + SERIAL_BITS})"
        if name == "label":
            return f"CASE x.kind{''.join(label(kind) for kind in SearchKind)} END"
        if name == "mended":
            return f"(SELECT nullif({self.statement.dialect.joined('m.text', 'm.place')},'') FROM mended m)"
        return f"{'x' if name in {'kind', 'field', 'text'} else 'h'}.{name}"

    @cached_property
    def marked(self) -> tuple[str, str, str] | None:
        """Level, text and record of the hit after which the page begins."""
        after = self.window.after
        if after is None:
            return None
        level, text, node = (self.statement.bind(after, "int", partial(ORDER.value, at=place)) for place in range(3))
        return level, text, node

    def words(self) -> list[str]:
        """What was asked, which words of the index that may mean, and which asked word stands in the fewest texts."""
        dialect = self.statement.dialect
        asked, last, misspelt, meant = (
            self.statement.bind(self.given["query"], "texts", partial(part, name))
            for name in ("words", "lasts", "misspelt", "meant")
        )
        near = (
            "SELECT pair.one,w.id,w.text,w.uses,"
            "row_number() OVER (PARTITION BY pair.one ORDER BY w.uses DESC,w.text) AS n"
            f" FROM {dialect.pairs(misspelt, meant)} CROSS JOIN search_word w"
            " WHERE w.text = pair.two AND NOT EXISTS (SELECT 1 FROM found f WHERE f.asked = pair.one)"
        )
        beginning = (
            "SELECT id AS value FROM search_word WHERE text BETWEEN a.word AND a.last"
            f" ORDER BY text LIMIT {MOST_BEGINNINGS}"
        )
        begun = f"CASE WHEN a.last = a.word THEN {alone('a.word')} ELSE ' '||a.word END"
        whole = f"CASE WHEN EXISTS (SELECT 1 FROM mended) THEN '{NOWHERE}' ELSE {alone('a.word')} END"
        known = "(SELECT count(DISTINCT m.asked) FROM meant m) = (SELECT count(*) FROM asked)"
        return [
            "asked AS MATERIALIZED (SELECT pair.one AS word,pair.two AS last,pair.place"
            f" FROM {dialect.pairs(asked, last)})",
            "found AS MATERIALIZED (SELECT a.word AS asked,w.id,w.text,w.uses FROM asked a"
            f" CROSS JOIN {dialect.each(beginning, 'n')} CROSS JOIN search_word w WHERE w.id = n.value)",
            "mended AS MATERIALIZED (SELECT a.word AS asked,a.place,n.id,n.text,n.uses"
            f" FROM ({near}) n CROSS JOIN asked a WHERE n.n = 1 AND a.word = n.one)",
            "meant AS MATERIALIZED (SELECT asked,id,text,uses FROM found"
            " UNION ALL SELECT asked,id,text,uses FROM mended)",
            f"wanted AS MATERIALIZED (SELECT coalesce({alone('m.text')},{begun}) AS begun,{whole} AS whole"
            " FROM asked a LEFT JOIN mended m ON m.asked = a.word)",
            f"rarest AS MATERIALIZED (SELECT m.asked FROM meant m WHERE {known}"
            " GROUP BY m.asked ORDER BY sum(m.uses),m.asked LIMIT 1)",
            "ending AS MATERIALIZED (SELECT m.id,m.text FROM meant m CROSS JOIN rarest l"
            f" WHERE m.asked = l.asked ORDER BY m.uses DESC,m.text LIMIT {MOST_ENDINGS})",
        ]

    def texts(self) -> list[str]:
        """The best texts, and of each its records: no more than the page may show."""
        size, found = self.window.size + 1, "(SELECT count(*) FROM whole_text)"
        word = "(SELECT f.id FROM found f CROSS JOIN rarest l WHERE f.asked = l.asked AND f.text = f.asked)"
        begun = self.dialect.each(self.text("e.id", BEGUN, f"{size}-{found}"), "n")
        return [
            f"whole_text AS MATERIALIZED (SELECT value AS id FROM ({self.text(word, WHOLE, str(size))}) n)",
            f"begun_text AS MATERIALIZED (SELECT DISTINCT n.value AS id FROM ending e CROSS JOIN {begun}"
            f" ORDER BY id LIMIT {size}-{found})",
            f"hits AS MATERIALIZED ({self.records('whole_text', WHOLE)} UNION ALL {self.records('begun_text', BEGUN)})",
        ]

    def text(self, word: str, level: int, size: str) -> str:
        """The best texts of a level in which a word of the index stands, and which the page has not passed yet."""
        places = f"SELECT node_id FROM search_place WHERE text_id = t.id{self.further(level)} ORDER BY node_id"
        some = f"EXISTS (SELECT 1 FROM ({places} LIMIT {MOST_HIDDEN}) p WHERE {self.first_hit(level)})"
        wanted = [POSSIBLE[level], self.standing(word, level), "t.id = w.text_id", self.fits("t", level), some]
        if level == BEGUN:
            wanted.append(f"NOT {self.fits('t', WHOLE)}")
        source = "search_posting w CROSS JOIN search_text t"
        return f"SELECT t.id AS value FROM {source} WHERE {' AND '.join(wanted)} ORDER BY w.text_id LIMIT {size}"

    def standing(self, word: str, level: int | None) -> str:
        """The texts in which a word stands, from where the page begins; where there are other words, only the best."""

        def texts(alias: str) -> str:
            wanted = [f"{alias}.word_id = {word}", *self.among_kinds(f"{alias}.text_id")]
            if self.marked is not None and level is not None:
                marked_level, text, _ = self.marked
                start = f"CASE WHEN {marked_level} > {shown(level)} THEN 0 ELSE {text} END"
                wanted.append(f"{marked_level} >= {shown(level)} AND {alias}.text_id >= {start}")
            return " AND ".join(wanted)

        last = (
            f"SELECT s.text_id FROM search_posting s WHERE {texts('s')} ORDER BY s.text_id LIMIT 1 OFFSET {MOST_TEXTS}"
        )
        several = f"CASE WHEN (SELECT count(*) FROM asked) > 1 THEN ({last}) END"
        return f"{texts('w')} AND w.text_id < coalesce({several},{ALL})"

    def records(self, texts: str, level: int) -> str:
        """The records of texts of a level that are hit first there."""
        wanted = f"p.text_id = t.id{self.further(level).replace('node_id', 'p.node_id')} AND {self.first_hit(level)}"
        numbers = (
            f"SELECT p.node_id AS value FROM search_place p WHERE {wanted} ORDER BY p.node_id"
            f" LIMIT {self.window.size + 1}"
        )
        source = f"{texts} t CROSS JOIN {self.dialect.each(numbers, 'n')}"
        return f"SELECT {shown(level)} AS level,t.id AS text_id,n.value AS node_id FROM {source}"

    def counted(self) -> str:
        """All hits, as far as they are counted; here the first text of a record is as good as its best."""
        other = f"{self.dialect.place_of('t.folded', alone('o.text'))} > 0"
        wanted = [
            f"{self.standing('e.id', None)} AND t.id = w.text_id AND p.text_id = t.id",
            self.fits("t", BEGUN),
            f"NOT EXISTS (SELECT 1 FROM ending o WHERE o.id < e.id AND {other})",  # a text that several words lead to
            self.first_hit(None),
        ]
        if self.marked is None:
            wanted.insert(0, "EXISTS (SELECT 1 FROM hits)")  # of what has no first page there is nothing to count
        source = "ending e CROSS JOIN search_posting w CROSS JOIN search_text t CROSS JOIN search_place p"
        return f"counted AS MATERIALIZED (SELECT 1 FROM {source} WHERE {' AND '.join(wanted)} LIMIT {COUNTED})"

    @property
    def dialect(self) -> Dialect:
        return self.statement.dialect

    def fits(self, text: str, level: int) -> str:
        """Whether all words of the question stand in a text; at the lower level only their beginnings need to."""
        column = "whole" if level == WHOLE else "begun"
        return self.dialect.holds_all(f"{text}.folded", f"q.{column}", "wanted q")

    def first_hit(self, level: int | None) -> str:
        """Whether a record is not hit in a better text: of a higher level, or before this one in the same."""
        before = f"o.text_id < t.id AND {self.fits('b', level or BEGUN)}"
        better = f"({before} OR {self.fits('b', WHOLE)})" if level == BEGUN else before
        texts = "search_place o CROSS JOIN search_text b"
        return f"NOT EXISTS (SELECT 1 FROM {texts} WHERE o.node_id = p.node_id AND b.id = o.text_id AND {better})"

    def further(self, level: int) -> str:
        """The condition for records of a text that the page has not passed yet."""
        if self.marked is None:
            return ""
        marked_level, text, node = self.marked
        return f" AND node_id > CASE WHEN t.id = {text} AND {marked_level} = {shown(level)} THEN {node} ELSE -1 END"

    def among_kinds(self, number: str) -> list[str]:
        """The condition for texts of the kinds that were asked for, by their numbers alone."""
        kinds = self.given.get("kinds")
        if kinds is None or kinds.value is None:
            return []
        places = ",".join(str(KINDS.index(kind)) for kind in kinds.value) or "NULL"
        return [f"(({number} >> {SERIAL_BITS}) & {2**KIND_BITS - 1}) IN ({places})"]


def shown(level: int) -> str:
    """The level as hits show it."""
    return str(WHOLE) if level == WHOLE else f"CASE WHEN EXISTS (SELECT 1 FROM mended) THEN {MENDED} ELSE {BEGUN} END"


def alone(word: str) -> str:
    """A word as it stands in a folded text."""
    return f"' '||{word}||' '"


def label(kind: SearchKind) -> str:
    """A branch that tells what a record of a kind is called."""
    table = table_of(records()[type_of(kind)]).name
    called = ",".join(f"r.{column.name}" for column in LABELS[kind])
    return (
        f' WHEN {literal(kind.value)} THEN (SELECT coalesce({called},r.slug) FROM "{table}" r WHERE r.id = h.node_id)'
    )
