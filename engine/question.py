"""A search as it is read: the words that are looked up, and what they may be misspellings of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from engine.errors import SearchError
from schema.folding import misspellings, words
from schema.search import LONGEST_QUESTION, MOST_WORDS

SHORTEST_BEGINNING = 3  # letters; fewer begin too many words
LAST = "~"  # a sign after all those of folded words


@dataclass(frozen=True, slots=True)
class Question:
    """The words of a search, what they may begin, and what they may be misspellings of."""

    words: list[str]
    lasts: list[str]
    misspelt: list[str]
    meant: list[str]


@lru_cache(200)
def question(text: str) -> Question:
    """Read a search; raises SearchError if it holds no words, or more than may be asked."""
    if len(text) > LONGEST_QUESTION:
        raise SearchError(f"query has {len(text)} letters; ask for {LONGEST_QUESTION} at most")
    found = words(text)
    found = [word for word in found if len(word) >= SHORTEST_BEGINNING or not word.isalpha()] or found
    if not found:
        raise SearchError(f"query {text!r} holds no letter or digit; ask for a name, a word or a number")
    if len(found) > MOST_WORDS:
        raise SearchError(f"query has {len(found)} words; ask for {MOST_WORDS} at most")
    pairs = [(word, meant) for word in found for meant in misspellings(word)]
    return Question(
        found,
        [word + LAST if len(word) >= SHORTEST_BEGINNING else word for word in found],
        [word for word, _ in pairs],
        [meant for _, meant in pairs],
    )


def part(name: str, text: str) -> list[str]:
    """One of the lists that a search becomes."""
    found: list[str] = getattr(question(text), name)
    return found
