"""JSON, read strictly: a key once in an object, numbers with all their digits, whole characters."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from msgspec.json import Encoder

from exchange.problems import WrongValueError

LONGEST_NUMBER = 40  # characters
JSON = Encoder(decimal_format="number")  # the digits of a number are kept


def parsed(text: str) -> Any:
    """The value of a JSON text. Raises json.JSONDecodeError, and WrongValueError for what JSON allows and we do not."""
    try:
        tree = DECODER.decode(text)
    except RecursionError as error:
        raise too_deep() from error
    check_escapes(tree, text)
    return tree


def too_deep() -> WrongValueError:
    """What is wrong with a text that Python's stack does not hold."""
    return WrongValueError("is nested too deep", "a release has some ten levels")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise WrongValueError(f"has the key {twice!r} twice in one object", "leave one of them")
    return found


def _number(digits: str) -> Decimal:
    number = Decimal(digits) if len(digits) <= LONGEST_NUMBER else None
    if number is None or abs(number.adjusted()) > LONGEST_NUMBER:
        raise WrongValueError(f"has the number {digits[:LONGEST_NUMBER]}, which is too long", "check its digits")
    return number


def _constant(name: str) -> Any:
    raise WrongValueError(f"has {name}, which is no number", "write null for what is not known")


def check_escapes(tree: Any, text: str) -> None:
    """Refuse what can be written as an escape and is no character: NUL, and halves of others."""
    if "\\u" not in text:
        return
    text = json.dumps(tree, ensure_ascii=False, default=str)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise WrongValueError("has half a character (a lone surrogate)", "write the whole character") from error
    if "\\u0000" in text:
        raise WrongValueError("has the character NUL in a text", "take it out")


DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_float=_number,
    parse_int=lambda digits: int(_number(digits)),
    parse_constant=_constant,
)
