"""Pieces of JSON as expressions of SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from engine.fields import Asked
from engine.sql import Statement


def json_object(statement: Statement, asked: dict[str, Asked], expression: Callable[[Asked], str]) -> str:
    """An object with the keys that were asked for; neighbouring constants become one."""
    pieces: list[str] = []
    constant = "{"
    for key, each in asked.items():
        statement.path.append(key)
        pieces += [literal(f'{constant}"{key}":'), grouped(expression(each))]
        statement.path.pop()
        constant = ","
    pieces.append(literal("{}" if not asked else "}"))
    return concatenated(pieces)


def grouped(expression: str) -> str:
    """An expression that stays whole between two `||`."""
    return f"({expression})" if expression.startswith("CASE") or "||" in expression else expression


def type_name(name: str) -> str:
    """The JSON of a type's name."""
    return literal(f'"{name}"')


def code(expression: str) -> str:
    """The JSON of a text that needs no escapes and is never null, such as a code or digits."""
    return f"'\"'||{grouped(expression)}||'\"'"


def unless_null(expression: str, json: str) -> str:
    """The JSON, or null where an expression is."""
    return f"CASE WHEN {expression} IS NULL THEN 'null' ELSE {json} END"


def literal(text: str) -> str:
    """A constant text of ours in SQL; values of clients are parameters, always."""
    return "'" + text.replace("'", "''") + "'"


def concatenated(pieces: Iterable[str]) -> str:
    """Texts one after the other; long chains are halved, since databases bound the depth of an expression."""
    parts = list(pieces)
    if len(parts) > 100:
        middle = len(parts) // 2
        return f"({concatenated(parts[:middle])})||({concatenated(parts[middle:])})"
    return "||".join(parts)
