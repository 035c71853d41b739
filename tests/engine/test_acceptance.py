"""What is accepted at once is right in the eyes of graphql-core, too, and little of what is right is handed over.

`DOCUMENTS=50000 pytest tests/engine/test_acceptance.py` asks other documents, and more of them.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from graphql import GraphQLSchema, build_schema, parse, validate
from hypothesis import HealthCheck, Phase, given, settings

from engine.acceptance import Reading
from engine.vocabulary import Vocabulary
from schema.entity import ENTITIES
from schema.public import core
from tests.engine.conftest import VERDICTS
from tests.engine.mutations import mutations
from tests.engine.rows import nasty_rows
from tests.engine.specification import INVALID, SCHEMA, VALID
from tests.engine.tables import Tables, plain_values

COUNT = int(os.environ.get("DOCUMENTS", "2000"))
CHANGED = 3  # of each right document
ROWS = Tables({name: [plain_values(row) for row in rows] for name, rows in nasty_rows().items()})
SPECIFICATION = build_schema(SCHEMA)
ROOT = Path(__file__).parents[2]
QUESTIONS = sorted([*ROOT.glob("web/examples/**/*.graphql"), *ROOT.glob("tests/acceptance/*.graphql")])
DEEP = "owner { relatives { relatives { relatives { pets { ...f%d } } } } }"
TOO_MUCH = {
    "one field many times": "{ " + "dog { a: name b: name c: name } " * 400 + "}",
    "fragments far inside each other": "{ dog { ...f0 } } fragment f45 on Dog { name } "
    + " ".join(f"fragment f{n} on Dog {{ {DEEP % (n + 1)} }}" for n in range(45)),
}


def is_accepted(vocabulary: Vocabulary, document: str) -> bool:
    return Reading(vocabulary, parse(document, no_location=True)).is_accepted()


def is_right(schema: GraphQLSchema, document: str) -> bool:
    return not validate(schema, parse(document))


def asks_the_schema(document: str) -> bool:
    return re.search(r"__schema|__type *\(", document) is not None


@pytest.fixture(scope="module")
def specification() -> Vocabulary:
    return Vocabulary(SPECIFICATION, ())


@pytest.fixture(scope="module")
def public() -> Vocabulary:
    return Vocabulary(core(), ENTITIES)


@pytest.mark.parametrize("rule", VALID)
def test_right_examples_of_the_specification_are_accepted(specification: Vocabulary, rule: str) -> None:
    for document in VALID[rule]:
        assert is_right(SPECIFICATION, document), document
        assert is_accepted(specification, document), document


@pytest.mark.parametrize("rule", INVALID)
def test_wrong_examples_of_the_specification_are_not_accepted(specification: Vocabulary, rule: str) -> None:
    for document in INVALID[rule]:
        assert not is_right(SPECIFICATION, document), document
        assert not is_accepted(specification, document), document


def test_random_operations_are_accepted_and_mistakes_in_them_are_not(
    public: Vocabulary, record_property: Callable[[str, object], None]
) -> None:
    """What is asked of the schema itself is always handed over: how deep it may go is another rule."""
    found: Counter[tuple[bool, bool]] = Counter()  # documents, by whether they are accepted, and right
    on_the_schema = 0

    @settings(
        max_examples=COUNT // (CHANGED + 1),
        derandomize="DOCUMENTS" not in os.environ,
        phases=[Phase.generate],
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(mutations(ROWS, CHANGED))
    def compare(documents: tuple[str, list[str]]) -> None:
        nonlocal on_the_schema
        original, changed = documents
        for document in (original, *changed):
            verdict = is_accepted(public, document), is_right(public.schema, document)
            assert verdict != (True, False), document
            found[verdict] += 1
            on_the_schema += verdict == (False, True) and asks_the_schema(document)

    compare()

    record_property(
        VERDICTS,
        f"{found.total()} documents, of which {found[True, True]} are accepted, "
        f"{found[False, False]} refused by graphql-core, and {found[False, True]} accepted by it alone: "
        f"{on_the_schema} of these ask the schema itself",
    )
    assert found[False, True] - on_the_schema < found[True, True] / 100
    assert found[False, False] > found.total() / 3


@pytest.mark.parametrize("file", QUESTIONS, ids=lambda file: file.stem)
def test_questions_of_people_are_accepted(public: Vocabulary, file: Path) -> None:
    document = file.read_text(encoding="utf-8")

    assert is_accepted(public, document) or asks_the_schema(document)


@pytest.mark.parametrize("what", TOO_MUCH)
def test_what_takes_graphql_core_too_long_is_handed_over(specification: Vocabulary, what: str) -> None:
    assert not is_right(SPECIFICATION, TOO_MUCH[what])
    assert not is_accepted(specification, TOO_MUCH[what])
