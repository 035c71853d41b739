"""Reading one value: each function takes the text of a file and returns what the columns hold.

Every one raises WrongValueError, which says what is wrong and how it would be right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Context, Decimal, Inexact
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from db.check import CONTROL, LARGEST, LARGEST_COUNT, LONGEST_INDEXED, LONGEST_SLUG, SLUG, SLUG_FORM
from db.codes import Code, Precision, Qualifier
from db.currency import DIGITS
from exchange.problems import WrongValueError, one_of

DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
AMOUNT = re.compile(r"(-?)([0-9]{1,40})(?:\.([0-9]{1,40}))?")
EXACTLY = Context(prec=100, traps=[Inexact])
MONEY_FORM = "write an amount and its currency, such as 1500000 KZT, or a qualifier before it, such as ABOUT 1.5 USD"


def text(value: str, form: TypeAdapter[str], told: str | None, *, indexed: bool = False) -> str:
    """Words, in the form that the table asks for, which is told to whoever wrote another."""
    if CONTROL.search(value):
        raise WrongValueError("has a control character in it", "take it out")
    if indexed and len(value) > LONGEST_INDEXED:
        raise WrongValueError(f"is longer than {LONGEST_INDEXED} characters", "shorten it")
    try:
        return form.validate_python(value)
    except ValidationError as error:
        raise WrongValueError("has the wrong form", f"write {told}") from error


def slug(value: str) -> str:
    """The key of a record in words."""
    if not SLUG.fullmatch(value):
        raise WrongValueError("is not a slug", SLUG_FORM)
    if len(value) > LONGEST_SLUG:
        raise WrongValueError(f"is longer than {LONGEST_SLUG} characters", "shorten it")
    return value


def whole_number(value: str) -> int:
    """A count."""
    if not re.fullmatch(r"[0-9]{1,10}", value) or int(value) > LARGEST_COUNT:
        raise WrongValueError("is not a count", f"write a whole number from 0 to {LARGEST_COUNT} in digits alone")
    return int(value)


def code(value: str, codelist: type[Code]) -> Code:
    """A value of a codelist."""
    known = codes(codelist)
    if value not in known:
        raise WrongValueError(f"is not a value of {codelist.__name__}", one_of(value, known))
    return known[value]


@cache
def codes(codelist: type[Code]) -> dict[str, Code]:
    """The values of a codelist by their text."""
    return {str(each): each for each in codelist}


def day(value: str) -> tuple[date, Precision]:
    """The first day that a date may be, and how much of it is known: `2019`, `2019-08` or `2019-08-31`."""
    if not DAY.fullmatch(value):
        raise WrongValueError("is not a date", "write 2019-08-31, or 2019-08 or 2019 if no more is known")
    try:
        first = date.fromisoformat((value + "-01-01")[:10])
    except ValueError as error:
        raise WrongValueError("is not in the calendar", "write a year, month and day that exist") from error
    return first, {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(value)]


def money(value: str) -> tuple[int, str, Code]:
    """Minor units, currency and qualifier of `[QUALIFIER] AMOUNT CURRENCY`, the amount in major units."""
    words = value.split()
    if len(words) not in {2, 3} or not (amount := AMOUNT.fullmatch(words[-2])):
        raise WrongValueError("is not a sum of money", f"{MONEY_FORM}; no spaces or commas inside the number")
    qualifier = code(words[0], Qualifier) if len(words) == 3 else Qualifier.EXACT
    unit = currency(words[-1], f"is in {words[-1]!r}, which is not a currency of ISO 4217")
    return minor_units(amount, unit), unit, qualifier


def currency(value: str, wrong: str = "is not a currency of ISO 4217") -> str:
    """The code of a currency."""
    if value not in DIGITS:
        raise WrongValueError(wrong, one_of(value, DIGITS))
    return value


def minor_units(amount: re.Match[str], of: str) -> int:
    """Whole tiyn, cents and the like; nothing is rounded."""
    minus, _, decimals = amount.groups()
    digits = DIGITS[of]
    if minus:
        raise WrongValueError("is negative", "write an amount of zero or more")
    if decimals and len(decimals) > digits:
        wrong = f"has more decimals than {of}, which has {digits}"
        raise WrongValueError(wrong, "write what can be paid, and keep the figure as printed in a claim")
    minor = int(Decimal(amount.group()).scaleb(digits, EXACTLY))
    if minor > LARGEST:
        wrong = f"is more than {Decimal(LARGEST).scaleb(-digits, EXACTLY)} {of}, the most that can be stored"
        raise WrongValueError(wrong, "check the number of digits")
    return minor


def typed(value: str, types: Sequence[str]) -> tuple[str, str]:
    """Type and slug of a record of any kind."""
    name, _, rest = value.partition(" ")
    if not rest:
        raise WrongValueError(
            "names a record without its type", f"write the type before it, such as {types[0]} {value}"
        )
    if name not in types:
        raise WrongValueError(f"is of the type {name!r}, which does not fit here", one_of(name, types))
    return name, rest.strip()


def parsed(value: str, form: str) -> dict[str, Any]:
    """The keys of a form such as `{source}#{locator}`; the last takes the rest."""
    names = re.findall(r"{(\w+)}", form)
    pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(form))
    found = re.fullmatch(pattern, value)
    if found is None:
        shape = form.format(**{name: name.upper() for name in names})
        raise WrongValueError(f"has not the form {shape}", f"write {' and '.join(names)}, as in {shape}")
    return {name: part.strip() for name, part in found.groupdict().items()}
