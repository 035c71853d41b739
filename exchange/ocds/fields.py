"""The fields of a release, read as what the standard says they are; what cannot be that is noted with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple

from anyascii import anyascii

from db.check import CONTROL, LARGEST, LONGEST_INDEXED, LONGEST_SLUG
from db.codes import Code, Precision
from db.currency import DIGITS
from db.layout import Values
from exchange.ocds.releases import Tree
from exchange.problems import Place, Problems, WrongValueError, one_of
from exchange.values import EXACTLY, codes, day

TIMESTAMP = re.compile(r"([0-9]{4}(?:-[0-9]{2}){0,2})(?:[T ][0-9:.]*)? ?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?")
MADE = 12  # hexadecimal digits of a digest
LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")
NO_SLUG = re.compile(r"[^a-z0-9._-]+")


class Sum(NamedTuple):
    """Money as a publisher prints it; `amount` is in minor units, None if it has more decimals than the currency."""

    amount: int | None
    currency: str
    printed: Decimal

    def __str__(self) -> str:
        return f"{self.printed:f} {self.currency}"


@dataclass(frozen=True, slots=True)
class Fields:
    """An object of a release, and where it stands in it."""

    tree: Tree
    place: Place
    problems: Problems

    def __bool__(self) -> bool:
        return bool(self.tree)

    def inner(self, name: str) -> Fields:
        """The object of this name, without fields if there is none."""
        found = self.tree.get(name)
        return Fields(found if isinstance(found, dict) else {}, self._at(name), self.problems)

    def objects(self, name: str) -> list[Fields]:
        """The objects of a list; one alone, where a publisher leaves the list out."""
        found = self.tree.get(name)
        if isinstance(found, dict):
            return [each] if (each := self.inner(name)) else []
        listed = found if isinstance(found, list) else []
        items = ((number, each) for number, each in enumerate(listed) if isinstance(each, dict) and each)
        return [Fields(each, self._at(f"{name}[{number}]"), self.problems) for number, each in items]

    def text(self, *names: str) -> str | None:
        """Words, or a number as words, of the first of the names that has some."""
        for name in names:
            found = self.tree.get(name)
            if isinstance(found, (str, int, Decimal)) and not isinstance(found, bool):
                words = CONTROL.sub(" ", str(found)).strip()
                if words:
                    return words
        return None

    def texts(self, name: str) -> list[str]:
        """The words of a list, or of a field that should be one."""
        found = self.tree.get(name)
        listed = found if isinstance(found, list) else [found]
        return [str(each) for each in listed if isinstance(each, (str, int)) and each != ""]

    def translated(self, name: str) -> Iterator[tuple[str, str]]:
        """Language and words of what stands beside a field as `title_es`."""
        for each in self.tree:
            if each.startswith(f"{name}_") and (found := language(each.removeprefix(f"{name}_"))):
                words = self.text(each)
                if words:
                    yield found, words

    def count(self, name: str) -> int | None:
        """A whole number that a publisher may have written as words."""
        found = self.text(name)
        return int(found) if found and re.fullmatch(r"[0-9]{1,9}", found) else None

    def code(self, name: str, codelist: type[Code]) -> Code | None:
        """A value of the standard's codelist; None for one of the publisher's own."""
        found = self.text(name)
        return codes(codelist).get(found.upper()) if found else None

    def day(self, *names: str, to: str) -> Values:
        """The columns of a date: a day, or a month or year if no more is given."""
        found: tuple[date | None, Precision | None] = (None, None)
        for name in names:
            if (printed := self.text(name)) and printed != "None":
                found = self._day(name, printed) or found
                break
        return {to: found[0], f"{to}_precision": found[1]}

    def _day(self, name: str, printed: str) -> tuple[date, Precision] | None:
        match = TIMESTAMP.fullmatch(printed)
        try:
            if not match:
                raise WrongValueError("is not a date and time", "write 2018-01-31T12:00:00Z, or 2018-01-31")
            return day(match[1])
        except WrongValueError as error:
            self.wrong(name, printed, error.wrong, error.mend)
            return None

    def money(self, name: str) -> Sum | None:
        """An amount with its currency, in any case; None if it is not known."""
        value = self.inner(name)
        amount, currency = value.tree.get("amount"), (value.text("currency") or "").upper()
        if amount in (None, "") or not currency:
            return None
        if isinstance(amount, bool) or not isinstance(amount, (int, Decimal)):
            value.wrong("amount", amount, "is not a number", "write the amount in digits, without quotation marks")
        elif amount < 0:
            value.wrong("amount", amount, "is negative", "write an amount of zero or more")
        elif currency not in DIGITS:
            value.wrong("currency", value.tree["currency"], "is not a currency of ISO 4217", one_of(currency, DIGITS))
        else:
            return value.sum_of(Decimal(amount), currency)
        return None

    def sum_of(self, amount: Decimal, currency: str) -> Sum | None:
        """A sum in the currency's minor units, never rounded."""
        minor = amount.scaleb(DIGITS[currency], EXACTLY)
        if minor > LARGEST:
            self.wrong("amount", amount, "is more than can be stored", "check the number of digits")
            return None
        return Sum(int(minor) if minor == minor.to_integral_value() else None, currency, amount)

    def wrong(self, name: str, value: object, wrong: str, mend: str) -> None:
        """Note what is wrong with a field."""
        self.problems.add(self._at(name), value, wrong, mend)

    def _at(self, name: str) -> Place:
        return Place(self.place.file, self.place.line, self.place.column, f"{self.place.path}/{name}".lstrip("/"))


def cut(words: str) -> str:
    """Words as long as an index holds; whole they stand in the release."""
    return words if len(words) <= LONGEST_INDEXED else f"{words[: LONGEST_INDEXED - 1]}…"


def bids(release: Fields) -> list[Fields]:
    """The bids, where the extension has them or in a list of their own."""
    listed = isinstance(release.tree.get("bids"), list)
    return release.objects("bids") if listed else release.inner("bids").objects("details")


def language(printed: str | None) -> str | None:
    """The two letters of a language, in whatever form a publisher writes it."""
    match = LANGUAGE.fullmatch(printed or "")
    return match[1].upper() if match else None


def slug_of(*words: Any) -> str:
    """What keys of a publisher are as a slug; a digest stands behind where letters were lost."""
    printed = "/".join(str(word) for word in words)
    parts = [NO_SLUG.sub("-", anyascii(str(word)).lower()).strip("-._") for word in words]
    slug = "/".join(part for part in parts if part)
    if slug == printed.lower() and len(slug) <= LONGEST_SLUG:
        return slug
    kept = slug[: LONGEST_SLUG - MADE - 1].rstrip("-/")
    return f"{kept}-{digest_of(printed)}" if kept else digest_of(printed)


def digest_of(words: str) -> str:
    """Some digits that tell a text from others."""
    return sha256(words.encode()).hexdigest()[:MADE]
