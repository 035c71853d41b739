"""What must hold of every flow of money: each node passes on exactly what it receives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

ENDS = {"SUPPLIER", "SUPPLIERS", "MORE", "NOT_TRACED", "NOT_AWARDED", "NOT_CONTRACTED", "NOT_PAID"} | {
    *("CANCELLED", "UNSUCCESSFUL", "WITHHELD")
}
SUPPLIER_UNKNOWN = {"AWARD", "CONTRACT", "PAYMENTS"}  # where nothing more is known, the money ends there


def amount(each: Mapping[str, Any]) -> Decimal:
    return Decimal(each["amount"]["amount"])


def check_conservation(flow: Mapping[str, Any], depth: int | None = None) -> None:
    """Fail unless what flows into each node is its amount, and flows out of it again, or ends for a reason.

    The nodes need key, kind and amount, with a depth level too; the links need source, target and amount.
    """
    nodes = {node["key"]: node for node in flow["nodes"]}
    assert len(nodes) == len(flow["nodes"])
    assert len({(link["source"], link["target"]) for link in flow["links"]}) == len(flow["links"])
    into: dict[str, list[Decimal]] = defaultdict(list)
    out_of: dict[str, list[Decimal]] = defaultdict(list)
    for link in flow["links"]:
        assert amount(link) >= 0
        out_of[link["source"]].append(amount(link))
        into[link["target"]].append(amount(link))
    assert into.keys() | out_of.keys() <= nodes.keys()
    root = flow["nodes"][0]["key"]
    for key, node in nodes.items():
        if key == root or node["kind"] == "EXCESS":
            assert key not in into
        else:
            assert sum(into[key]) == amount(node), f"into {key}"
        if key in out_of:
            assert sum(out_of[key]) == amount(node), f"out of {key}"
        elif amount(node):
            assert node["kind"] in ENDS | SUPPLIER_UNKNOWN or (depth is not None and node["level"] == depth), (
                f"{key} ends"
            )
