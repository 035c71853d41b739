"""Pieces of JSON as expressions of SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from engine.dialect import Dialect, grouped
from engine.fields import Asked
from engine.sql import Statement


class Constant(str):
    """A constant text of ours."""


class Chain(str):
    """Texts one after the other. A longer chain takes in the pieces of those within it, so that each is copied once."""

    pieces: Sequence[str]  # no two constants are neighbours


def json_object(statement: Statement, asked: dict[str, Asked], expression: Callable[[Asked], str]) -> str:
    """An object with the keys that were asked for."""
    parts = {}
    for key, each in asked.items():
        statement.path.append(key)
        parts[key] = expression(each)
        statement.path.pop()
    return json_object_of(statement.dialect, parts)


def json_object_of(dialect: Dialect, parts: Mapping[str, str]) -> str:
    """An object with these keys; the values are JSON already."""
    pieces: list[str] = []
    constant = "{"
    for key, expression in parts.items():
        pieces += [literal(f'{constant}"{key}":'), expression]
        constant = ","
    pieces.append(literal("}" if parts else "{}"))
    return chained(dialect, pieces)


def json_array_of(dialect: Dialect, items: Iterable[str]) -> str:
    """A list of so many items; they are JSON already."""
    pieces: list[str] = []
    for item in items:
        pieces += [literal("," if pieces else "["), item]
    return chained(dialect, [*pieces, literal("]")])


def json_list(dialect: Dialect, joined: str) -> str:
    """A list of texts that are joined already."""
    return chained(dialect, [literal("["), joined, literal("]")])


def summed(dialect: Dialect, json: str, source: str) -> str:
    """What rows sum up to; constants around a single sum stay outside, where they become one with their neighbours."""
    pieces = json.pieces if isinstance(json, Chain) else (json,)
    if sum(not isinstance(each, Constant) for each in pieces) != 1:
        return f"(SELECT {json} FROM {source})"
    return chained(
        dialect, (each if isinstance(each, Constant) else f"(SELECT {each} FROM {source})" for each in pieces)
    )


def type_name(name: str) -> str:
    """The JSON of a type's name."""
    return literal(f'"{name}"')


def code(expression: str) -> str:
    """The JSON of a text that needs no escapes and is never null, such as a code or digits."""
    return chain(f"'\"'||{grouped(expression)}||'\"'", (QUOTATION_MARK, expression, QUOTATION_MARK))


def unless_null(expression: str, json: str) -> str:
    """The JSON, or null where an expression is."""
    return f"CASE WHEN {expression} IS NULL THEN 'null' ELSE {json} END"


def literal(text: str) -> str:
    """A constant text of ours in SQL; values of clients are parameters, always."""
    return Constant("'" + text.replace("'", "''") + "'")


def chained(dialect: Dialect, pieces: Iterable[str]) -> str:
    """Texts one after the other; neighbouring constants become one."""
    parts: list[str] = []
    for piece in pieces:
        inner = piece.pieces if isinstance(piece, Chain) else (piece,)
        if parts and isinstance(inner[0], Constant) and isinstance(parts[-1], Constant):
            parts[-1] = Constant(parts[-1][:-1] + inner[0][1:])
            inner = inner[1:]
        parts.extend(inner)
    return chain(dialect.concatenated(parts), parts)


def chain(text: str, pieces: Sequence[str]) -> Chain:
    """Pieces one after the other as SQL."""
    made = Chain(text)
    made.pieces = pieces
    return made


QUOTATION_MARK = literal('"')
