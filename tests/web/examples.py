"""The examples of the playground, and what they must answer."""

from __future__ import annotations

import json
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

from tests.api.servers import ROOT

ANSWERS = Path(__file__).with_name("examples")
FILES = sorted((ROOT / "web" / "examples").glob("*/*.graphql"), key=lambda file: file.name)


class Example(NamedTuple):
    """A file of web/examples, with the values of its variables and its answer."""

    group: str
    name: str
    query: str
    variables: dict[str, Any]
    answer: dict[str, Any]

    @property
    def question(self) -> str:
        """The sentence that a person chooses it by."""
        comment = takewhile(lambda line: line.startswith("#"), self.query.splitlines())
        return " ".join(line.removeprefix("# ") for line in comment)


def _read(file: Path) -> Example:
    variables = file.with_suffix(".json")
    return Example(
        group=file.parent.name,
        name=file.stem,
        query=file.read_text(encoding="utf-8"),
        variables=json.loads(variables.read_text(encoding="utf-8")) if variables.exists() else {},
        answer=json.loads((ANSWERS / f"{file.stem}.json").read_text(encoding="utf-8")),
    )


EXAMPLES = [_read(file) for file in FILES]


def without_cursors(answer: Any) -> Any:
    """The same, where a cursor is only there or not: it follows the row's place in the database."""
    match answer:
        case dict():
            return {key: bool(value) if key == "endCursor" else without_cursors(value) for key, value in answer.items()}
        case list():
            return [without_cursors(item) for item in answer]
        case _:
            return answer
