"""Documents with mistakes: one or two places of a right one are changed, moved or left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from graphql import GraphQLSyntaxError, parse
from hypothesis import strategies as st

from tests.engine.operations import operations
from tests.engine.tables import Tables
from tests.engine.values import Choices

CHOICES = 300  # bytes that decide about the changes of one document
TRIES = 12  # many changes leave nothing that can be read
TOKEN = re.compile(r'\.\.\.|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|\w+|[^\s,]')
NAME = re.compile(r"[A-Za-z_]\w*")
LITERALS = ("1", "-3", "1.5", '"text"', '"2018-02-30"', "true", "null", "ACTIVE", "[1]", "[null]", "{}", "$v1", "$new")
DIRECTIVES = (
    "@skip(if: true)",
    "@include(if: $v1)",
    "@skip",
    "@skip(if: 1)",
    "@deprecated",
    "@defer",
    "@include(if: null)",
)
NAMES = ("nope", "slug", "id", "first", "filter", "eq", "Lot", "Node", "LotFilter", "Int", "String", "__typename", "on")
ADDITIONS = (
    " fragment Idle on Lot { slug }",
    " fragment Part1 on Node { id }",
    " query Asked { __typename }",
    " { __typename }",
    " type Lot { slug: String }",
    " fragment Circle on Query { ...Circle }",
)

Change = Callable[[list[str], Choices], object]


def renamed(tokens: list[str], choose: Choices) -> None:
    """Another name stands in a name's place: one of the document, or one that fits elsewhere."""
    place = choose.pick(places(tokens, NAME))
    tokens[place] = choose.pick([*(each for each in tokens if NAME.fullmatch(each)), *NAMES])


def left_out(tokens: list[str], choose: Choices) -> None:
    """A token, or all that a bracket holds, is not there."""
    start, end = part(tokens, choose)
    del tokens[start:end]


def repeated(tokens: list[str], choose: Choices) -> None:
    """A part stands at another place, too."""
    start, end = part(tokens, choose)
    place = choose.number(0, len(tokens) - 1)
    tokens[place:place] = tokens[start:end]


def field_repeated(tokens: list[str], choose: Choices) -> None:
    """A name with all that belongs to it stands at another place, too."""
    start = choose.pick(places(tokens, NAME))
    end = start + 1
    while end < len(tokens) and tokens[end] in "({":
        end = closing(tokens, end)
    place = choose.pick([index + 1 for index, each in enumerate(tokens) if each == "{"])
    tokens[place:place] = tokens[start:end]


def swapped(tokens: list[str], choose: Choices) -> None:
    """Two tokens stand in each other's places."""
    one, two = (choose.number(0, len(tokens) - 1) for _ in range(2))
    tokens[one], tokens[two] = tokens[two], tokens[one]


def value_changed(tokens: list[str], choose: Choices) -> None:
    """Another value stands behind a colon."""
    start = choose.pick([index for index, each in enumerate(tokens) if index and tokens[index - 1] == ":"] or [0])
    end = closing(tokens, start) if tokens[start] in "[{" else start + 1 + (tokens[start] == "$")
    tokens[start:end] = [choose.pick(LITERALS)]


def type_changed(tokens: list[str], choose: Choices) -> None:
    """A type becomes stricter, looser, or a list."""
    place = choose.pick(places(tokens, NAME))
    if tokens[place + 1 : place + 2] == ["!"]:
        del tokens[place + 1]
    else:
        tokens[place : place + 1] = choose.pick(([tokens[place], "!"], ["[", tokens[place], "]"]))


def conditional(tokens: list[str], choose: Choices) -> None:
    """A directive stands behind a token."""
    tokens.insert(choose.number(1, len(tokens)), choose.pick(DIRECTIVES))


def aliased(tokens: list[str], choose: Choices) -> None:
    """A name has another key."""
    place = choose.pick(places(tokens, NAME))
    tokens[place:place] = [choose.pick([each for each in tokens if NAME.fullmatch(each)]), ":"]


def longer(tokens: list[str], choose: Choices) -> None:
    """One more definition follows."""
    tokens.append(choose.pick(ADDITIONS))


CHANGES: Sequence[Change] = (
    *(renamed, renamed, left_out, repeated, field_repeated, field_repeated, swapped),
    *(value_changed, value_changed, type_changed, conditional, aliased, longer),
)


def places(tokens: list[str], kind: re.Pattern[str]) -> list[int]:
    return [index for index, each in enumerate(tokens) if kind.fullmatch(each)]


def part(tokens: list[str], choose: Choices) -> tuple[int, int]:
    """A token, or a bracket with all that it holds."""
    start = choose.number(0, len(tokens) - 1)
    return start, closing(tokens, start) if tokens[start] in "([{" else start + 1


def closing(tokens: list[str], start: int) -> int:
    """Where a bracket's pair ends."""
    depth = 0
    for index in range(start, len(tokens)):
        depth += (tokens[index] in "([{") - (tokens[index] in ")]}")
        if depth == 0:
            return index + 1
    return len(tokens)


def changed(document: str, choose: Choices) -> str:
    """A document that can be read but may be wrong; the same one if no change leads to such."""
    for _ in range(TRIES):
        tokens = TOKEN.findall(document)
        for _ in range(choose.number(1, 2)):
            if "{" in tokens and places(tokens, NAME):
                choose.pick(CHANGES)(tokens, choose)
        made = " ".join(tokens)
        try:
            parse(made)
        except GraphQLSyntaxError:
            continue
        return made
    return document


def mutations(tables: Tables, count: int) -> st.SearchStrategy[tuple[str, list[str]]]:
    """A right document, and some that were made of it."""

    def made(drawn: tuple[str, bytes]) -> tuple[str, list[str]]:
        document, choices = drawn
        choose = Choices(iter(choices))
        return document, [changed(document, choose) for _ in range(count)]

    documents = operations(tables).map(lambda each: each.document)
    return st.tuples(documents, st.binary(min_size=CHOICES, max_size=CHOICES)).map(made)
