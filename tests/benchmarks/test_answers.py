from __future__ import annotations

import pytest

from benchmarks.answers import DifferentAnswersError, said, same


def test_what_is_said_does_not_depend_on_the_form() -> None:
    ours = {"lots": {"nodes": [{"slug": "a", "value": {"amount": "12.50", "currency": "KZT"}, "award": None}]}}
    theirs = {"allLots": {"nodes": [{"slug": "a", "valueAmount": "1250", "valueCurrency": "KZT"}]}}

    assert list(said(ours)) == list(said(theirs)) == ["a", "1250", "KZT"]


def test_the_row_of_all_other_groups_is_left_out() -> None:
    groups = [{"year": 2018, "count": 3, "isRest": False}, {"year": None, "count": 9, "isRest": True}]

    assert list(said({"groups": groups})) == ["2018", "3"]


def test_where_answers_part_is_told() -> None:
    with pytest.raises(DifferentAnswersError, match=r"Q3, value 1: one says \['b'\], and other \['c'\]"):
        same("Q3", {"one": ["a", "b"], "other": ["a", "c"]})


def test_an_answer_that_goes_on_is_another() -> None:
    with pytest.raises(DifferentAnswersError, match=r"Q3, value 1: one says \[\], and other \['b'\]"):
        same("Q3", {"one": ["a"], "other": ["a", "b"]})


def test_an_answer_that_says_nothing_is_not_compared() -> None:
    with pytest.raises(DifferentAnswersError, match="says nothing"):
        same("Q3", {"one": {"contract": None}, "other": {"contract": None}})
