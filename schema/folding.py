"""Words as search compares them: one spelling for what people write in several ways.

Cyrillic and Latin, Kazakh, Russian and English, capital and small, with and without marks become small Latin letters;
letters that are written now this way, now that way, become one. Both what is asked and what is found goes through here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from string import ascii_lowercase

from anyascii import anyascii

LONGEST_WORD = 40  # letters
SHORTEST_MENDED = 4  # letters; one error in fewer makes another word
KAZAKH_LATIN = {"ş": "sh", "Ş": "sh", "ç": "ch", "Ç": "ch", "ý": "u", "Ý": "u"}  # elsewhere they lose their marks
ONE_SPELLING = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("shch|sch", "sh"),
        ("kh", "h"),
        ("zh", "j"),
        ("gh", "g"),
        ("ng", "n"),
        ("q", "k"),
        ("x", "ks"),
        ("y", "i"),
        ("^ie", "e"),  # Yesil, Есіл
        ("(?<=[aeou])ie", "e"),  # Tokayev, Токаев
        (r"([a-z])\1+", r"\1"),
    )
)
GROUPS = re.compile(r"(?<![\w.,])[1-9]\d{0,2}(?:[ ,.]\d{3})+(?!\d)")  # 270 148 000 000
DECIMAL = re.compile(r"(?<![\w.,])(\d+)(?:\.(\d+)|,(\d{1,2}))(?![.,]?\w)")  # 402.55
DIGIT = re.compile(r"\d")
WORD = re.compile(r"\w+")
COMPOUND = re.compile(r"[a-z]+(?:-[a-z]+)+")


class Letters(dict[int, str]):
    """Small Latin letters for every sign, worked out when a sign is first met."""

    def __missing__(self, sign: int) -> str:
        self[sign] = anyascii(chr(sign)).lower().replace("'", "").replace("_", " ")
        return self[sign]


LETTERS = Letters({ord(sign): letters for sign, letters in KAZAKH_LATIN.items()})


def words(text: str) -> list[str]:
    """The words and numbers of a text, folded, each once. A number has no signs between its thousands."""
    return list(dict.fromkeys(_words(_latin(text))))


def indexed_words(text: str) -> list[str]:
    """The same for a text to be found; what has hyphens also as one word: Nur-Sultan is found as Nursultan."""
    latin = _latin(text)
    joined = COMPOUND.findall(latin) if "-" in latin else ()
    return list(dict.fromkeys([*_words(latin), *(spelled(each.replace("-", "")) for each in joined)]))


def misspellings(word: str) -> list[str]:
    """The words that one typing error could have turned into this one; of numbers and short words there are none."""
    if len(word) < SHORTEST_MENDED or not word.isalpha():
        return []
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = [before + after[1:] for before, after in halves if after]
    found += [before + after[1] + after[0] + after[2:] for before, after in halves if len(after) > 1]
    found += [before + letter + after[1:] for before, after in halves if after for letter in ascii_lowercase]
    found += [before + letter + after for before, after in halves for letter in ascii_lowercase]
    return sorted(set(found) - {word})


@lru_cache(200_000)
def spelled(word: str) -> str:
    """A word of Latin letters in the one spelling; it is the same when spelled again."""
    before = ""
    while word != before:
        before = word
        for pattern, letters in ONE_SPELLING:
            word = pattern.sub(letters, word)
    return word[:LONGEST_WORD].rstrip("_").replace("_", ".")


def _latin(text: str) -> str:
    latin = unicodedata.normalize("NFKC", text).translate(LETTERS)
    if not DIGIT.search(latin):
        return latin
    latin = GROUPS.sub(lambda found: re.sub("[ ,.]", "", found[0]), latin)
    return DECIMAL.sub(_decimal, latin)


def _decimal(found: re.Match[str]) -> str:
    """A number with an underscore before its decimals, none of which is a zero at the end."""
    return f"{found[1]}_{found[2] or found[3]}".rstrip("0").rstrip("_")


def _words(latin: str) -> list[str]:
    return [word[:LONGEST_WORD] if word.isdecimal() else spelled(word) for word in WORD.findall(latin)]
