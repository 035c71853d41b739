from __future__ import annotations

import pytest

from analysis.succession import successions


@pytest.mark.parametrize(
    ("original", "resulting", "expected"),
    [
        (["agency"], ["ministry"], [("agency", "ministry")]),
        (["a", "b"], ["c"], [("a", "c"), ("b", "c")]),
        (["a"], ["b", "c"], [("a", "b"), ("a", "c")]),
        (["a", "b"], ["b"], [("a", "b")]),
        (["a"], ["a"], []),
        ([], ["a"], []),
        (["a"], [], []),
    ],
    ids=["replaced", "merged", "split", "absorbed", "renamed", "founded", "abolished"],
)
def test_each_body_that_was_there_is_followed_by_each_other_that_came_of_it(
    original: list[str], resulting: list[str], expected: list[tuple[str, str]]
) -> None:
    assert list(successions(original, resulting)) == expected
