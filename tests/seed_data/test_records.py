"""What the facts became: records with typed values, asked as a journalist would ask."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.api.servers import Server

QUESTIONS = sorted((Path(__file__).parent / "questions").glob("*.graphql"))

AMOUNTS = """
{
  programmes(first: 10) { nodes { versions(first: 10) { nodes { total { amount } citation { locator } } } } }
  activities(first: 50) { nodes { slug amount { amount } claims(kind: AMOUNT) { code } } }
  tenders(first: 50) { nodes { slug amount: value { amount } claims(kind: AMOUNT) { code } } }
  lots(first: 50) { nodes { slug amount: value { amount } claims(kind: AMOUNT) { code } } }
  awards(first: 50) { nodes { slug amount: value { amount } claims(kind: AMOUNT) { code } } }
  bids(first: 50) { nodes { slug amount: value { amount } claims(kind: AMOUNT) { code } } }
  contracts(first: 50) { nodes { slug amount: value { amount } claims(kind: AMOUNT) { code } } }
}
"""
TAKEN_OVER = {  # amounts that no claim of their own prints
    "kz-sko-2018-04",  # the sum of its two lots
    "kz-sko-2017/memleket/award",  # F78 speaks of each cycle
    "kz-sko-2017/guides/bid",  # the award took it over
    "kz-sko-2017/guides/contract",  # it takes the award's
    "kz-sko-2017/inmates/contract",  # it takes the award's
}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.stem)
def test_a_question_has_exactly_its_answer(server: Server, question: Path) -> None:
    answer = server.ask(question.read_text(encoding="utf-8"))

    assert answer == {"data": json.loads(question.with_suffix(".json").read_text(encoding="utf-8"))}


def test_every_amount_has_its_claim_or_is_known_to_be_taken_over(server: Server) -> None:
    answer = server.ask(AMOUNTS)["data"]
    programmes = answer.pop("programmes")["nodes"]
    versions = [version for programme in programmes for version in programme["versions"]["nodes"]]
    records = [record for connection in answer.values() for record in connection["nodes"] if record["amount"]]

    assert all(version["citation"]["locator"] for version in versions if version["total"])
    assert {record["slug"] for record in records if not record["claims"]} == TAKEN_OVER
