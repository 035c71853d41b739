"""Texts read by one expression have the trees, and the mistakes, that graphql-core finds in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import DocumentNode, GraphQLError, parse
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.tokens import first_token, parser_of
from tests.engine.specification import INVALID, VALID

MOST = 60
ROOT = Path(__file__).parents[2]
FILES = sorted([*ROOT.glob("web/examples/**/*.graphql"), *ROOT.glob("tests/acceptance/*.graphql")])
PIECES = (
    *("{", "}", "(", ")", "[", "]", ":", "$", "!", "=", "@", "|", "&", "...", "..", ".", "?", "-", "+", "'", "\\", "~"),
    *(
        "a",
        "on",
        "query",
        "fragment",
        "true",
        "null",
        "_9",
        "é",
        "\u0430",
        "0",
        "01",
        "-0",
        "7",
        "-12",
        "1.5",
        "1e3",
        "1a",
    ),
    *('"', '""', '"""', '"text"', '"a\\n"', '"\u0430"', '"\ud800"', '"\U0001f600"', '"\0"', "# words", "#", "a#"),
    *(
        " ",
        " ",
        "\n",
        "\r\n",
        "\t",
        ",",
        "\ufeff",
        "\f",
        "\u00a0",
        "{ a }",
        "{ a(b: 1) { c } }",
        "query Q($v: Int = 1) {",
    ),
)


def core(text: str) -> DocumentNode | str:
    """What graphql-core reads, or the mistake that it tells."""
    try:
        return parse(text, no_location=True, max_tokens=MOST)
    except GraphQLError as error:
        return str(error)


def ours(text: str) -> DocumentNode | str:
    try:
        return parser_of(text, MOST).parse_document()
    except GraphQLError as error:
        return str(error)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=40))
@settings(max_examples=1_500, deadline=None)
def test_any_text_is_read_as_graphql_core_reads_it(text: str) -> None:
    assert ours(text) == core(text)
    assert ours(f"{{ a(b: [{text}]) }}") == core(f"{{ a(b: [{text}]) }}")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_questions_of_people_are_read_as_graphql_core_reads_them(file: Path) -> None:
    text = file.read_text(encoding="utf-8")

    assert parser_of(text, 2_000).parse_document() == parse(text, no_location=True)


def test_most_examples_of_the_specification_are_plain() -> None:
    examples = [each for rules in (VALID, INVALID) for documents in rules.values() for each in documents]

    assert all(ours(each) == core(each) for each in examples)
    assert sum(first_token(each, 10_000) is not None for each in examples) > 0.95 * len(examples)


@pytest.mark.parametrize("count", [MOST - 1, MOST, MOST + 1])
def test_tokens_are_limited_as_graphql_core_limits_them(count: int) -> None:
    text = "{" + "a " * (count - 2) + "}"

    assert ours(text) == core(text)
    assert isinstance(ours(text), str) == (count > MOST)
