"""What answers say, whatever their form, so that those of different servers can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any


class DifferentAnswersError(Exception):
    """Two servers do not say the same: there is nothing to compare."""


def said(answer: Any, name: str = "") -> Iterator[str]:
    """Everything that is known in an answer, in its order; amounts in minor units.

    Left out is what not all servers have members for: nulls, and the row of all groups that are not shown.
    """
    if isinstance(answer, list):
        for each in answer:
            yield from said(each, name)
    elif isinstance(answer, dict):
        if not answer.get("isRest"):
            for member, value in answer.items():
                if member != "isRest":
                    yield from said(value, member)
    elif answer is not None:
        yield str(answer).replace(".", "") if name.lower().endswith("amount") else str(answer)


def same(question: str, answers: dict[str, Any]) -> None:
    """See that all servers say the same; raises DifferentAnswersError, which shows where they part."""
    told = {name: list(said(answer)) for name, answer in answers.items()}
    (first, expected), *others = told.items()
    if not expected:
        raise DifferentAnswersError(f"{question}: {first} says nothing")
    for name, found in others:
        if found != expected:
            place = parting(expected, found)
            raise DifferentAnswersError(
                f"{question}, value {place}: {first} says {expected[place : place + 5]},"
                f" and {name} {found[place : place + 5]}"
            )


def parting(one: Sequence[str], other: Sequence[str]) -> int:
    """The first place in which they are not equal."""
    return next(place for place, (left, right) in enumerate(zip_longest(one, other)) if left != right)
