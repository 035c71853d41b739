"""The eighteen contradictions and doubts, whoever found them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.servers import Server

EDITORS = {
    "D5": ["F20", "F21"],
    "D6": ["F28"],
    "D7": ["F38", "F39"],
    "D8": ["F41"],
    "D9": ["F49", "F51"],
    "D10": ["F54"],
}
RULES = {
    "D1": ["F9", "F10"],
    "D2": ["F12", "F13"],
    "D3": ["F9", "F12", "F14"],
    "D4": ["F9", "F12", "F16"],
    "D11": ["F68", "F77"],
    "D12": ["F73", "F78", "F81", "F84", "F88"],
    "D13": ["F73", "F74"],
    "D14": ["F78", "F79"],
    "D15": ["F81", "F82"],
    "D16": ["F72", "F95", "F97"],
    "D17": ["F63", "F98"],
    "D18": ["F100"],
}
FIGURES = {  # words that what is expected, found or explained must hold
    "D1": ["387.927", "387.168 to 387.169"],
    "D2": ["678", "152.1292", "more than 1000000000.00 USD"],
    "D3": ["2.62", "2.8", "286.9 billion"],
    "D4": ["673", "467", "159.091", "154.721"],
    "D6": ["43.75"],
    "D7": ["Ministry for Religious Affairs and Civil Society"],
    "D8": ["2019-02"],
    "D9": ["458000000.00 KZT"],
    "D10": ["2019-08"],
    "D12": ["70.271", "45.1%", "85.583", "16 lots"],
    "D13": ["402550.00 USD", "402.55 USD"],
    "D15": ["18850.00 USD"],
    "D16": ["2016", "2017"],
    "D17": ["2018-06-19"],
    "D18": ["2017", "2019-02"],
}

ALL = """
{
  findings(first: 50) {
    totalCount
    nodes { code foundBy rule severity title expected found explanation claims { code } }
  }
}
"""
SELF_CONTRADICTION = """
query Findings {
  findings { totalCount }
  finding(code: "D13") { severity expected found claims { code printed } }
}
"""


@pytest.fixture(scope="session")
def findings(server: Server) -> dict[str, dict[str, Any]]:
    """Every finding by its code."""
    return {finding["code"]: finding for finding in server.ask(ALL)["data"]["findings"]["nodes"]}


def test_the_editor_found_six_and_rules_found_twelve(findings: dict[str, dict[str, Any]]) -> None:
    assert {code for code, finding in findings.items() if finding["foundBy"] == "EDITOR"} == EDITORS.keys()
    assert {code for code, finding in findings.items() if finding["rule"]} == RULES.keys()
    assert len(findings) == 18


@pytest.mark.parametrize("code", [f"D{number}" for number in range(1, 19)])
def test_the_finding_rests_on_its_claims_and_gives_its_figures(findings: dict[str, dict[str, Any]], code: str) -> None:
    finding = findings[code]

    assert [claim["code"] for claim in finding["claims"]] == (EDITORS | RULES)[code]
    words = " ".join(finding[field] or "" for field in ("expected", "found", "explanation"))
    assert [figure for figure in FIGURES.get(code, ()) if figure not in words] == []


def test_a_figure_that_contradicts_itself_is_shown_as_printed_and_corrected(server: Server) -> None:
    assert server.ask(SELF_CONTRADICTION)["data"] == {
        "findings": {"totalCount": 18},
        "finding": {
            "severity": "ERROR",
            "expected": "402550.00 USD",
            "found": "402.55 USD",
            "claims": [
                {"code": "F73", "printed": "155 million 854 thousand tenge"},
                {"code": "F74", "printed": "402.55 dollars"},
            ],
        },
    }
