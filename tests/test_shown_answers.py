"""Every question that the documentation shows with its answer gets that answer."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from db.reader import open_reader
from engine.engine import Engine
from tengetrail.settings import Limits

ROOT = Path(__file__).resolve().parent.parent
SHOWN = re.compile(r"```graphql\n(.*?)```\s*```json\n(.*?)```", re.DOTALL)
PAIRS = [
    pytest.param(question, answer, id=f"{document.name}-{number}")
    for document in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    for number, (question, answer) in enumerate(SHOWN.findall(document.read_text(encoding="utf-8")), 1)
]


def unexpected(error: Exception) -> str:
    raise error


@pytest.mark.parametrize(("question", "answer"), PAIRS)
async def test_a_shown_question_gets_its_shown_answer(seeded_url: str, question: str, answer: str) -> None:
    reader = await open_reader(seeded_url, Limits())
    try:
        given = await Engine(reader, Limits(), unexpected).answer(question)
    finally:
        await reader.close()

    assert json.loads(given.body) == {"data": json.loads(answer)}


def test_the_front_page_shows_three_questions() -> None:
    assert sum("README" in str(pair.id) for pair in PAIRS) == 3
