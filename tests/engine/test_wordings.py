"""Texts in the languages that a question prefers."""

from __future__ import annotations

import json
from itertools import chain, permutations

import pytest

from schema.entity import ENTITIES
from schema.kinds import AllOf, Worded
from schema.query import ROOTS
from tests.engine.conftest import Ask
from tests.engine.plain import Plain
from tests.engine.rows import LANGUAGES

WORDED = {
    name: declared.target
    for name, declared in ROOTS.items()
    if isinstance(declared, AllOf)
    and declared.only is None
    and isinstance(ENTITIES[declared.target].fields.get("text"), Worded)
}
LISTS = [list(each) for each in chain.from_iterable(permutations(LANGUAGES, count) for count in range(4))]
pytestmark = pytest.mark.asyncio(loop_scope="session")
TEXT = "{ field value language kind citation { slug } }"


async def test_all_that_has_a_title_has_it_in_languages() -> None:
    titled = {name for name, each in ENTITIES.items() if each.is_node and {"title", "name"} & each.fields.keys()}

    worded = {name for name, each in ENTITIES.items() if isinstance(each.fields.get("text"), Worded)}

    assert titled - worded == {"Finding", "FindingCode", "Observation", "Person"}


@pytest.mark.parametrize("root", sorted(WORDED))
async def test_every_order_of_languages_is_answered_as_plain_python_answers_it(
    ask: Ask, plain: Plain, root: str
) -> None:
    fields = [
        f"x{place}: text(field: {field}, lang: [{','.join(languages)}]) {TEXT}"
        for place, (field, languages) in enumerate((f, each) for f in ("TITLE", "DESCRIPTION") for each in LISTS[:14])
    ]
    for some in (fields[:16], fields[16:]):
        document = f"{{ {root}(first: 40) {{ nodes {{ slug text {TEXT} {' '.join(some)} }} }} }}"

        answer = await ask(document)

        assert answer == json.loads(json.dumps(plain.answer(document)))
        assert answer["data"][root]["nodes"]


async def test_a_variable_chooses_the_languages(ask: Ask, plain: Plain) -> None:
    document = f"query ($lang: [Language!]) {{ lots {{ nodes {{ text(lang: $lang) {TEXT} }} }} }}"

    for languages in ([], ["KK"], ["RU", "EN"], None):
        assert await ask(document, lang=languages) == plain.answer(document, {"lang": languages})


async def test_an_unknown_language_is_refused(ask: Ask) -> None:
    answer = await ask("{ lots { nodes { text(lang: [KZ]) { value } } } }")

    assert "Did you mean" in answer["errors"][0]["message"]
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_DOCUMENT"


async def test_no_text_at_all_is_refused(ask: Ask) -> None:
    answer = await ask("query ($f: TextField) { lots { nodes { text(field: $f) { value } } } }", f=None)

    assert answer["errors"][0]["message"] == "field is null; give a value, or leave field out"
    assert answer["errors"][0]["extensions"]["code"] == "BAD_NULL"


async def test_the_same_language_again_and_again_has_its_limit(ask: Ask) -> None:
    answer = await ask("query ($l: [Language!]) { lots { nodes { text(lang: $l) { value } } } }", l=["KK"] * 251)

    assert answer["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"
