from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from tests.api.servers import Server
from tests.web.examples import ANSWERS, EXAMPLES, Example, without_cursors


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_has_exactly_its_answer(site: Server, example: Example) -> None:
    answer = site.ask(example.query, **example.variables)

    assert without_cursors(answer) == {"data": example.answer}


def test_there_are_examples_in_three_groups_one_after_the_other() -> None:
    groups = [example.group for example in EXAMPLES]

    assert list(Counter(groups)) == ["first-steps", "questions-about-money", "for-developers"]
    assert sum(one != other for one, other in pairwise(groups)) == 2
    assert min(Counter(groups).values()) >= 4


def test_each_example_says_in_a_sentence_what_it_asks() -> None:
    questions = [example.question for example in EXAMPLES]

    assert len(set(questions)) == len(questions)
    assert [question for question in questions if question[-1:] not in {"?", "."} or len(question) > 110] == []


def test_each_answer_belongs_to_an_example() -> None:
    assert {file.stem for file in ANSWERS.iterdir()} == {example.name for example in EXAMPLES}


def test_the_example_of_pages_walks_the_whole_list(site: Server) -> None:
    [example] = [example for example in EXAMPLES if example.name == "27-pages"]
    seen: list[str] = []
    after = None
    while True:
        lots = site.ask(example.query, after=after)["data"]["lots"]
        seen += [lot["slug"] for lot in lots["nodes"]]
        after = lots["pageInfo"]["endCursor"]
        if not lots["pageInfo"]["hasNextPage"]:
            break

    assert len(seen) == len(set(seen)) == lots["totalCount"] == 8
