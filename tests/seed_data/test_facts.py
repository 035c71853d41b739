"""Each fact of the first source, one by one, as the server tells it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

FACTS: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("facts.yaml").read_text(encoding="utf-8"))
JUDGED = [code for code, fact in FACTS.items() if fact.pop("judged", False)]
UNSAID: dict[str, Any] = {
    "printed": None,
    "money": None,
    "number": None,
    "unit": None,
    "by": None,
    "via": None,
    "converts": None,
    "compares": [],
    "confidence": "HIGH",
}

Claims = dict[str, dict[str, Any]]


def told(claim: dict[str, Any]) -> dict[str, Any]:
    """A claim in the form of the table of facts."""
    value, quantity = claim["value"], claim["quantity"]
    return {
        "line": int(claim["citation"]["locator"].removeprefix("line ")),
        "kind": claim["kind"],
        "of": record(claim["subject"]),
        "printed": claim["printed"],
        "money": value and qualified(f"{value['amount']} {value['currency']}", value["qualifier"]),
        "number": quantity and qualified(quantity, claim["quantityQualifier"]),
        "unit": claim["unit"],
        "by": claim["assertedBy"] or (claim["asserter"] and record(claim["asserter"])),
        "via": claim["viaSource"] and claim["viaSource"]["slug"],
        "converts": claim["converts"] and claim["converts"]["code"],
        "compares": [each["code"] for each in claim["compares"]],
        "confidence": claim["confidence"],
    }


def record(node: dict[str, str]) -> str:
    return f"{node['__typename']} {node['slug']}"


def qualified(figure: str, qualifier: str) -> str:
    return figure if qualifier == "EXACT" else f"{qualifier} {figure}"


def of_the_article(claims: Claims) -> list[str]:
    return [code for code in claims if code.startswith("F")]


@pytest.mark.parametrize("code", [f"F{number}" for number in range(1, 114)])
def test_the_fact_is_told(claims: Claims, code: str) -> None:
    assert told(claims[code]) == UNSAID | FACTS[code]
    assert claims[code]["citation"]["source"]["slug"] == "cabar-2020"
    assert claims[code]["statement"].endswith(".")


def test_there_are_no_other_facts_of_the_article(claims: Claims) -> None:
    assert of_the_article(claims) == list(FACTS)


def test_each_of_thirteen_sums_in_tenge_has_its_sum_in_dollars(claims: Claims) -> None:
    amounts = [claims[code] for code in of_the_article(claims) if claims[code]["kind"] == "AMOUNT"]

    assert Counter(claim["value"]["currency"] for claim in amounts) == {"KZT": 13, "USD": 13}
    in_tenge = [claim["code"] for claim in amounts if claim["value"]["currency"] == "KZT"]
    assert [claim["converts"]["code"] for claim in amounts if claim["converts"]] == in_tenge
    assert all(claim["printed"] for claim in amounts)


def test_only_amounts_hold_money(claims: Claims) -> None:
    assert {claim["kind"] for claim in claims.values() if claim["value"]} == {"AMOUNT"}


def test_what_is_judged_is_not_told_as_a_fact(claims: Claims) -> None:
    assert len(JUDGED) == 12
    assert {claims[code]["kind"] for code in JUDGED} <= {"OPINION", "INFERENCE", "CONTEXT"}


def test_every_claim_is_cited(claims: Claims) -> None:
    assert all(claim["citation"]["locator"] and claim["citation"]["source"]["slug"] for claim in claims.values())
