"""Where the money of the seed goes, checked against figures that were worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from tests.api.servers import Server
from tests.conservation import check_conservation

FLOW = """
query ($slug: String!, $basis: Basis!, $depth: Int) {
  %s(slug: $slug) { moneyFlow(basis: $basis, depth: $depth) {
    nodes { key kind label id slug qualifier carried level amount { amount } }
    links { source target basis amount { amount } }
  } }
}
"""
ROOTS = {
    "programme": ("kz-extremism-2013-2017", "kz-extremism-2018-2022"),
    "activity": ("kz-extremism-2018-2022/a1", "kz-extremism-2018-2022/a3", "kz-extremism-2018-2022/a4"),
    "tender": ("kz-sko-2017", "kz-sko-2018-04", "kz-almaty-viners", "kz-turkestan-2018-series"),
    "process": ("kz-mic-monitoring", "kz-sko-2017"),
    "organization": ("sko-religious-research-centre", "kz-mic", "kz-ministry-religious-social"),
}
NOTHING_KNOWN = {
    *("kz-extremism-2018-2022/a4", "kz-turkestan-2018-series", "kz-mic-monitoring", "kz-ministry-religious-social"),
    "kz-sko-2017 as a process",
}


def flow(server: Server, root: str, slug: str, basis: str = "INFERRED", depth: int | None = None) -> Any:
    """The flow from a record, checked for conservation."""
    found = server.ask(FLOW % root, slug=slug, basis=basis, depth=depth)["data"][root]["moneyFlow"]
    if found is not None:
        check_conservation(found, depth)
    return found


def links(found: Any) -> dict[str, str]:
    """What flows, by the keys of both ends without the slug that they share."""
    return {f"{link['source']} > {link['target']}": link["amount"]["amount"] for link in found["links"]}


def amounts(found: Any) -> dict[str, str]:
    return {node["key"]: node["amount"]["amount"] for node in found["nodes"]}


@pytest.mark.parametrize("root", ROOTS)
def test_every_flow_of_the_seed_conserves_at_any_depth(server: Server, root: str) -> None:
    for slug, basis, depth in product(ROOTS[root], ("STATED", "INFERRED", "ASSUMED"), (None, 0, 1, 2, 3)):
        known = slug not in NOTHING_KNOWN and root != "process"

        assert (flow(server, root, slug, basis, depth) is not None) is known


def test_what_is_cancelled_is_a_node_of_its_own_and_not_untraced(server: Server) -> None:
    found = amounts(flow(server, "programme", "kz-extremism-2018-2022"))
    asked = '{ programme(slug: "kz-extremism-2018-2022") { coverage(basis: INFERRED) { residual { amount } } } }'
    residual = server.ask(asked)["data"]["programme"]["coverage"]["residual"]["amount"]

    assert found["CANCELLED:Tender:kz-almaty-viners"] == "8900000.00"
    untraced = Decimal(found["NOT_TRACED:Programme:kz-extremism-2018-2022"])
    assert untraced == Decimal(residual) - 8_900_000 == 267_913_600_000


def test_by_what_is_stated_two_activities_are_all_that_is_known_of_the_programme(server: Server) -> None:
    assert links(flow(server, "programme", "kz-extremism-2018-2022", "STATED", depth=1)) == {
        "Programme:kz-extremism-2018-2022 > Activity:kz-extremism-2018-2022/a1": "246000000.00",
        "Programme:kz-extremism-2018-2022 > Activity:kz-extremism-2018-2022/a2": "212000000.00",
        "Programme:kz-extremism-2018-2022 > NOT_TRACED:Programme:kz-extremism-2018-2022": "269690000000.00",
    }


def test_a_tender_flows_by_lots_and_awards_to_its_suppliers(server: Server) -> None:
    found = flow(server, "tender", "kz-sko-2017")

    suppliers = {node["label"]: node["amount"]["amount"] for node in found["nodes"] if node["kind"] == "SUPPLIER"}
    assert suppliers == {
        "Halkyma tagzym": "39000000.00",
        "Local television": "20000000.00",
        "KAZANAT-MIRAS": "7300000.00",
    }
    carried = {node["slug"]: node["qualifier"] for node in found["nodes"] if node["carried"]}
    assert carried == {
        "kz-sko-2017/dindegi": "MORE_THAN",
        "kz-sko-2017/memleket": "MORE_THAN",
        "kz-sko-2017/inmates": "EXACT",
    }


def test_a_lot_whose_award_is_only_inferred_has_no_amount_by_what_is_stated(server: Server) -> None:
    found = amounts(flow(server, "tender", "kz-sko-2017", "STATED"))

    assert "Lot:kz-sko-2017/dindegi" not in found
    assert found["NOT_TRACED:Tender:kz-sko-2017"] == "112883000.00"


def test_an_activity_flows_to_its_budget_line(server: Server) -> None:
    line = "BudgetLine:kz-extremism-2018-2022/a3/budget"

    assert links(flow(server, "activity", "kz-extremism-2018-2022/a3")) == {
        f"Activity:kz-extremism-2018-2022/a3 > {line}": "1700000000.00",
        f"{line} > NOT_TRACED:{line}": "1700000000.00",
    }


def test_the_money_of_a_body_is_the_sum_of_what_it_buys(server: Server) -> None:
    found = flow(server, "organization", "sko-religious-research-centre")

    assert amounts(found)["Organization:sko-religious-research-centre"] == "223354000.00"  # 155.854 + 67.5 million
    assert found["nodes"][0]["carried"] is True
    assert found["nodes"][0]["label"] == "Religious issues research centre"
